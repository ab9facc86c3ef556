#!/usr/bin/env bash
# Holds the parsers against values from anywhere: 10,000 lock names, and 5,000 uris with a secret somewhere in their login;
# and the steps against objects from anywhere: 2,000 commits and 2,000 trees, read wherever git reads them.
# Each says in one line how many were held, and how long it took.
# usage: ci/hostile.sh            HOSTILE_SEED=N ci/hostile.sh replays the values of one seed, as a failure prints it
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
export HOSTILE_NAMES=${HOSTILE_NAMES:-10000} HOSTILE_URIS=${HOSTILE_URIS:-5000} HOSTILE_COMMITS=${HOSTILE_COMMITS:-2000} HOSTILE_TREES=${HOSTILE_TREES:-2000}
dotnet build tests/PoolResource.Tests --nologo -v q
tests/PoolResource.Tests/bin/Debug/net10.0/PoolResource.Tests -noLogo -namespace PoolResource.Tests.Hostile
