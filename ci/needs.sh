#!/usr/bin/env bash
# Installs what check, in and out need besides .NET, where it is missing: git, and the distribution's libgit2.
set -euo pipefail

if ldconfig -p | grep -qE 'libgit2\.so\.1\.(5|7)' && command -v git >/dev/null; then
  exit 0
fi

if [ "$(id -u)" != 0 ]; then
  echo "git and libgit2-1.5 are needed; install them (apt-get install git libgit2-1.5), or run this as root" >&2
  exit 1
fi

apt-get update -qq
apt-get install -qq -y --no-install-recommends git libgit2-1.5 ||
  apt-get install -qq -y --no-install-recommends git libgit2-1.7
