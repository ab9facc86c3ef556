# shellcheck shell=bash disable=SC2154 # Sourced by ci/bench.sh, which sets work, bench, scripts, runs and the functions.
# Single steps: the resource, the floor and the naive way in turn, one size and one way to the host after the other.

measure_steps() { # OVER COMMITS LOCKS
  local over=$1 name=$2-$3 key=steps/$1/$2/$3 memory='' round way
  say "steps over $over, $2 commits, $3 locks"
  make_repository "$2" "$3"
  local uri source base known access=()
  uri=$(uri_of "$over" "$name") source=$(source_of "$over" "$name")
  base=$(<"$work/$name.base") known=$(<"$work/$name.known")
  [ "$over" != ssh ] || access=(SSH_CONFIG="$work/ssh_config")
  rm -rf "$work/kept" "$work/inputs"
  mkdir -p "$work/kept" "$work/inputs"

  # What a check has left for the next one. A copy of a checkout has to be good for what it is a copy of.
  for way in ours floor naive; do figures=/dev/null step "$way" check-cold; mv "$work/tmp" "$work/kept/$way"; done
  git -C "$work/kept/naive/clone" config core.checkStat minimal
  git -C "$work/kept/naive/clone" config core.trustCtime false

  for ((round = 0; round < runs; round++)); do
    case $((round % 3)) in
      0) take_turns ours floor naive ;;
      1) take_turns naive ours floor ;;
      2) take_turns floor naive ours ;;
    esac
  done

  # What is resident is looked at every few milliseconds, so not while time is taken. The way to the host does not matter.
  if [ "$over" = file ]; then
    for ((round = 0; round < runs; round++)); do memory=--memory take_turns ours; done
  fi
}

take_turns() { # WAY...
  for way in "$@"; do step "$way" check-cold; done
  [ -n "$memory" ] || timed empty "$work/empty/empty" <<<"{\"source\":$source}"
  for way in "$@"; do step "$way" check-again "$work/kept/$way"; done
  for way in "$@"; do
    cp -a "$work/kept/$way" "$work/kept/copy"
    reset_repository "$name" next
    step "$way" check-new "$work/kept/copy"
    reset_repository "$name"
    rm -rf "$work/kept/copy"
  done
  for way in "$@"; do
    step "$way" acquire
    step "$way" in
    step "$way" release
    # Two commits, and all is as it was.
    [ "$(git -C "$work/$name.git" rev-parse 'main~2' 'main^{tree}')" = "$(git -C "$work/$name.git" rev-parse "$base" "$base^{tree}")" ]
    reset_repository "$name"
  done
}

# Runs one step, in a fresh temporary directory or in one that is kept, and notes its figures.
step() { # WAY STEP [KEPT]
  local way=$1 step=$2 tmp=$work/tmp about version='' params='' before
  if [ $# = 3 ]; then tmp=$3; else rm -rf "$tmp"; mkdir "$tmp"; fi
  case $step in
    check-cold) about= ;;
    check-*) about=$known version=$known ;;
    acquire) about=env-1 params=',"params":{"acquire":true}' ;;
    in) about='' version=$ref; rm -rf "$work/inputs/lock" ;;
    release) about=env-1 params=',"params":{"release":"lock"}' ;;
  esac
  before=$(connections)
  if [ "$way" = ours ]; then
    local script=${step%%-*} directory=$work/inputs
    case $step in check-*) directory= ;; in) directory+=/lock ;; *) script=out ;; esac
    timed "$step/ours" "$scripts/$script" ${directory:+"$directory"} \
      <<<"{\"source\":$source${version:+,\"version\":{\"ref\":\"$version\"\}}$params}"
  else
    timed "$step/$way" "$bench/$way.sh" "$step" "$uri" "$about" </dev/null
  fi
  ref=$(sed -n -E 's/.*"ref":"([0-9a-f]+)".*/\1/p' "$work/answer")
  [ -n "$memory" ] || [ "$over" != ssh ] || note "$key/$step/$way/connections" $(($(connections) - before))
}

timed() { # KEY COMMAND [ARGUMENT...]
  env -i "${build[@]}" PATH="$PATH" TMPDIR="${tmp:-$work}" "${access[@]}" \
    "$bench/clock.pl" ${memory:+"$memory"} "$figures" "$key/$1" "${@:2}" >"$work/answer" 2>"$work/said" ||
    { cat "$work/said" >&2; return 1; }
}
