#!/usr/bin/env bash
# Makes Docker answer: where it is missing and this runs as root, it is installed and started.
# usage: ci/docker.sh [--buildx]     --buildx: with buildx, too, as a release needs it
set -euo pipefail

say() { echo "docker: $*" >&2; }
die() { say "$*"; exit 1; }
answers() { timeout 20 docker version >/dev/null 2>&1; }

install_packages() {
  [ "$(id -u)" = 0 ] || die "$* must be installed; install it, or run this as root"
  say "installing $*"
  export DEBIAN_FRONTEND=noninteractive
  local log
  log=$({ apt-get update -qq && apt-get install -qq -y --no-install-recommends "$@"; } 2>&1) || { tail -n 40 <<<"$log" >&2; die "$* cannot be installed"; }
}

start() {
  [ -z "${DOCKER_HOST:-}" ] || die "no Docker answers at $DOCKER_HOST"
  [ "$(id -u)" = 0 ] || die "Docker does not answer; start it, or run this as root"
  command -v dockerd >/dev/null || install_packages docker.io
  command -v docker >/dev/null || install_packages docker-cli
  local log=/var/log/pool-resource-dockerd.log
  answers || { say "starting dockerd; its log is $log"; setsid nohup dockerd </dev/null >"$log" 2>&1 & }
  for _ in $(seq 60); do
    ! answers || return 0
    sleep 1
  done
  tail -n 20 "$log" >&2
  die "dockerd does not answer after a minute"
}

answers || start
[ "${1:-}" != --buildx ] || docker buildx version >/dev/null 2>&1 || install_packages docker-buildx
