# shellcheck shell=bash disable=SC2154 # Sourced by ci/bench.sh, which sets work, bench, scripts, runs and the functions.
# Many builds at once: crowds, shared locks, hand-overs, long waits. In the pools used here all locks are free.

# A git that notes what the host is asked for; it goes before the real one on the PATH of these builds.
count_git() {
  mkdir -p "$work/counting"
  cat >"$work/counting/git" <<END
#!/bin/sh
for word; do
  case \$word in clone | fetch | ls-remote | push) echo "\$word" >>"\$ASKED"; break ;; esac
done
exec $(command -v git) "\$@"
END
  chmod +x "$work/counting/git"
}

asked() { grep -c "${2:-.}" "$1" || true; } # FILE [WORD]

now() { echo $((${EPOCHREALTIME/./} / 1000)); } # ms

await() { local seconds; printf -v seconds '%d.%03d' $(($1 / 1000)) $(($1 % 1000)); sleep "$seconds"; } # MS

# Puts a build of its own into the place of this shell; the request is on stdin.
become() { # BUILD COMMAND [ARGUMENT...]
  mkdir -p "$work/builds/$1"
  exec env -i "${build[@]}" BUILD_ID="$1" BUILD_NAME="$1" PATH="$work/counting:$PATH" TMPDIR="$work/builds/$1" \
    ASKED="${ASKED:-$work/asked}" RETRY_DELAY="${delay:-}" "${@:2}" >"$work/builds/$1/answer" 2>"$work/builds/$1/said"
}

ours() { become "$1" "$scripts/out" "$work/inputs" <<<"{\"source\":$source,\"params\":{\"acquire\":true}}"; }

naive() { become "$1" "$bench/naive.sh" acquire "$uri"; }

give_back() { # BUILD ; releases the lock that the build's acquire has answered with
  local lock
  lock=$(sed -E 's/.*"name":"lock_name","value":"([^"]+)".*/\1/' "$work/builds/$1/answer")
  mkdir -p "$work/builds/$1/inputs/lock"
  echo "$lock" >"$work/builds/$1/inputs/lock/name"
  become "$1" "$scripts/out" "$work/builds/$1/inputs" <<<"{\"source\":$source,\"params\":{\"release\":\"lock\"}}"
}

open_pool() { # OVER LOCKS
  make_repository 100 "$2"
  name=100-$2 uri=$(uri_of "$1" "100-$2") source=$(source_of "$1" "100-$2")
  reset_repository "$name"
  rm -rf "$work/builds" "$work/asked" "$work/waits"
  mkdir -p "$work/builds" "$work/inputs"
}

# Runs a command with the numbers 1 to N, all at the same instant, and sets wall to what all took together, in ms.
# The command leaves what each took in the file waits.
at_once() { # N COMMAND
  local number gate builds=()
  rm -f "$work/gate"
  mkfifo "$work/gate"
  exec {gate}<>"$work/gate"
  for ((number = 1; number <= $1; number++)); do
    { read -r -N 1 <&"$gate"; "$2" "$number"; } &
    builds+=($!)
  done
  await $((200 + 10 * $1))
  now >"$work/started"
  printf '%*s' "$1" '' >&"$gate"
  for number in "${builds[@]}"; do wait "$number"; done
  wall=$(since_start)
  exec {gate}>&-
}

since_start() { echo $(($(now) - $(<"$work/started"))); }
acquire_ours() { (ours "$1"); since_start >>"$work/waits"; } # BUILD
acquire_naive() { (naive "$1"); since_start >>"$work/waits"; }
share() { await $((250 * ($1 - 1))); acquire_ours "$1"; sleep 1; (give_back "$1"); }

# Of every run: wall time, pushes, rejected pushes, and the median and the 95th percentile of the builds.
measure_crowd() { # OVER N WAY [DELAY [RUNS]]
  local name uri source wall round started number key=crowds/$1/$2/$3${4:+-$4} delay=${4:-} pushes
  say "a crowd of $2 over $1, $3${4:+ at a delay of $4 s}"
  for ((round = 0; round < ${5:-runs}; round++)); do
    open_pool "$1" "$2"
    at_once "$2" "acquire_$3"
    [ "$(git -C "$work/$name.git" rev-list --count "$(<"$work/$name.base")..main")" = "$2" ]
    pushes=$(asked "$work/asked" push)
    note "$key/wall" "$wall"
    note "$key/pushes" "$pushes"
    note "$key/rejected" $((pushes - $2))
    note "$key/p50" "$(sort -n "$work/waits" | sed -n "$((($2 + 1) / 2))p")"
    note "$key/p95" "$(sort -n "$work/waits" | sed -n "$((($2 * 95 + 99) / 100))p")"
    [ "$3" = ours ] || continue

    # Beside it some builds one after the other, together as many as the crowd or more.
    open_pool "$1" "$2"
    for ((number = 1; number <= ($2 + runs - 1) / runs; number++)); do
      started=$(now)
      (ours "$number")
      note "$key/one" $(($(now) - started))
    done
  done
}

