#!/usr/bin/env bash
# Makes the root file system of a distribution of its packages, as its slim image has it: without documentation, and
# without starting services. Kept in artifacts/rootfs; prints the archive's path. Needs root.
# usage: ci/rootfs.sh bookworm|trixie|noble
set -euo pipefail
cd "$(dirname "$0")/.."

suite=${1:?usage: ci/rootfs.sh bookworm|trixie|noble}
archive=artifacts/rootfs/$suite.tar
[ ! -e "$archive" ] || { echo "$archive"; exit 0; }
[ "$(id -u)" = 0 ] || { echo "$suite must be made with debootstrap; run this as root" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DEBIAN_FRONTEND=noninteractive

quietly() { "$@" >"$work/log" 2>&1 || { tail -n 40 "$work/log" >&2; echo "failed: $*" >&2; exit 1; }; }

# The repository of a distribution that this machine uses; the distribution's own where it uses none.
repository() { # LABEL DEFAULT
  local found
  # shellcheck disable=SC2016 # apt fills these in
  found=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Identifier: Packages' 2>/dev/null | awk -v label="$1" '$1 == label { print $2; exit }')
  echo "${found:-$2}"
}

if ! command -v debootstrap >/dev/null; then
  quietly apt-get update -qq
  quietly apt-get install -qq -y --no-install-recommends debootstrap debian-archive-keyring
fi
[ -n "$(ls /var/lib/apt/lists/*_Packages* 2>/dev/null)" ] || quietly apt-get update -qq

options=(--variant=minbase)
case $suite in
  noble)
    main=$(repository Ubuntu http://archive.ubuntu.com/ubuntu)
    { echo "$main noble"; echo "$main noble-updates"; echo "$main noble-security"; } >"$work/repositories"
    components='main universe'
    keys=/usr/share/keyrings/ubuntu-archive-keyring.gpg
    if [ ! -e "$keys" ]; then
      # Debian 12 has no package of Ubuntu's keys; the hash says that these are the ones that were looked at.
      quietly /usr/lib/apt/apt-helper download-file "${main%/}/pool/main/u/ubuntu-keyring/ubuntu-keyring_2023.11.28.1_all.deb" "$work/keys.deb" \
        SHA256:36de43b15853ccae0028e9a767613770c704833f82586f28eb262f0311adb8a8
      dpkg-deb --extract "$work/keys.deb" "$work/keys"
      keys=$work/keys$keys
    fi
    options+=("--keyring=$keys" "--components=${components/ /,}")
    # Every release of Ubuntu is made as this one, which the debootstrap of Debian 12 knows.
    script=/usr/share/debootstrap/scripts/gutsy ;;
  *)
    main=$(repository Debian http://deb.debian.org/debian)
    security=$(repository Debian-Security http://deb.debian.org/debian-security)
    { echo "$main $suite"; echo "$main $suite-updates"; echo "$security $suite-security"; } >"$work/repositories"
    components=main script='' ;;
esac

root=$work/root
quietly debootstrap "${options[@]}" "$suite" "$root" "$main" $script
awk -v components="$components" '{ print "deb", $1, $2, components }' "$work/repositories" >"$root/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::(Check|Retries|http|https)' >"$root/etc/apt/apt.conf.d/90machine" || true
{ echo force-unsafe-io; printf 'path-exclude /usr/share/%s/*\n' doc man info locale groff lintian; } >"$root/etc/dpkg/dpkg.cfg.d/slim"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "$root"/var/log/* "$root/etc/resolv.conf" \
  "$root"/usr/share/{doc,man,info,locale,groff,lintian}/*
mkdir -p artifacts/rootfs
tar -C "$root" -cf "$archive.part" .
mv "$archive.part" "$archive"
echo "$archive"
