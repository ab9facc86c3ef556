#!/usr/bin/env bash
# Measures that no step grows with the history of the repository: check, in, acquire and release on a branch of
# 50,000 commits against one of 100, as medians of ROUNDS taken in turn. Fails when a ratio is above 1.5.
# usage: ci/history.sh [SCRIPTS]     SCRIPTS is a folder made by ci/publish.sh; made anew when it is not given.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${ROUNDS:-11}
limit=1.5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
scripts=${1:-}
if [ -z "$scripts" ]; then
  scripts=$work/scripts
  ci/publish.sh --resource "$scripts"
fi
scripts=$(cd "$scripts" && pwd)

# A branch whose every commit claims or releases a lock: a third in the pool, the others in a neighbour.
make_repository() { # DIRECTORY COMMITS
  git init -q --bare "$1"
  awk -v commits="$2" '
    function put(path, text) { printf "M 100644 inline %s\ndata %d\n%s\n", path, length(text), text }
    BEGIN {
      for (n = 1; n <= commits; n++) {
        subject = n == 1 ? "set up" : (n % 2 ? "unclaiming: env-0" : "claiming: env-0")
        printf "commit refs/heads/main\nmark :%d\ncommitter CI Pool Resource <ci-pool@localhost> %d +0000\ndata %d\n%s\n", n, 1700000000 + n * 60, length(subject), subject
        if (n > 1) printf "from :%d\n", n - 1
        if (n == 1) {
          for (i = 1; i <= 9; i++) { put("aws/unclaimed/env-" i, "environment " i); put("neighbour/unclaimed/env-" i, "environment " i) }
          put("aws/claimed/.gitkeep", ""); put("aws/unclaimed/.gitkeep", ""); put("neighbour/claimed/.gitkeep", ""); put("neighbour/unclaimed/.gitkeep", "")
          put("aws/unclaimed/env-0", "environment 0"); put("neighbour/unclaimed/env-0", "environment 0")
        } else {
          pool = n % 6 < 2 ? "aws" : "neighbour"
          if (n % 2) { printf "R %s/claimed/env-0 %s/unclaimed/env-0\n", last, last }
          else { last = pool; printf "R %s/unclaimed/env-0 %s/claimed/env-0\n", pool, pool }
        }
        print ""
      }
    }' | git -C "$1" fast-import --quiet
}

request() { # COMMITS [REST]
  printf '{"source":{"uri":"file://%s/%s.git","branch":"main","pool":"aws"}%s}' "$work" "$1" "${2:-}"
}

run() { # COMMITS STEP SCRIPT [ARGUMENT...] ; reads the request from $work/request, notes the time, keeps the answer
  local commits=$1 step=$2
  shift 2
  local started ended
  started=$(date +%s%N)
  env -i PATH="$PATH" TMPDIR="$work/$commits-tmp" "$@" <"$work/request" >"$work/answer" 2>"$work/said" || { cat "$work/said" >&2; exit 1; }
  ended=$(date +%s%N)
  echo $(((ended - started) / 1000)) >>"$work/$step-$commits"
}

one_round() { # COMMITS
  mkdir -p "$work/$1-tmp" "$work/inputs"
  local known ref
  known=$(git -C "$work/$1.git" rev-parse main~20)
  rm -rf "$work/$1-tmp/"*
  request "$1" >"$work/request"; run "$1" check-cold "$scripts/check"
  rm -rf "$work/$1-tmp/"*
  request "$1" ",\"version\":{\"ref\":\"$known\"}" >"$work/request"; run "$1" check-since "$scripts/check"
  request "$1" >"$work/request"; run "$1" check-again "$scripts/check"
  request "$1" ',"params":{"acquire":true}' >"$work/request"; run "$1" acquire "$scripts/out" "$work/inputs"
  ref=$(sed -E 's/.*"ref":"([0-9a-f]+)".*/\1/' "$work/answer")
  rm -rf "$work/inputs/lock"
  request "$1" ",\"version\":{\"ref\":\"$ref\"}" >"$work/request"; run "$1" in "$scripts/in" "$work/inputs/lock"
  request "$1" ',"params":{"release":"lock"}' >"$work/request"; run "$1" release "$scripts/out" "$work/inputs"
}

median() { sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"; }

make_repository "$work/100.git" 100
make_repository "$work/50000.git" 50000
for _ in $(seq "$rounds"); do
  one_round 100
  one_round 50000
done

status=0
printf '%-12s %14s %14s %7s\n' step '100 commits' '50,000 commits' ratio
for step in check-cold check-since check-again in acquire release; do
  small=$(median "$work/$step-100") large=$(median "$work/$step-50000")
  awk -v step="$step" -v small="$small" -v large="$large" -v limit="$limit" 'BEGIN {
    printf "%-12s %11.1f ms %11.1f ms %7.2f\n", step, small / 1000, large / 1000, large / small
    exit large > small * limit
  }' || status=1
done
[ "$status" = 0 ] || echo "a step takes more than $limit times as long on the long history" >&2
exit "$status"
