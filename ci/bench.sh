#!/usr/bin/env bash
# Measures the resource beside its floor (the bare git commands that a step cannot do without) and the naive way (a
# full clone): single steps, crowds, shared locks, hand-overs. Prints one Markdown document; every figure in it is a
# median of RUNS, taken in one go on this machine. Needs git, sshd, perl and the .NET SDK.
# usage: ci/bench.sh [--runs N] [--only PART[,PART...]] [--quick] [--long] [--results] [SCRIPTS]
#   --runs N    10 by default
#   --only      steps, locks, crowds, fairness, handover, lines, pool, long; all but the last by default
#   --long      the waits of seven minutes, too
#   --quick     3 runs, few sizes, small crowds: to see that it works
#   --results   writes the document to ci/bench/RESULTS.md, too
#   SCRIPTS     a folder made by ci/publish.sh; made anew when it is not given
# What was measured, one line for each figure, is left in artifacts/bench-figures.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

runs='' parts=steps,locks,crowds,fairness,handover,lines,pool quick='' results='' scripts=''
while [ $# -gt 0 ]; do
  case $1 in
    --runs) runs=$2; shift ;;
    --only) parts=$2; shift ;;
    --long) parts+=,long ;;
    --quick) quick=1 ;;
    --results) results=ci/bench/RESULTS.md ;;
    -*) sed -n '2,/^set /{s/^# //p}' "$0" >&2; exit 2 ;;
    *) scripts=$1 ;;
  esac
  shift
done
runs=${runs:-${quick:+3}} runs=${runs:-10}

# What the sourced files use, too.
# shellcheck disable=SC2034
bench=$PWD/ci/bench
disk=${TMPDIR:-/tmp}
[ ! -w /dev/shm ] || disk=/dev/shm
work=$(mktemp -d -p "$disk")
figures=$work/figures
# shellcheck disable=SC2034
build=(LC_ALL=C GIT_CONFIG_NOSYSTEM=1 BUILD_ID=1234 BUILD_NAME=42 BUILD_JOB_NAME=test BUILD_PIPELINE_NAME=deploy BUILD_TEAM_NAME=main
  BUILD_URL=https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/42 ATC_EXTERNAL_URL=https://ci.example.com)

say() { echo "$*" >&2; }
note() { printf '%s\t%s\n' "$1" "$2" >>"$figures"; }
fact() { note "fact/$1" "$2"; }

. ci/bench/servers.sh
. ci/bench/repository.sh
. ci/bench/steps.sh
. ci/bench/locks.sh
. ci/bench/crowds.sh

clean_up() { # STATUS
  local children
  # A process that is to become a build has the traps of this shell for a moment.
  [ "$BASHPID" = $$ ] || return
  [ "$1" = 0 ] || tail -n 3 "$work"/builds/*/said >&2 2>/dev/null || true
  mapfile -t children < <(jobs -p)
  [ "${#children[@]}" = 0 ] || kill "${children[@]}" 2>/dev/null || true
  wait
  [ -z "$made_run_sshd" ] || rmdir /run/sshd
  rm -rf "$work"
}
trap 'clean_up $?' EXIT
trap 'exit 130' HUP INT PIPE TERM

if [ -z "$scripts" ]; then
  scripts=$work/scripts
  ci/publish.sh --resource "$scripts" >&2
fi
scripts=$(cd "$scripts" && pwd)
dotnet publish ci/bench/empty --configuration Release --runtime "linux-$(uname -m | sed -e s/x86_64/x64/ -e s/aarch64/arm64/)" \
  --self-contained --output "$work/empty" --nologo --verbosity quiet >&2

fact runs "$runs"
fact date "$(date -u +'%Y-%m-%d %H:%M UTC')"
fact cores "$(nproc)"
fact model "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
fact kernel "$(uname -sr)"
fact git "$(git --version | cut -d ' ' -f 3)"
fact ssh "$(ssh -V 2>&1 | cut -d , -f 1)"
fact net "$(dotnet --version)"
fact disk "$disk ($(stat -f -c %T "$disk"))"
fact commit "$(git describe --always --dirty 2>/dev/null || echo unknown)"

sizes=('100 10' '10000 10' '100000 10' '100 1000' '100 10000') corner='100000 10000' crowds=(4 16 64) naive_crowds=(4 16) waiting=(1 4 10)
past=('10000 100' '10000 1000' '100000 100' '100000 1000')
[ -z "$quick" ] || { sizes=('100 10' '10000 10' '100 1000') corner='' crowds=(4 8) naive_crowds=(4) waiting=(1 2) past=('10000 100' '10000 1000'); }

start_servers
count_git
started=$SECONDS
for part in ${parts//,/ }; do
  case $part in
    steps)
      for over in file git ssh; do
        # shellcheck disable=SC2086 # A size is two words.
        for size in "${sizes[@]}"; do measure_steps "$over" $size; done
        # shellcheck disable=SC2086
        [ -z "$corner" ] || [ "$over" != file ] || measure_steps "$over" $corner
      done ;;
    locks)
      # shellcheck disable=SC2086
      for size in "${past[@]}"; do measure_locks $size; done ;;
    crowds)
      for over in file git; do
        for count in "${crowds[@]}"; do measure_crowd "$over" "$count" ours; done
      done
      for count in "${naive_crowds[@]}"; do measure_crowd file "$count" naive 1; done
      [ -n "$quick" ] || measure_crowd file 4 naive 10 1 ;;
    fairness) measure_fairness ;;
    lines) measure_lines ;;
    handover) for over in file git; do for count in "${waiting[@]}"; do measure_handover "$over" "$count"; done; done ;;
    pool) ci/bench/pool.sh --runs "$runs" ${quick:+--quick} "$scripts/pool" >"$work/pool.md" ;;
    long) measure_long ;;
    *) say "no such part: $part"; exit 2 ;;
  esac
done
fact took "$(((SECONDS - started + 30) / 60)) min"

mkdir -p artifacts
cp "$figures" artifacts/bench-figures.txt
{ ci/bench/report.pl "$figures"; [ ! -f "$work/lines.md" ] || cat "$work/lines.md"; echo; [ ! -f "$work/pool.md" ] || { cat "$work/pool.md"; echo; }; cat ci/bench/reasons.md; } | tee ${results:+"$results"}
