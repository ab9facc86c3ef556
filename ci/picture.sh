#!/usr/bin/env bash
# Draws docs/status.svg: what the published pool shows in a terminal of a small branch, as it is shown.
# usage: ci/picture.sh [DIR]     the published executables; artifacts/scripts by default, published when they are missing
set -euo pipefail
cd "$(dirname "$0")/.."

directory=${1:-artifacts/scripts}
[ -x "$directory/pool" ] || ci/publish.sh --resource "$directory"
pool=$(cd "$directory" && pwd)/pool
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null XDG_CACHE_HOME=$work/cache HOME=$work TERM=xterm
unset NO_COLOR

now=$(date +%s)
commit() { # MINUTES-AGO WHO MESSAGE
  git -C "$work/clone" add --all
  GIT_AUTHOR_NAME=$2 GIT_AUTHOR_EMAIL=$2@example.com GIT_COMMITTER_NAME=$2 GIT_COMMITTER_EMAIL=$2@example.com \
    GIT_AUTHOR_DATE="$((now - 60 * $1)) +0000" GIT_COMMITTER_DATE="$((now - 60 * $1)) +0000" \
    git -C "$work/clone" commit --quiet --message "$3"
}
claim() { # POOL/LOCK
  git -C "$work/clone" mv "${1%/*}/unclaimed/${1##*/}" "${1%/*}/claimed/${1##*/}"
}
job() { # JOB BUILD POOL/LOCK, the message of a build's commit
  printf 'main/deploy/%s build %s claiming: %s\n\nBuild URL: https://ci.example.com/teams/main/pipelines/deploy/jobs/%s/builds/%s\n\nPool: %s\nClaim-Id: 0193-%s' \
    "$1" "$2" "${3##*/}" "$1" "$2" "${3%/*}" "$2"
}

git init --quiet --bare --initial-branch=main "$work/locks.git"
git clone --quiet "$work/locks.git" "$work/clone" 2>/dev/null
git -C "$work/clone" checkout --quiet -B main
for one in aws/env-1 aws/env-2 aws/env-3 aws/env-4 aws-lifecycle/env-5 phones/pixel-9 phones/iphone-17; do
  mkdir -p "$work/clone/${one%/*}"/{claimed,unclaimed}
  touch "$work/clone/${one%/*}"/{claimed,unclaimed}/.gitkeep
  echo "$one" >"$work/clone/${one%/*}/unclaimed/${one##*/}"
done
commit 4000 Ada 'set up the pools'
claim aws/env-2
commit 192 'CI Pool Resource' "$(job test 42 aws/env-2)"
claim phones/pixel-9
commit 47 'Grace Hopper' 'claiming: pixel-9

Pool: phones
Claim-Id: 0193-7
Reason: a crash in the camera'
claim aws/env-3
commit 11 'CI Pool Resource' "$(job smoke 108 aws/env-3)"
git -C "$work/clone" push --quiet origin main

cd "$work/clone"
script --quiet --return --command "stty cols 110; '$pool' status" /dev/null </dev/null >"$work/recording"
cd - >/dev/null
perl ci/terminal-svg.pl 'pool status: every pool with its locks; what is claimed, by whom, since when, and the build'"'"'s page' 'pool status' <"$work/recording" >docs/status.svg
