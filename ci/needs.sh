#!/usr/bin/env bash
# Installs what building check, in and out needs besides the .NET SDK, and what they need to run, where it is missing:
# a C compiler, which links them; git; and the distribution's libgit2.
set -euo pipefail

if ldconfig -p | grep -qE 'libgit2\.so\.1\.(5|7)' && command -v git >/dev/null && { command -v clang || command -v gcc; } >/dev/null; then
  exit 0
fi

if [ "$(id -u)" != 0 ]; then
  echo "git, gcc and libgit2-1.5 are needed; install them (apt-get install git gcc libc6-dev libgit2-1.5), or run this as root" >&2
  exit 1
fi

apt-get update -qq
apt-get install -qq -y --no-install-recommends git gcc libc6-dev libgit2-1.5 ||
  apt-get install -qq -y --no-install-recommends git gcc libc6-dev libgit2-1.7
