#!/bin/sh
# The naive way: a full clone of the branch, a checkout, git mv, commit, push, and after a push that was rejected (or
# when no lock is free) a pause of RETRY_DELAY. A check keeps its clone for the next one.
# usage: TMPDIR=… [SSH_CONFIG=…] naive.sh check-cold|check-again|check-new|in|acquire|release URI [LOCK|KNOWN]
set -eu

step=$1 uri=$2 about=${3-} clone=$TMPDIR/clone
export GIT_AUTHOR_NAME='CI Pool Resource' GIT_AUTHOR_EMAIL=ci-pool@localhost
export GIT_COMMITTER_NAME="$GIT_AUTHOR_NAME" GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"
[ -z "${SSH_CONFIG-}" ] || export GIT_SSH_COMMAND="ssh -F $SSH_CONFIG"

catch_up() { git fetch --quiet origin main && git reset --quiet --hard FETCH_HEAD; }

move() { # FROM TO LOCK
  git mv "aws/$1/$3" "aws/$2/$3" &&
    git commit --quiet --message "build $BUILD_ID: $step $3" &&
    git push --quiet origin HEAD:main
}

# Any lock of a directory, by the number of this process; nothing when there is none.
any() { set -- "aws/$1"/*; shift $(($$ % $#)); [ ! -e "$1" ] || echo "${1##*/}"; }

until_done() { # FROM TO [LOCK]
  while lock=${3-$(any "$1")}; [ -z "$lock" ] || ! move "$1" "$2" "$lock"; do
    sleep "${RETRY_DELAY:-10}"
    catch_up
  done
}

case $step in
  check-again | check-new) cd "$clone"; catch_up; git log --format=%H "$about..HEAD" -- aws; exit ;;
esac

git clone --quiet --single-branch --branch main "$uri" "$clone"
cd "$clone"
case $step in
  check-cold) git log -1 --format=%H -- aws ;;
  in)
    path=$(git log -1 --format= --name-only --no-renames --diff-filter=A -- aws)
    echo "${path##*/}" >"$TMPDIR/name"
    cp "$path" "$TMPDIR/metadata" ;;
  acquire) until_done unclaimed claimed ${about:+"$about"} ;;
  release) until_done claimed unclaimed "$about" ;;
esac
