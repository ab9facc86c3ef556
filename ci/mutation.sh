#!/usr/bin/env bash
# Breaks the rules a little, one place after the other, and runs the tests: says how many of the mutants they kill, and
# which live on. Of Operations, by their tables alone. Of Queue and Transactions (ci/mutation.sh Queue Transactions), by the
# first seeds of the simulator. Of other rooms by all tests in process, which takes far longer.
set -euo pipefail
cd "$(dirname "$0")/.."

rooms=("${@:-Operations}")
options=() project=PoolResource.SimulationTests
for room in "${rooms[@]}"; do
  [ -d "src/PoolResource/$room" ] || { echo "there is no src/PoolResource/$room" >&2; exit 64; }
  options+=(--mutate "**/$room/**/*.cs")
  case $room in Queue | Transactions) ;; *) project=PoolResource.Tests ;; esac
done

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 ONLY_TABLES=false ONLY_SEEDS=false
if [ "$project" = PoolResource.SimulationTests ]; then
  options+=(--configuration Release)
  export ONLY_SEEDS=true POOL_RESOURCE_SIMULATION_SEEDS=${POOL_RESOURCE_SIMULATION_SEEDS:-1-40}
elif [ "${rooms[*]}" = Operations ]; then
  ONLY_TABLES=true
fi
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm
dotnet tool restore >/dev/null
dotnet restore --locked-mode >/dev/null

# Its default runner finds no test of xunit.v3, and so no mutant that is killed.
cd "tests/$project"
exec dotnet stryker --test-runner mtp --project PoolResource.csproj "${options[@]}" \
  --reporter cleartext --reporter json --reporter html --output ../../artifacts/mutation
