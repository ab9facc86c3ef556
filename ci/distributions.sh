#!/usr/bin/env bash
# Runs the quick start, twice, and the script tests on the executables it built in a fresh root file system of each
# distribution, made of its packages, with git and this machine's .NET SDK in it. Needs root.
# usage: ci/distributions.sh [SUITE...]     bookworm, trixie and noble by default: Debian 12, Debian 13, Ubuntu 24.04.
#                                           One whose packages cannot be had is left out; it is a failure when named.
set -euo pipefail
cd "$(dirname "$0")/.."

[ "$(id -u)" = 0 ] || { echo "a root file system needs root" >&2; exit 1; }
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
work=$(mktemp -d -p /var/tmp)
trap 'rm -rf "$work"' EXIT

make_root() { # ROOT SUITE; with the sources as git would clone them, and what reaches the registries from here
  local archive variable
  archive=$(ci/rootfs.sh "$2") || return
  mkdir -p "$1"
  tar -C "$1" -xf "$archive"
  mkdir -p "$1"/{src,usr/share/dotnet,root/.nuget/packages,etc/ssl/certs}
  ln -s /usr/share/dotnet/dotnet "$1/usr/bin/dotnet"
  git ls-files -z --cached --others --exclude-standard | tar --null -T - -c | tar -C "$1/src" -x
  cp -L /etc/resolv.conf /etc/hosts "$1/etc/"
  [ ! -e ~/.nuget/NuGet ] || cp -r ~/.nuget/NuGet "$1/root/.nuget/"
  cat >"$1/root/run.sh" <<'END'
set -euo pipefail
cd /src
export DEBIAN_FRONTEND=noninteractive DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 NUGET_PACKAGES=/root/.nuget/packages
apt-get update -qq
apt-get install -qq -y --no-install-recommends ca-certificates git libstdc++6 zlib1g >/var/log/apt-get.log 2>&1
cp -r --remove-destination /root/certificates/. /etc/ssl/certs
. /etc/os-release
said=$(examples/quickstart.sh 2>&1 | sed '/^$/,$d')
echo "$PRETTY_NAME, git $(git --version | cut -d ' ' -f 3): $said"
[ "$(wc -l <<<"$said")" = 1 ]
before=$(stat -c '%n %Y' artifacts/quickstart/*)
examples/quickstart.sh >/dev/null 2>&1
[ "$(stat -c '%n %Y' artifacts/quickstart/*)" = "$before" ]
ci/needs.sh --tests >/var/log/apt-get.log 2>&1
dotnet build tests/PoolResource.ScriptTests --nologo --verbosity quiet
export POOL_RESOURCE_SCRIPTS=/src/artifacts/quickstart
tests/PoolResource.ScriptTests/bin/Debug/net10.0/PoolResource.ScriptTests -noColor -noLogo
END
  for variable in $(compgen -e NUGET_); do
    [ "$variable" = NUGET_PACKAGES ] || sed -i "1i export $variable=${!variable@Q}" "$1/root/run.sh"
  done
  cp -rL /etc/ssl/certs "$1/root/certificates"
}

# In namespaces of its own, which take its mounts and its processes along when it ends.
run_in() { # ROOT
  unshare --mount --pid --fork --kill-child bash -ec '
    mount --bind "$2" "$1/usr/share/dotnet"
    mount --bind "$3" "$1/root/.nuget/packages"
    mount -t proc proc "$1/proc"
    mount --rbind /dev "$1/dev"
    exec chroot "$1" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TMPDIR=/dev/shm bash /root/run.sh' run "$1" "$sdk" "$packages"
}

named=$# failed=()
[ "$named" != 0 ] || set -- bookworm trixie noble
for suite in "$@"; do
  started=$SECONDS root=$work/$suite
  if ! make_root "$root" "$suite"; then
    echo "$suite: left out, since it cannot be made of packages here" >&2
    [ "$named" = 0 ] || failed+=("$suite")
  elif run_in "$root"; then
    echo "$suite: passed after $((SECONDS - started)) s"
  else
    echo "$suite: failed after $((SECONDS - started)) s" >&2
    failed+=("$suite")
  fi
  rm -rf "$root"
done
[ "${#failed[@]}" = 0 ]
