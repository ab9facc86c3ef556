#!/usr/bin/env bash
# Installs what building check, in and out needs besides the .NET SDK, and what they need to run, where it is missing:
# a C compiler, which links them, and git.
set -euo pipefail

if command -v git >/dev/null && { command -v clang || command -v gcc; } >/dev/null; then
  exit 0
fi

if [ "$(id -u)" != 0 ]; then
  echo "git and gcc are needed; install them (apt-get install git gcc libc6-dev), or run this as root" >&2
  exit 1
fi

apt-get update -qq
apt-get install -qq -y --no-install-recommends git gcc libc6-dev
