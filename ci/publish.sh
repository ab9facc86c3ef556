#!/usr/bin/env bash
# Publishes check, in and out side by side into DIR, self-contained, with one copy of the libraries.
# usage: ci/publish.sh DIR [RUNTIME]      RUNTIME is linux-x64 or linux-arm64; this machine's by default.
set -euo pipefail

directory=${1:?usage: ci/publish.sh DIR [RUNTIME]}
runtime=${2:-linux-$(uname -m | sed -e s/x86_64/x64/ -e s/aarch64/arm64/)}
mkdir -p "$directory"
directory=$(cd "$directory" && pwd)
cd "$(dirname "$0")/.."

for script in Check In Out; do
  dotnet publish "src/$script" --configuration Release --runtime "$runtime" --self-contained \
    --output "$directory" --nologo --verbosity quiet -p:DebugType=embedded -p:PublishDocumentationFiles=false -p:PublishReferencesDocumentationFiles=false
done
