#!/usr/bin/env bash
# Plays many seeds in virtual time: builds wait for locks in a line, hold them and give them back, by the code that does it
# otherwise, too, on a host that loses, delays, denies and hides, and in every third play reapers take stale claims beside
# them, as a Concourse tells them that is slow or away; a judge who knows all looks for broken promises. A seed that breaks
# one is played again with ever fewer builds, and told with what each of them said.
# usage: ci/simulation.sh [--seeds N] [--from SEED]     200,000 seeds from 1 on by default
#        ci/simulation.sh --seed SEED                   one seed, told whether or not it breaks a promise
#        ci/simulation.sh --mutants                     breaks the rules one after the other, and says which are found out
set -euo pipefail
cd "$(dirname "$0")/.."

from=1 seeds=200000 mutants=
while [ $# -gt 0 ]; do
  case $1 in
    --seeds) seeds=$2 ;;
    --from) from=$2 ;;
    --seed) from=$2 seeds=1 ;;
    --mutants) mutants=1; shift; continue ;;
    *) sed -n '2,/^set /{s/^# //p}' "$0" >&2; exit 2 ;;
  esac
  shift 2
done

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm

play() { # FROM TO
  dotnet build -c Release tests/PoolResource.SimulationTests --verbosity quiet || return 3
  POOL_RESOURCE_SIMULATION_SEEDS=$([ "$1" = "$2" ] && echo "$1" || echo "$1-$2") \
    tests/PoolResource.SimulationTests/bin/Release/net10.0/PoolResource.SimulationTests -noColor -noLogo -showLiveOutput
}

[ -n "$mutants" ] || { play "$from" $((from + seeds - 1)); exit; }

# A copy of what is here: a mutant that outlives a killed run must not be committed.
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z | xargs -0 cp --parents -t "$copy"
alive=0 count=0
while IFS=$'\t' read -r name file change; do
  [ -n "$name" ] || continue
  count=$((count + 1))
  cp "$file" "$copy/$file"
  sed -i "$change" "$copy/$file"
  if cmp -s "$file" "$copy/$file"; then
    echo "$name: there is no such line in $file any more" >&2
    alive=$((alive + 1))
  else
    status=0
    (cd "$copy" && play 1 1000) >"$copy/mutant.log" 2>&1 || status=$?
    case $status in
      0) echo "$name: not found out in 1,000 seeds" ;;
      3) echo "$name: does not build" >&2 ;;
      *) echo "$name: found out" ;;
    esac
    case $status in 0 | 3) alive=$((alive + 1)) ;; esac
  fi
  cp "$file" "$copy/$file"
done <ci/mutants.tsv
echo "$((count - alive)) of $count mutants are found out"
[ "$alive" = 0 ]
