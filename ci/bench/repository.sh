# shellcheck shell=bash disable=SC2154 # Sourced by ci/bench.sh, which sets work.
# Repositories as a git host keeps them: one pack with bitmaps and a reverse index (which git writes by itself from 2.41
# on, and without which every fetch sorts all objects of the pack first), and a commit-graph.

# A branch whose every commit claims or releases a lock: a third in the pool aws, where one lock at a time is held, the
# others in a neighbour of 30 locks, of which about half are; the tip and the two commits before it are the
# neighbour's. All locks are there from the first commit. Where there are more than 1,000, only the newest 100 commits
# move them: to write down 30,000 states of a pool of thousands would take hours.
# Leaves $work/NAME.git, and in NAME.base, NAME.known and NAME.next the tip, the pool's newest commit, and a claim on
# top of the tip that is no part of the branch yet.
make_repository() { # COMMITS LOCKS
  local name=$1-$2 repository=$work/$1-$2.git
  [ ! -d "$repository" ] || return 0
  git init --quiet --bare --initial-branch=main "$repository"
  # Hosts let clients leave out blobs, and tidy up at times of their own.
  git -C "$repository" config uploadpack.allowFilter true
  git -C "$repository" config receive.autogc false
  awk -v commits="$1" -v locks="$2" '
    function put(path, text) { printf "M 100644 inline %s\ndata %d\n%s\n", path, length(text), text }
    function lock(pool, i) { put(pool "/unclaimed/env-" i, "endpoint: https://env-" i ".example.com\nregion: eu-1\n") }
    function begin(subject) {
      printf "commit refs/heads/main\ncommitter CI Pool Resource <ci-pool@localhost> %d +0000\n", 1700000000 + n * 60
      printf "data %d\n%s\n", length(subject), subject
    }
    BEGIN {
      n = 1
      srand(1)
      begin("set up")
      for (i = 0; i < locks; i++) lock("aws", i)
      for (i = 0; i < 30; i++) lock("neighbour", i)
      split("aws/claimed aws/unclaimed neighbour/claimed neighbour/unclaimed", directories, " ")
      for (i in directories) put(directories[i] "/.gitkeep", "")
      for (n = 2; n <= commits; n++) {
        if (n % 6 == 0 && (locks <= 1000 || n > commits - 100)) path = ours = "aws/%s/env-" int(rand() * locks)
        else if (n % 6 == 1 && held[ours]) path = ours
        else path = "neighbour/%s/env-" int(rand() * 30)
        from = held[path] ? "claimed" : "unclaimed"
        held[path] = !held[path]
        to = held[path] ? "claimed" : "unclaimed"
        begin((held[path] ? "" : "un") "claiming: " substr(path, index(path, "env")))
        printf "R " path " " path "\n", from, to
      }
    }' | git -C "$repository" fast-import --quiet
  git -C "$repository" -c pack.writeReverseIndex=true repack -a -d -q --no-write-bitmap-index
  git -C "$repository" multi-pack-index write --bitmap --no-progress
  git -C "$repository" commit-graph write --reachable --no-progress
  git -C "$repository" -c fastimport.unpackLimit=1 fast-import --quiet <<'END'
commit refs/heads/next
committer CI Pool Resource <ci-pool@localhost> 1800000000 +0000
data 15
claiming: env-0
from refs/heads/main^0
R aws/unclaimed/env-0 aws/claimed/env-0
END
  git -C "$repository" rev-parse main >"$work/$name.base"
  git -C "$repository" rev-parse next >"$work/$name.next"
  git -C "$repository" log -1 --format=%H main -- aws >"$work/$name.known"
  git -C "$repository" update-ref -d refs/heads/next
}

# Brings the branch back to where it was, or to another commit, and forgets what was pushed since.
reset_repository() { # NAME [base|next]
  git -C "$work/$1.git" update-ref refs/heads/main "$(<"$work/$1.${2:-base}")"
  rm -rf "$work/$1.git/objects/"[0-9a-f][0-9a-f]
}
