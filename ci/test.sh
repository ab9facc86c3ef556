#!/usr/bin/env bash
# Installs what is missing, checks the formatting, builds, and runs all tests; those against servers run the image, which
# is built for them, and need Docker. With CI=true nothing is left out: neither they, nor the other architecture, nor
# the newest distribution. The last line, alone: "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/.."

started=$SECONDS passed=0 failed=0 broken=0
took() { echo "$1: $((SECONDS - started)) s"; started=$SECONDS; }

try() { # WHAT COMMAND...; 77 means that what it takes cannot be installed, which CI does not allow
  local what=$1 status=0
  shift
  "$@" || status=$?
  if [ "$status" = 77 ] && [ "${CI:-}" != true ]; then
    echo "left out: $what"
  elif [ "$status" != 0 ]; then
    echo "failed: $what" >&2
    broken=$((broken + 1))
  fi
  took "$what"
}

ci/needs.sh --tests --browser
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet restore --locked-mode
# The rest of what dotnet format looks for fails the build.
dotnet format whitespace --no-restore --verify-no-changes
dotnet format style --diagnostics IMPORTS --no-restore --verify-no-changes
dotnet build --no-restore --nologo
# Plays in virtual time take half as long where they are compiled for it.
dotnet build --no-restore --nologo -c Release tests/PoolResource.SimulationTests
ci/publish.sh --resource artifacts/scripts
took 'formatting and building'
export POOL_RESOURCE_SCRIPTS=$PWD/artifacts/scripts

try 'the other architecture' ci/foreign.sh

# Compiling takes one core: this goes on while the image is made.
newest=''
if [ "${CI:-}" = true ]; then
  ci/rootfs.sh trixie >/dev/null || true # said again below
  ci/distributions.sh trixie >artifacts/trixie.log 2>&1 &
  newest=$!
  trap 'wait' EXIT
fi
on_the_newest() { local status=0; wait "$newest" || status=$?; cat artifacts/trixie.log; return "$status"; }

projects=(PoolResource.Tests PoolResource.SimulationTests PoolResource.ScriptTests PoolResource.CliTests PoolResource.WebTests PoolResource.SchedulerTests PoolResource.FaultTests)
if [ "${CI:-}" = true ] || docker version >/dev/null 2>&1; then
  # The tests follow below; the image need not run them a second time.
  export POOL_RESOURCE_IMAGE=pool-resource:test
  TESTS=' ' ci/image.sh "$POOL_RESOURCE_IMAGE"
  took 'the image'
  try 'the image of the web view' env TARGET=web TESTS=' ' ci/image.sh pool-web:test
  projects+=(PoolResource.ServerTests)
else
  echo "left out, since Docker does not answer: the image and PoolResource.ServerTests"
fi

[ -z "$newest" ] || try 'Debian 13' on_the_newest

# In memory where there is one: the tests make many small repositories.
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm

for name in "${projects[@]}"; do
  log=artifacts/$name.log
  configuration=$([ "$name" = PoolResource.SimulationTests ] && echo Release || echo Debug)
  "tests/$name/bin/$configuration/net10.0/$name" -noColor -noLogo | tee "$log" || true
  summary=$(grep -E "^ *$name +Total: " "$log" | tail -n 1 || true)
  if [ -z "$summary" ]; then
    echo "$name ended without a summary" >&2
    broken=$((broken + 1))
    continue
  fi
  number() { sed -E "s/.*$1: ([0-9]+).*/\1/" <<<"$summary"; }
  bad=$(($(number Failed) + $(number Errors)))
  failed=$((failed + bad))
  passed=$((passed + $(number Total) - bad - $(number Skipped) - $(number 'Not Run')))
  if [ "${CI:-}" = true ] && [ "$(number Skipped)" != 0 ]; then
    echo "$name skipped $(number Skipped) tests, which CI does not allow" >&2
    broken=$((broken + 1))
  fi
  took "$name"
done

failed=$((failed + broken))
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
