#!/usr/bin/env bash
# Shows the web view on a repository that it makes: two pools, a history of three days, and people who wait for a lock.
# A stand-in for GitHub runs beside it, where you may log in as anybody. Ctrl-C ends both and removes the repository.
# Needs the .NET 10 SDK and git; a second run has nothing to build.
# usage: examples/web.sh [DIR]     DIR is a folder made by ci/publish.sh; without it pool and pool-web are built
# variables: PORT (8080 by default; the stand-in takes the next one)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
port=${PORT:-8080}
login=$((port + 1))
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

work=$(mktemp -d)
ended() {
  local children
  # A process that is to become a server has the traps of this shell for a moment.
  [ "$BASHPID" = $$ ] || return 0
  mapfile -t children < <(jobs -p)
  [ "${#children[@]}" = 0 ] || kill "${children[@]}" 2>/dev/null || true
  wait
  rm -rf "$work"
}
trap ended EXIT
trap 'echo; exit 0' INT
trap 'exit 143' TERM HUP

die() { echo "$*" >&2; exit 1; }

# --- Build

projects=(tests/PoolResource.LoginStandIn)
[ $# != 0 ] || projects+=(src/Cli src/Web)
printf 'building %s … ' "${projects[*]##*/}"
started=$SECONDS
for project in "${projects[@]}"; do
  dotnet build "$root/$project" --configuration Release --nologo --verbosity quiet >"$work/log" 2>&1 || { echo 'failed:'; cat "$work/log"; exit 1; } >&2
done
echo "took $((SECONDS - started)) s"
built() { echo "$root/$1/bin/Release/net10.0/$2"; }
standin=$(built tests/PoolResource.LoginStandIn PoolResource.LoginStandIn)
pool=${1:+$1/pool} web=${1:+$1/web/pool-web}
pool=${pool:-$(built src/Cli pool)} web=${web:-$(built src/Web pool-web)}

# --- A repository with a past: builds of three pipelines take locks and give them back, each in its turn

locks=$work/locks.git
git init --quiet --bare "$locks"
n=0
put() { printf 'M 100644 inline %s\ndata %d\n%s\n' "$1" "${#2}" "$2"; }
begin() { # TIME MESSAGE
  printf 'commit refs/heads/main\ncommitter CI Pool Resource <ci-pool@localhost> %d +0000\ndata %d\n%s\n' "$1" "${#2}" "$2"
}
move() { # TIME VERB POOL LOCK FROM TO TITLE URL TRAILERS
  begin "$1" "$7 $2: $4"$'\n\n'"Build URL: $8"$'\n\n'"Pool: $3"$'\n'"$9"$'\n'
  printf 'R %s/%s/%s %s/%s/%s\n' "$3" "$5" "$4" "$3" "$6" "$4"
}
past() {
  local now=$1 lock pool name at until build pipeline title url pipelines=(deploy nightly e2e)
  RANDOM=1
  begin $((now - 3 * 86400 - 60)) 'Set up'
  for lock in aws/env-1 aws/env-2 aws/env-3 gcp/env-1 gcp/env-2; do
    put "${lock%/*}/unclaimed/${lock#*/}" "endpoint: https://${lock#*/}.${lock%/*}.example.com"
  done
  for lock in aws gcp; do put "$lock/claimed/.gitkeep" ''; put "$lock/unclaimed/.gitkeep" ''; done
  for ((at = now - 3 * 86400; at < now - 3 * 3600; at += 1200 + RANDOM % 2400)); do
    lock=$((RANDOM % 5)) pipeline=${pipelines[RANDOM % 3]} build=$((n + 100)) n=$((n + 1))
    pool=$([ "$lock" -lt 3 ] && echo aws || echo gcp) name=env-$((lock % 3 + 1))
    until=$((at + 300 + RANDOM % 900))
    title="main/$pipeline/test build $build"
    url="https://ci.example.com/teams/main/pipelines/$pipeline/jobs/test/builds/$build"
    move "$at" claiming "$pool" "$name" unclaimed claimed "$title" "$url" \
      "Claim-Id: $(printf '01932f0c-0000-7000-8000-%012d' "$n")"$'\n'"Build-Id: $((90000 + build))"$'\n'"Waited: $((1 + RANDOM % 200))s"
    move "$until" unclaiming "$pool" "$name" claimed unclaimed "$title" "$url" "Build-Id: $((90000 + build))"
  done
  # All of aws is held now.
  for lock in 1 2; do
    n=$((n + 1))
    move $((now - lock * 4000)) claiming aws "env-$lock" unclaimed claimed "main/deploy/test build $((n + 100))" \
      "https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/$((n + 100))" \
      "Claim-Id: $(printf '01932f0c-0000-7000-8000-%012d' "$n")"$'\n'"Build-Id: $((90100 + n))"
  done
}
past "$(date +%s)" | git -C "$locks" fast-import --quiet
git -C "$locks" symbolic-ref HEAD refs/heads/main

export POOL_SOURCE=$work/locks.yml
printf 'uri: %s\nbranch: main\n' "$locks" >"$POOL_SOURCE"
export XDG_CACHE_HOME=$work/cache
"$pool" claim aws/env-3 --as 'Grace Hopper <grace@example.com>' --reason 'looking into the nightly failure' --lease 2h >/dev/null 2>&1

# They wait, in a line on the git host.
"$pool" acquire aws --as 'Barbara Liskov <barbara@example.com>' >/dev/null 2>&1 &
"$pool" acquire aws --as 'Edsger Dijkstra <edsger@example.com>' --priority 1 >/dev/null 2>&1 &

# --- The web view, and who is asked who somebody is

cat >"$work/web.yml" <<END
login:
  - github:
      client_id: pool-web
      client_secret: a-secret-that-everybody-knows
      url: http://127.0.0.1:$login
access:
  - to: anyone
    may: look
  - to: github:acme/platform
    may: [look, content, act]
  - to: github:acme/admins
    may: force
END
"$standin" --listen "127.0.0.1:$login" >"$work/login.log" 2>&1 &
"$web" --source "$POOL_SOURCE" --config "$work/web.yml" --listen "127.0.0.1:$port" >"$work/web.log" 2>&1 &
server=$!

is_ready() {
  local answer
  { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || return 1
  printf 'GET /readyz HTTP/1.0\r\nHost: 127.0.0.1:%d\r\n\r\n' "$port" >&3
  read -r answer <&3 || answer=''
  exec 3>&-
  [[ $answer == *' 200 '* ]]
}
until is_ready; do
  kill -0 "$server" 2>/dev/null || die "pool-web has ended: $(cat "$work/web.log")"
  sleep 0.1
done

cat <<END

The pools are on http://127.0.0.1:$port/

  1. Open it: all of aws is held and two people wait for it; gcp has free locks.
  2. Log in as ada, who may act and may take other people's locks away (grace may act; linus may look).
  3. Claim gcp/env-1 with a reason, and see it on the page.
  4. See the commit, which is yours: git -C $locks log -1 main

Ctrl-C ends it.
END
wait "$server"
