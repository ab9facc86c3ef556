#!/usr/bin/env bash
# Breaks the rules a little, one place after the other, and runs the tests: says how many of the mutants they kill, and
# which live on. Of Operations, by their tables alone. Of Queue and Transactions (ci/mutation.sh Queue Transactions), by the
# first seeds of the simulator, and what these let live by the tests in process that come by it. Of other rooms by
# all tests in process, which takes far longer.
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
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm
output=$PWD/artifacts/mutation
rm -rf "$output"
mkdir -p "$output"
dotnet tool restore >/dev/null
dotnet restore --locked-mode >/dev/null

stryker() {
  # Its default runner finds no test of xunit.v3, and so no mutant that is killed.
  (cd "tests/$project" && dotnet stryker --test-runner mtp --project PoolResource.csproj "${options[@]}" \
    --reporter cleartext --reporter json --reporter html --output "$output")
}

if [ "$project" = PoolResource.Tests ]; then
  [ "${rooms[*]}" != Operations ] || ONLY_TABLES=true
  stryker
  exit
fi

dotnet build -c Release tests/PoolResource.Tests --no-restore --verbosity quiet
cp -r tests/PoolResource.Tests/bin/Release/net10.0 "$output/tests"

# The assembly that holds the mutants stands in the place of the other only while Stryker runs.
keep() { # FOLDER
  local assembly=$1/PoolResource.dll
  until [ -e "$assembly" ] && [ -e "$assembly.stryker-unchanged" ] && ! cmp -s "$assembly" "$assembly.stryker-unchanged"; do sleep 1; done
  sleep 5
  cp "$assembly" "$output/tests/PoolResource.dll"
}
seeds=tests/$project/bin/Release/net10.0
rm -f "$seeds/PoolResource.dll.stryker-unchanged"
keep "$seeds" &
keeper=$!
trap 'kill "$keeper" 2>/dev/null || true' EXIT
options+=(--configuration Release)
ONLY_SEEDS=true POOL_RESOURCE_SIMULATION_SEEDS=${POOL_RESOURCE_SIMULATION_SEEDS:-1-40} stryker
wait "$keeper"
perl ci/survivors.pl "$output/reports/mutation-report.json" "$output/tests/PoolResource.Tests" Queueing Puts Reaping Operations History Objects People Cli Logs
