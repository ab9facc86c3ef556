#!/usr/bin/env bash
# Publishes check, in, out and pool side by side into DIR, compiled ahead of time. What has not changed is not compiled again.
# usage: ci/publish.sh DIR [linux-x64|linux-arm64]     for this machine's architecture by default; ci/needs.sh has
#                                                      what the other one takes
set -euo pipefail

directory=${1:?usage: ci/publish.sh DIR [linux-x64|linux-arm64]}
own=linux-$(uname -m | sed -e s/x86_64/x64/ -e s/aarch64/arm64/)
runtime=${2:-$own}
mkdir -p "$directory"
directory=$(cd "$directory" && pwd)
cd "$(dirname "$0")/.."

options=()
if [ "$runtime" != "$own" ]; then
  # clang links for any architecture; with gcc the SDK cannot.
  options=(-p:CppCompilerAndLinker=clang -p:LinkerFlavor=bfd)
  case $runtime in
    linux-arm64) options+=(-p:ObjCopyName=aarch64-linux-gnu-objcopy) ;;
    linux-x64) options+=(-p:ObjCopyName=x86_64-linux-gnu-objcopy) ;;
    *) echo "no such architecture: $runtime" >&2; exit 2 ;;
  esac
fi

for script in Check In Out Cli; do
  dotnet publish "src/$script" --configuration Release --runtime "$runtime" --self-contained "${options[@]}" \
    --output "$directory" --nologo --verbosity quiet -p:DebugType=none -p:PublishDocumentationFiles=false -p:PublishReferencesDocumentationFiles=false
done

# The package's libgit2 comes readable for its owner alone; whoever the image runs as has to load it.
chmod 644 "$directory"/libgit2-*.so
