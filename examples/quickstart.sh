#!/usr/bin/env bash
# Builds check, in and out, makes a repository of locks on disk, and plays the life of one lock:
# add, check, acquire, in, release, check. Shows every request and response. Needs the .NET 10 SDK and git.
# What it builds stays in artifacts/quickstart, so that a second run has nothing to build.
# usage: examples/quickstart.sh [SCRIPTS]     SCRIPTS is a folder made by ci/publish.sh; made anew when it is not given.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
resource=${1:-$root/artifacts/quickstart}
resource=$(mkdir -p "$resource" && cd "$resource" && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

built=$resource/.built
build() { "$root/ci/needs.sh" && "$root/ci/publish.sh" --resource "$resource" && touch "$built"; }
changed() { find "$root"/{src,global.json,Directory.*,ci/publish.sh} \( -name bin -o -name obj \) -prune -o -newer "$built" -print -quit; }

if [ $# != 0 ]; then
  :
elif [ -e "$built" ] && [ -z "$(changed)" ]; then
  echo "check, in and out are in ${resource#"$PWD/"}, and nothing has changed since they were built"
else
  printf 'building check, in and out … '
  started=$SECONDS
  build >"$work/log" 2>&1 || { echo 'failed:'; cat "$work/log"; exit 1; } >&2
  echo "took $((SECONDS - started)) s"
fi

locks=$work/locks.git
git init --quiet --bare "$locks"
source="{\"uri\":\"$locks\",\"branch\":\"main\",\"pool\":\"aws\"}"

# Runs a script as Concourse does: from /, without HOME, with the request on stdin and what a build is told of itself.
step() { # TITLE REQUEST SCRIPT [DIRECTORY]
  local title=$1 request=$2
  shift 2
  printf '\n== %s\n%s < %s\n' "$title" "$(basename "$1")${2:+ $2}" "$request"
  answer=$(cd / && env -i PATH="$PATH" TMPDIR="$work" BUILD_ID=1 BUILD_NAME=1 BUILD_TEAM_NAME=main \
    BUILD_PIPELINE_NAME=quickstart BUILD_JOB_NAME=try ATC_EXTERNAL_URL=http://127.0.0.1:8080 \
    BUILD_URL=http://127.0.0.1:8080/builds/1 "$@" <<<"$request")
  echo "$answer"
}

version() { grep -oE '"ref":"[0-9a-f]+"' <<<"$answer" | tail -n 1; }

mkdir -p "$work/build/env-1"
echo env-1 >"$work/build/env-1/name"
echo 'endpoint: https://env-1.example.com' >"$work/build/env-1/metadata"

step 'add a lock (this makes the pool, too)' "{\"source\":$source,\"params\":{\"add\":\"env-1\"}}" "$resource/out" "$work/build"
step 'check: the newest version' "{\"source\":$source}" "$resource/check"
known=$(version)
step 'acquire: any free lock' "{\"source\":$source,\"params\":{\"acquire\":true}}" "$resource/out" "$work/build"
step 'in: the lock that was acquired' "{\"source\":$source,\"version\":{$(version)}}" "$resource/in" "$work/build/lock"
printf -- '-- lock/name:     %s\n-- lock/metadata: %s\n' "$(cat "$work/build/lock/name")" "$(cat "$work/build/lock/metadata")"
step 'release it' "{\"source\":$source,\"params\":{\"release\":\"lock\"}}" "$resource/out" "$work/build"
step 'check: all versions since the first' "{\"source\":$source,\"version\":{$known}}" "$resource/check"

printf '\n== the branch\n'
git -C "$locks" log --format='%h %s' main
