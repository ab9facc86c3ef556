#!/usr/bin/env bash
# Measures the web view on a branch in which much has happened (see web-history.pl): its start, its first page, 500 open
# pages that a commit reaches, and its memory. Prints a section in Markdown.
# usage: ci/bench/web.sh [--runs N] [--quick] [--results] WEB
#   --runs N    starts, 3 by default
#   --quick     10,000 commits, to see that it works
#   --results   puts the section in its place in ci/bench/RESULTS.md, too
#   WEB         the folder of pool-web, as ci/publish.sh --web makes it
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
export LC_ALL=C
runs=3 commits=100000 results=''
while [ $# -gt 1 ]; do
  case $1 in
    --runs) runs=$2; shift ;;
    --quick) commits=10000 ;;
    --results) results=$top/ci/bench/RESULTS.md ;;
    *) sed -n '2,/^set /{s/^# //p}' "$0" >&2; exit 2 ;;
  esac
  shift
done
web=$(realpath "${1:?usage: ci/bench/web.sh [--runs N] [--quick] [--results] WEB}")
pools=50 locks=2000 streams=500
heading='## The web view'

disk=${TMPDIR:-/tmp}
[ ! -w /dev/shm ] || disk=/dev/shm
work=$(mktemp -d -p "$disk")
trap 'rm -rf "$work"' EXIT

echo "making a branch of $commits commits" >&2
repository=$work/locks.git
git init --quiet --bare --initial-branch=main "$repository"
git -C "$repository" config receive.autogc false
git -C "$repository" config uploadpack.allowFilter true
perl "$top/ci/bench/web-history.pl" "$commits" "$pools" "$locks" | git -C "$repository" fast-import --quiet
git -C "$repository" -c pack.writeReverseIndex=true repack -a -d -q --no-write-bitmap-index
git -C "$repository" multi-pack-index write --bitmap --no-progress
git -C "$repository" commit-graph write --reachable --no-progress

figures=$work/figures
perl "$top/ci/bench/web.pl" "$web" "$repository" "$runs" "$streams" | tee "$figures" >&2

# The figure below which so many of a hundred lie.
below() { # PERCENT KEY
  awk -F '\t' -v key="$2" '$1 == key { print $2 }' "$figures" | sort -n |
    awk -v percent="$1" '{ all[NR] = $1 } END { if (NR) { n = int(NR * percent / 100 + 0.999); print all[n < 1 ? 1 : n] } }'
}
median() { below 50 "$1"; }
whole() { printf '%.0f' "$1"; }
seconds() { awk -v ms="$1" 'BEGIN { printf "%.2f", ms / 1000 }'; }
reached() { # FIGURE LIMIT
  awk -v figure="$1" -v limit="$2" 'BEGIN { print (figure + 0 < limit + 0 ? "yes" : "**no**") }'
}
count() { echo "$1" | sed -E ':a; s/([0-9])([0-9]{3})($|,)/\1,\2\3/; ta'; }
row() { printf '| %s |\n' "$(printf '%s | ' "${@:1:$(($# - 1))}")${!#}"; }
timed() { # WHAT KEY LIMIT-IN-MS
  row "$1" "$(whole "$(median "$2/ms")") ms" "$(whole "$(below 95 "$2/ms")") ms" "$(median "$2/cpu" | awk '{ printf "%.0f ms", $1 }')" "${3:+$3 ms}" "${3:+$(reached "$(below 95 "$2/ms")" "$3")}"
}
memory() { # WHAT KEY LIMIT
  row "$1" "$(whole "$(median "$2")") MiB" "$(whole "$(below 100 "$2")") MiB" '' "${3:+$3 MiB}" "${3:+$(reached "$(below 100 "$2")" "$3")}"
}

{
  cat <<END
$heading

Made by \`ci/bench/web.sh\` on $(date -u +'%Y-%m-%d %H:%M UTC') at $(git -C "$top" describe --always --dirty), load of the machine $(cut -d ' ' -f 1 /proc/loadavg) at the end (the measuring itself is about 1; where it is
far above that, others took most of the time). \`pool-web\` as \`ci/publish.sh\` publishes it, over file:// of a branch of $(count "$commits") commits in which builds of 40
pipelines and some people have taken the $(count "$locks") locks of $pools pools; a tenth is held. CPU is of the server and of the git that it starts. $runs starts each way;
100 GETs of \`/\` with all locks; 20 commits, each followed by its push hook, while $streams event streams of \`/\` are open, of which each gets $(count "$(median event/bytes)") bytes.

| | median | 95 of 100 | CPU | at most | |
|---|---:|---:|---:|---:|---|
END
  timed 'ready, nothing kept' cold 10000
  timed 'ready, all kept' again
  timed 'the first `/` after a start' first
  timed '`/`, nothing has changed since the last' kept 100
  timed '`/`, made for this request' made 100
  timed '`/` after each commit' after 100
  timed "from the push hook until all $streams have the event" change 2000
  cat <<END

| | median | highest | | at most | |
|---|---:|---:|---|---:|---|
END
  memory 'peak, nothing kept, until ready' cold/peak 400
  memory 'peak, all kept, until ready' again/peak 400
  memory "resident with $streams event streams" open/rss 400
  memory 'peak of all that' all/peak 400
  cat <<END

The git host was asked $(median requests/nobody) times in a minute while nobody had a page open, and $(median requests/all) times while $streams had.
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
