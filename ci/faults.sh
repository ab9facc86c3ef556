#!/usr/bin/env bash
# Plays many seeds on the fault bench: builds take, lease, release, move, add and update locks of a real git server at
# once, and janitors reap those of builds that a stand-in for Concourse says are over,
# while connections are cut, held and refused, answers get lost, and steps are killed or asked to end; then the
# history of the branch is held against what the resource promises. Prints how many faults of each kind there were
# and how many were survived, and for every broken promise the seed with all that happened.
# Ends with a script that claims the naive way on the same bench, which has to be found out.
# usage: ci/faults.sh [--seeds N] [--from SEED]     2,000 seeds from 1 on by default
#        ci/faults.sh --seed SEED [--times N]       one seed, N times over: how processes are scheduled is not in it
# SCRIPTS is a folder made by ci/publish.sh; made anew when it is not set.
set -euo pipefail
cd "$(dirname "$0")/.."

from=1 seeds=2000 times=1 classes=(-class PoolResource.FaultTests.PlayingManySeeds -class PoolResource.FaultTests.CatchingANaiveClaimer)
while [ $# -gt 0 ]; do
  case $1 in
    --seeds) seeds=$2 ;;
    --from) from=$2 ;;
    --seed) from=$2 seeds=1 classes=(-class PoolResource.FaultTests.PlayingManySeeds) ;;
    --times) times=$2 ;;
    *) sed -n '2,/^set /{s/^# //p}' "$0" >&2; exit 2 ;;
  esac
  shift 2
done

ci/needs.sh
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
POOL_RESOURCE_SCRIPTS=${SCRIPTS:-$PWD/artifacts/scripts}
[ -n "${SCRIPTS:-}" ] || ci/publish.sh --resource "$POOL_RESOURCE_SCRIPTS"
dotnet build tests/PoolResource.FaultTests --verbosity quiet

# In memory where there is one: the git server and the steps write many small files.
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm
export POOL_RESOURCE_SCRIPTS POOL_RESOURCE_FAULT_SEEDS=$from-$((from + seeds - 1)) POOL_RESOURCE_FAULT_TIMES=$times
exec tests/PoolResource.FaultTests/bin/Debug/net10.0/PoolResource.FaultTests -noColor -noLogo \
  "${classes[@]}"
