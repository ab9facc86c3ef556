#!/usr/bin/env bash
# Measures what `pool status` costs on a branch in which much has happened (see histories.sh): nothing kept, all kept and
# nothing new, all kept and 100 new commits; beside git log --name-status of the same commits. Prints a section in Markdown;
# every figure is a median.
# usage: ci/bench/pool.sh [--runs N] [--quick] [--results] POOL
#   --runs N    5 by default
#   --quick     10,000 commits, to see that it works
#   --results   puts the section in its place in ci/bench/RESULTS.md, too
#   POOL        the executable, as ci/publish.sh makes it
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
export LC_ALL=C
runs=5 commits=100000 results=''
while [ $# -gt 1 ]; do
  case $1 in
    --runs) runs=$2; shift ;;
    --quick) commits=10000 ;;
    --results) results=$top/ci/bench/RESULTS.md ;;
    *) sed -n '2,/^set /{s/^# //p}' "$0" >&2; exit 2 ;;
  esac
  shift
done
pool=$(realpath "${1:?usage: ci/bench/pool.sh [--runs N] [--quick] [--results] POOL}")
pools=50 locks=2000 new=100
heading='## What a branch tells at a terminal'

disk=${TMPDIR:-/tmp}
[ ! -w /dev/shm ] || disk=/dev/shm
work=$(mktemp -d -p "$disk")
trap 'rm -rf "$work"' EXIT
. "$top/ci/bench/histories.sh"

echo "making a branch of $commits commits" >&2
make_history "$work/history.git" "$((commits + new))" "$pools" "$locks"
git -C "$work/history.git" update-ref refs/heads/later main
git -C "$work/history.git" update-ref refs/heads/main "main~$new"

export XDG_CACHE_HOME=$work/cache
figures=$work/figures
measure() { # KEY COMMAND...
  perl "$top/ci/bench/clock.pl" "$figures" "$@" >"$work/answer"
}
status_measured() { # KEY [--memory]
  perl "$top/ci/bench/clock.pl" ${2:+"$2"} "$figures" "$1" "$pool" status --json --uri "file://$work/history.git" --branch main >"$work/answer"
}

for run in $(seq "$runs"); do
  echo "run $run of $runs" >&2
  git -C "$work/history.git" update-ref refs/heads/main "later~$new"
  rm -rf "$XDG_CACHE_HOME"
  status_measured first
  status_measured again
  status_measured memory-again --memory
  measure log git -C "$work/history.git" log --name-status main
  git -C "$work/history.git" update-ref refs/heads/main later
  status_measured new
  measure log-new git -C "$work/history.git" log --name-status "later~$new..later"
done
rm -rf "$XDG_CACHE_HOME"
status_measured memory --memory
kept=$(du -sm "$XDG_CACHE_HOME" | cut -f 1)

median() { # KEY
  awk -v key="$1" '$1 == key { print $2 }' "$figures" | sort -n | awk '{ all[NR] = $1 } END { if (NR) print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'
}
seconds() { awk -v ms="$(median "$1/ms")" 'BEGIN { printf "%.2f", ms / 1000 }'; }
cpu() { awk -v ms="$(median "$1/cpu")" 'BEGIN { printf "%.2f", ms / 1000 }'; }
mib() { printf '%.0f' "$(median "$1")"; }
reached() { # FIGURE LIMIT
  awk -v figure="$1" -v limit="$2" 'BEGIN { print (figure + 0 < limit + 0 ? "yes" : "**no**") }'
}
count() { echo "$1" | sed -E ':a; s/([0-9])([0-9]{3})($|,)/\1,\2\3/; ta'; }

{
  cat <<END
$heading

Made by \`ci/bench/pool.sh\` on $(date -u +'%Y-%m-%d %H:%M UTC') at $(git -C "$top" describe --always --dirty); medians of $runs, load of the machine $(cut -d ' ' -f 1 /proc/loadavg) at the end (where it is far above 1 others took most of the time).
\`pool status --json\` over file:// of a branch of $(count "$commits") commits in which $(count "$locks") locks of $pools pools are claimed, released, recycled, restored and
updated, in the dialects of all tools. CPU is of \`pool\` and of the git that it starts, on both sides of the pipe. The cache takes $kept MiB.

| | s | CPU s | peak of \`pool\`, MiB | peak of git, MiB | \`git log --name-status\` of these commits, s | target | |
|---|---:|---:|---:|---:|---:|---|---|
| nothing kept | $(seconds first) | $(cpu first) | $(mib memory/own) | $(mib memory/child) | $(seconds log) | 8 s, 400 MiB | $(reached "$(seconds first)" 8), $(reached "$(mib memory/own)" 400) |
| nothing new | $(seconds again) | $(cpu again) | $(mib memory-again/own) | $(mib memory-again/child) | – | 0.3 s | $(reached "$(seconds again)" 0.3) |
| $new new commits | $(seconds new) | $(cpu new) | | | $(seconds log-new) | 0.5 s | $(reached "$(seconds new)" 0.5) |
END
} | tee "$work/section"

if [ -n "$results" ]; then
  awk -v heading="$heading" -v section="$work/section" '
    function tell(   line) { while ((getline line < section) > 0) print line; told = 1 }
    $0 == heading { skipped = 1; tell(); print ""; next }
    skipped && /^## / { skipped = 0 }
    !told && /^## What is not reached/ { tell(); print "" }
    !skipped { print }' "$results" >"$work/results"
  cp "$work/results" "$results"
fi
