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

# LibGit2Sharp 0.29.0 asks for libgit2 by the name of its own build, which is looked for beside the executables first.
library=$(ldconfig -p | awk '/libgit2\.so\.1\.[57] / { print $NF; exit }')
[ -n "$library" ] || { echo "libgit2 is not installed; run ci/needs.sh" >&2; exit 1; }
ln -sfn "$library" "$directory/libgit2-a2bde63.so"
