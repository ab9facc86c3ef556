#!/bin/sh
# The floor: the bare git commands that a step cannot do without. It is told what a real step has to find out (which
# lock is free, which pool), checks nothing and says nothing. In sh, which starts faster than bash.
# usage: TMPDIR=… [SSH_CONFIG=…] floor.sh check-cold|check-again|check-new|in|acquire|release URI [LOCK|KNOWN]
set -eu

step=$1 uri=$2 about=${3-}
branch=refs/heads/main tip=refs/pool/tip repository=$TMPDIR/repository.git

# One connection for all commands of a step, closed at its end: who leaves it open keeps the step's stderr open.
if [ -n "${SSH_CONFIG-}" ]; then
  export GIT_SSH_COMMAND="ssh -F $SSH_CONFIG"
  case $step in acquire | release)
    GIT_SSH_COMMAND="$GIT_SSH_COMMAND -o ControlMaster=auto -o ControlPath=$TMPDIR/connection -o ControlPersist=60"
    trap '$GIT_SSH_COMMAND -O exit host 2>/dev/null' EXIT ;;
  esac
fi

in_repository() { git --git-dir="$repository" "$@"; }

fetch() { # [OPTION]
  if [ ! -d "$repository" ]; then
    mkdir -p "$repository/objects" "$repository/refs"
    echo 'ref: refs/heads/none' >"$repository/HEAD"
    printf '[core]\nrepositoryformatversion = 0\nbare = true\nfsync = none\n[fetch]\nunpackLimit = 1\n[fastimport]\nunpackLimit = 1\n' >"$repository/config"
  fi
  in_repository fetch --quiet --no-tags --no-write-fetch-head --no-auto-maintenance "$@" "$uri" "+$branch:$tip"
}

move() { # FROM TO
  fetch --depth=1
  in_repository fast-import --quiet --date-format=now <<END
commit $tip
committer CI Pool Resource <ci-pool@localhost> now
data <<MESSAGE
$step: $about
MESSAGE
from $tip^0
R aws/$1/$about aws/$2/$about
END
  in_repository push --quiet "$uri" "$tip:$branch"
}

case $step in
  # How far back the pool's newest commit is cannot be known.
  check-cold) fetch --depth=50; in_repository log -1 --format=%H "$tip" -- aws ;;
  check-again) exec git ls-remote --quiet "$uri" "$branch" ;;
  check-new) fetch; in_repository log --format=%H "$about..$tip" -- aws ;;
  in)
    fetch --depth=2
    path=$(in_repository diff-tree -r --name-only --no-commit-id --diff-filter=A "$tip" -- aws)
    echo "${path##*/}" >"$TMPDIR/name"
    in_repository cat-file blob "$tip:$path" >"$TMPDIR/metadata" ;;
  acquire) move unclaimed claimed ;;
  release) move claimed unclaimed ;;
esac
