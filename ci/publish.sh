#!/usr/bin/env bash
# Publishes check, in and out side by side into DIR, compiled ahead of time for this machine's architecture.
# usage: ci/publish.sh DIR
set -euo pipefail

directory=${1:?usage: ci/publish.sh DIR}
runtime=linux-$(uname -m | sed -e s/x86_64/x64/ -e s/aarch64/arm64/)
mkdir -p "$directory"
directory=$(cd "$directory" && pwd)
cd "$(dirname "$0")/.."

for script in Check In Out; do
  dotnet publish "src/$script" --configuration Release --runtime "$runtime" --self-contained \
    --output "$directory" --nologo --verbosity quiet -p:DebugType=none -p:PublishDocumentationFiles=false -p:PublishReferencesDocumentationFiles=false
done

# The package's libgit2 comes readable for its owner alone; whoever the image runs as has to load it.
chmod 644 "$directory"/libgit2-*.so
