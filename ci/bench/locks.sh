# shellcheck shell=bash disable=SC2154 # Sourced by ci/bench.sh, which sets work, bench, scripts, runs and the functions.
# What asks for the past of every lock of a pool: acquire with `as` and a trigger. Cold, beside a bare fetch of the same
# history, and warm: a look of a wait at one new commit, and a check at one new commit after an earlier check.

# A branch in which LOCKS locks of the pool aws are claimed since the first commit (STATE claimed; none is free) or wait
# (STATE unclaimed), one of them goes and comes back every six commits, and all other commits are a neighbour's.
# Leaves $work/NAME.git, and in NAME.base its tip.
make_locks() { # STATE COMMITS LOCKS
  local name=locks-$1-$2-$3 repository=$work/locks-$1-$2-$3.git
  [ ! -d "$repository" ] || return 0
  git init --quiet --bare --initial-branch=main "$repository"
  git -C "$repository" config receive.autogc false
  awk -v state="$1" -v commits="$2" -v locks="$3" '
    function put(path, text) { printf "M 100644 inline %s\ndata %d\n%s\n", path, length(text), text }
    function begin(subject) {
      printf "commit refs/heads/main\ncommitter CI Pool Resource <ci-pool@localhost> %d +0000\n", 1700000000 + n * 60
      printf "data %d\n%s\n", length(subject), subject
    }
    function move(pool, name, from, to) {
      begin((to == "claimed" ? "" : "un") "claiming: " name)
      printf "R %s/%s/%s %s/%s/%s\n", pool, from, name, pool, to, name
    }
    BEGIN {
      n = 1
      srand(1)
      other = state == "claimed" ? "unclaimed" : "claimed"
      begin("set up")
      for (i = 0; i < locks; i++) put("aws/" state "/env-" i, "endpoint: https://env-" i ".example.com\n")
      put("neighbour/unclaimed/env-0", "")
      split("aws/claimed aws/unclaimed neighbour/claimed neighbour/unclaimed", directories, " ")
      for (i in directories) put(directories[i] "/.gitkeep", "")
      for (n = 2; n <= commits; n++) {
        if (n % 6 == 2 && n < commits) move("aws", ours = "env-" int(rand() * locks), state, other)
        else if (n % 6 == 3) move("aws", ours, other, state)
        else { move("neighbour", "env-0", held ? "claimed" : "unclaimed", held ? "unclaimed" : "claimed"); held = !held }
      }
    }' | git -C "$repository" fast-import --quiet
  git -C "$repository" -c pack.writeReverseIndex=true repack -a -d -q --no-write-bitmap-index
  git -C "$repository" multi-pack-index write --bitmap --no-progress
  git -C "$repository" commit-graph write --reachable --no-progress
  git -C "$repository" rev-parse main >"$work/$name.base"
}

# A neighbour's commit on top of the branch that moves nothing of the pool.
neighbour_commits() { # NAME
  local blob
  blob=$RANDOM$RANDOM
  git -C "$work/$1.git" -c fastimport.unpackLimit=1000 fast-import --quiet <<END
commit refs/heads/main
committer CI Pool Resource <ci-pool@localhost> 1800000000 +0000
data 0
from refs/heads/main^0
M 100644 inline neighbour/note
data ${#blob}
$blob
END
}

measure_locks() { # COMMITS LOCKS
  local state name source key uri round
  for state in claimed unclaimed; do
    say "locks that are $state, $1 commits, $2 locks"
    make_locks "$state" "$1" "$2"
    name=locks-$state-$1-$2 key=locks/$1/$2
    uri=$(uri_of file "$name") source=$(source_of file "$name")
    for ((round = 0; round < runs; round++)); do
      "measure_$state"
    done
  done
}

whole_history() { # WHAT
  git init --quiet --bare "$tmp/whole.git"
  timed "$1/fetch" git -C "$tmp/whole.git" fetch --quiet --no-tags "$uri" refs/heads/main
}

# The wait is told to look often, so that what one look costs is what its many looks cost beyond a wait that looks once.
measure_claimed() {
  local tmp=$work/tmp put looks first all
  rm -rf "$tmp"; mkdir "$tmp" "$tmp/put" "$tmp/asked"
  whole_history as
  put="{\"source\":${source%\}},\"retry_delay\":\"100ms\"},\"params\":{\"acquire\":true,\"as\":\"mine\",\"timeout\":\"TIMEOUT\"}}"
  as_put cold 0s "$put"
  (while [ ! -e "$tmp/over" ]; do neighbour_commits "$name"; sleep 0.1; done) &
  : >"$tmp/looks"
  as_put waiting 10s "$put" "$tmp/looks"
  touch "$tmp/over"
  wait $!
  looks=$(grep -c fetch "$tmp/looks") first=$(grep "$key/as/cold/cpu" "$figures" | tail -n 1 | cut -f 2) all=$(grep "$key/as/waiting/cpu" "$figures" | tail -n 1 | cut -f 2)
  note "$key/as/warm/cpu" "$(awk -v all="$all" -v first="$first" -v looks="$looks" 'BEGIN { printf "%.2f", (all - first) / (looks > 6 ? looks - 6 : 1) }')"
  git -C "$work/$name.git" update-ref refs/heads/main "$(<"$work/$name.base")"
  rm -rf "$work/$name.git/objects/"[0-9a-f][0-9a-f]
}

# A wait that ends for want of time fails, as it should.
as_put() { # WHAT TIMEOUT REQUEST [ASKED]
  env -i "${build[@]}" PATH="${4:+$work/counting:}$PATH" ASKED="${4:-}" TMPDIR="$tmp/put" \
    "$bench/clock.pl" "$figures" "$key/as/$1" "$scripts/out" "$tmp" <<<"${3/TIMEOUT/$2}" >/dev/null 2>"$work/said" || grep -q 'gave up\|timeout' "$work/said" || { cat "$work/said" >&2; return 1; }
}

measure_unclaimed() {
  local tmp=$work/tmp source=${source%\}},\"trigger_on\":\"unclaimed\"} version
  rm -rf "$tmp"; mkdir "$tmp"
  whole_history trigger
  timed trigger/cold "$scripts/check" <<<"{\"source\":$source}"
  version=$(sed -n -E 's/^\[(.*)\]$/\1/p' "$work/answer")
  timed trigger/again "$scripts/check" <<<"{\"source\":$source,\"version\":$version}"
  # Concourse has all of them by then, and asks from the newest.
  version=$(sed -n -E 's/^.*(\{[^{}]*\})\]$/\1/p' "$work/answer")
  neighbour_commits "$name"
  timed trigger/warm "$scripts/check" <<<"{\"source\":$source,\"version\":$version}"
  git -C "$work/$name.git" update-ref refs/heads/main "$(<"$work/$name.base")"
  rm -rf "$work/$name.git/objects/"[0-9a-f][0-9a-f]
}
