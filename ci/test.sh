#!/usr/bin/env bash
# Installs what is missing, checks the formatting, builds, and runs all tests; those against servers run the image, which
# is built for them, and need Docker. The last line, alone: "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/.."

ci/needs.sh
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet restore --locked-mode
dotnet format --no-restore --verify-no-changes
dotnet build --no-restore --nologo
ci/publish.sh artifacts/scripts
export POOL_RESOURCE_SCRIPTS=$PWD/artifacts/scripts

projects=(PoolResource.Tests PoolResource.ScriptTests PoolResource.SchedulerTests PoolResource.FaultTests)
if [ "${CI:-}" = true ] || docker version >/dev/null 2>&1; then
  # The script tests follow below; the image need not run them a second time.
  export POOL_RESOURCE_IMAGE=pool-resource:test
  TESTS=PoolResource.Tests ci/image.sh "$POOL_RESOURCE_IMAGE"
  projects+=(PoolResource.ServerTests)
else
  echo "left out, since Docker does not answer: the image and PoolResource.ServerTests"
fi

# In memory where there is one: the tests make many small repositories.
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm

passed=0 failed=0 broken=0
for name in "${projects[@]}"; do
  log=artifacts/$name.log
  "tests/$name/bin/Debug/net10.0/$name" -noColor -noLogo | tee "$log" || true
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
done

failed=$((failed + broken))
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
