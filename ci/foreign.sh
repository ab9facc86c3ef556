#!/usr/bin/env bash
# Publishes check, in, out, pool and pool-web for the architecture that this machine is not, without emulation, and plays the quick
# start with them under qemu-user. Installs what is missing when it runs as root; exits 77 when it cannot.
# usage: ci/foreign.sh [DIR]     where they are left; artifacts/foreign by default
set -euo pipefail
cd "$(dirname "$0")/.."

directory=${1:-artifacts/foreign}
case $(uname -m) in
  x86_64) runtime=linux-arm64 debian=arm64 machine=aarch64 ;;
  aarch64) runtime=linux-x64 debian=amd64 machine=x86_64 ;;
  *) echo "there is no other architecture to $(uname -m) here" >&2; exit 1 ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { echo "$runtime: $*" >&2; }
quietly() { "$@" >"$work/log" 2>&1 || { tail -n 40 "$work/log" >&2; say "failed: $*"; exit "${failure:-1}"; }; }

# What git and ssh bring along on a machine of that architecture: libgit2 looks for libssl when it is loaded.
fetch_libssl() ( # with an apt of that architecture, beside this machine's own
  local apt=(apt-get -qq -o "APT::Architecture=$debian" -o "APT::Architectures=$debian" -o APT::Sandbox::User=root
    -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache")
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
  cd "$work" && "${apt[@]}" update && { "${apt[@]}" download libssl3t64 || "${apt[@]}" download libssl3; } &&
    dpkg-deb --extract libssl3*.deb "$work/libraries"
)

started=$SECONDS
failure=77
quietly ci/needs.sh "$runtime"
if ! command -v "qemu-$machine-static" >/dev/null; then
  [ "$(id -u)" = 0 ] || { say "qemu-user-static is needed; install it, or run this as root"; exit 77; }
  quietly env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends qemu-user-static
fi
quietly fetch_libssl
failure=1
say "what it takes is here after $((SECONDS - started)) s"

started=$SECONDS
quietly ci/publish.sh "$directory" "$runtime"
say "published in $((SECONDS - started)) s"

started=$SECONDS
directory=$(cd "$directory" && pwd)
mkdir "$work/scripts"
for script in check in out pool; do
  cat >"$work/scripts/$script" <<END
#!/bin/sh
exec qemu-$machine-static -L /usr/$machine-linux-gnu -E "LD_LIBRARY_PATH=$work/libraries/usr/lib/$machine-linux-gnu" "$directory/$script" "\$@"
END
done
chmod 755 "$work/scripts"/*
quietly examples/quickstart.sh "$work/scripts"
say "the quick start played in $((SECONDS - started)) s"
