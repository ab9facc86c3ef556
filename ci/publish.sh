#!/usr/bin/env bash
# Publishes check, in, out and pool side by side into DIR, compiled ahead of time, and pool-web, which brings the runtime
# along, into DIR/web. What has not changed is not compiled again.
# usage: ci/publish.sh [--resource|--web] DIR [linux-x64|linux-arm64]     for this machine's architecture by default;
#                                                                         ci/needs.sh has what the other one takes
#   --resource     check, in, out and pool alone
#   --web          pool-web alone, into DIR itself
set -euo pipefail

usage='usage: ci/publish.sh [--resource|--web] DIR [linux-x64|linux-arm64]'
what=all
case ${1:-} in
  --resource | --web) what=${1#--}; shift ;;
  -*) echo "$usage" >&2; exit 2 ;;
esac
directory=${1:?$usage}
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

publish() { # PROJECT DIR
  dotnet publish "src/$1" --configuration Release --runtime "$runtime" --self-contained "${options[@]}" \
    --output "$2" --nologo --verbosity quiet -p:DebugType=none -p:PublishDocumentationFiles=false -p:PublishReferencesDocumentationFiles=false
  # The package's libgit2 comes readable for its owner alone; whoever the image runs as has to load it.
  chmod 644 "$2"/libgit2-*.so
}

if [ "$what" != web ]; then
  for script in Check In Out Cli; do
    publish "$script" "$directory"
  done
fi
publish_web() { # DIR
  publish Web "$1"
  # Tells of the runtime to LTTng, whose libraries it takes; without it the runtime tells nothing.
  rm -f "$1/libcoreclrtraceptprovider.so"
}
case $what in
  web) publish_web "$directory" ;;
  all) publish_web "$directory/web" ;;
esac