# 16 builds that share 2 locks, each held for a second; one comes every quarter of a second, and is served in its turn.
measure_fairness() {
  local name uri source wall round
  for ((round = 0; round < runs; round++)); do
    say "16 builds share 2 locks, $((round + 1)) of $runs"
    open_pool file 2
    at_once 16 share
    note fairness/total "$wall"
    note fairness/rate $((1000 * $(asked "$work/asked") / wall))
    git -C "$work/$name.git" log --reverse --format=%s main | sed -nE 's/.* build ([0-9]+) claiming: .*/\1/p' | awk '
      { come[NR] = $1 }
      END {
        for (one = 1; one <= NR; one++) for (later = one + 1; later <= NR; later++) if (come[later] < come[one] - 4) { wrong++; break }
        printf "fairness/served\t%d\nfairness/wrong\t%d\n", NR, wrong
      }' >>"$figures"
    sort -n "$work/waits" | awk '
      { sum += $1; if (NR == 1) shortest = $1; longest = $1 }
      END { printf "fairness/shortest\t%d\nfairness/average\t%d\nfairness/longest\t%d\n", shortest, sum / NR, longest }' >>"$figures"
  done
}

# The same code in virtual time, where two cores are not enough for so many builds: a table of its own.
measure_lines() {
  say "lines of 16 to 200 builds in virtual time"
  dotnet build tests/PoolResource.SimulationTests --configuration Release --verbosity quiet >&2
  {
    printf '%s\n' '' '## Lines in virtual time' '' \
      'By the code that does it otherwise, too, on a host without a fault, as far away as is said; builds come within ten seconds.' '' \
      '| Builds | Locks | Each held | Latency | Time ÷ ideal | Hand-over, median | Rejected pushes a claim | Requests a second | Served before one who came a second earlier |' \
      '|---:|---:|---:|---:|---:|---:|---:|---:|---:|'
    tests/PoolResource.SimulationTests/bin/Release/net10.0/PoolResource.SimulationTests -noColor -noLogo -showLiveOutput -class '*.CrowdsInLine' | grep '^ *|' | sort -t '|' -k 2n -k 5n
  } >"$work/lines.md"
}

# The time from a release that was accepted to the claim that follows, both told by the host's own hook. The build
# that gets the lock holds it until the one that takes its place among the waiting has looked at it in vain.
measure_handover() { # OVER WAITING
  local name uri source round number holder next waiting=()
  say "hand-over to one of $2 over $1"
  open_pool "$1" 1
  rm -f "$work/$name.git/accepted"
  cat >"$work/$name.git/hooks/post-receive" <<'END'
#!/bin/sh
now=$(date +%s%N)
while read -r old new ref; do
  [ "$ref" != refs/heads/main ] || echo "$now $(git log -1 --format=%s "$new")" >>accepted
done
END
  chmod +x "$work/$name.git/hooks/post-receive"
  (ours 0)
  holder=0 next=1
  for ((round = 0; round < runs; round++)); do
    while [ "${#waiting[@]}" -lt "$2" ]; do
      ours "$next" &
      waiting[next++]=$!
    done
    await $((1200 + RANDOM % 1000))
    (give_back "$holder")
    holder=
    while [ -z "$holder" ]; do
      sleep 0.05
      for number in "${!waiting[@]}"; do [ ! -s "$work/builds/$number/answer" ] || holder=$number; done
    done
    wait "${waiting[holder]}"
    unset "waiting[holder]"
  done
  [ "$2" = 1 ] || { kill "${waiting[@]}"; wait "${waiting[@]}" || true; }
  rm "$work/$name.git/hooks/post-receive"
  awk -v key="handover/$1/$2/ms" '
    / unclaiming: / { released = $1; next }
    released { printf "%s\t%.1f\n", key, ($1 - released) / 1e6; released = 0 }' "$work/$name.git/accepted" >>"$figures"
}

# What a build asks the host for in the sixth and the seventh minute of its wait: ls-remote and fetch, on a branch
# that does not move and on one that moves every other second.
measure_long() {
  local name uri source kind waiting=() mover
  say "two builds wait for seven minutes"
  open_pool file 1
  (ours 0)
  cp -r "$work/$name.git" "$work/busy.git"
  ASKED=$work/asked-quiet ours 1 & waiting+=($!)
  source=$(source_of file busy)
  ASKED=$work/asked-busy ours 2 & waiting+=($!)
  while sleep 2; do
    git -C "$work/busy.git" update-ref refs/heads/main \
      "$(git -C "$work/busy.git" -c user.name=ci -c user.email=ci@localhost commit-tree -p main -m other 'main^{tree}')"
  done & mover=$!
  sleep 300
  for _ in 6 7; do
    local -A before=([quiet]=$(asked "$work/asked-quiet") [busy]=$(asked "$work/asked-busy"))
    sleep 60
    for kind in quiet busy; do note "long/$kind" $(($(asked "$work/asked-$kind") - before[$kind])); done
  done
  kill "$mover" "${waiting[@]}"
  wait "$mover" "${waiting[@]}" || true
}
