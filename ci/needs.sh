#!/usr/bin/env bash
# Installs what building check, in and out needs besides the .NET SDK, and what they need to run, where it is missing:
# git, and what links them: a C compiler, or for the other architecture clang with that one's libraries.
# usage: ci/needs.sh [--tests] [linux-x64|linux-arm64]     this machine's architecture by default
#   --tests     what the tests use, too: ssh, gpg, promtool, a browser, and the shells that complete the words of pool
set -euo pipefail

packages=() wanted=()
if [ "${1:-}" = --tests ]; then
  command -v ssh >/dev/null || packages+=(openssh-client)
  { command -v gpg && command -v gpg-agent; } >/dev/null || packages+=(gpg gpg-agent)
  command -v promtool >/dev/null || packages+=(prometheus)
  command -v chromium >/dev/null || packages+=(chromium)
  for shell in bash zsh fish; do
    command -v "$shell" >/dev/null || packages+=("$shell")
  done
  shift
fi
own=linux-$(uname -m | sed -e s/x86_64/x64/ -e s/aarch64/arm64/)
command -v git >/dev/null || packages+=(git)
case ${1:-$own} in
  "$own") { command -v clang || command -v gcc; } >/dev/null || packages+=(gcc libc6-dev) ;;
  linux-arm64) wanted=(clang gcc-aarch64-linux-gnu libc6-dev-arm64-cross) ;;
  linux-x64) wanted=(clang gcc-x86-64-linux-gnu libc6-dev-amd64-cross) ;;
  *) echo "no such architecture: $1" >&2; exit 2 ;;
esac
for package in "${wanted[@]}"; do
  dpkg -s "$package" >/dev/null 2>&1 || packages+=("$package")
done
[ "${#packages[@]}" != 0 ] || exit 0

if [ "$(id -u)" != 0 ]; then
  echo "these packages are needed; install them (apt-get install ${packages[*]}), or run this as root" >&2
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq -y --no-install-recommends "${packages[@]}"
