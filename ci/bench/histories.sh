# shellcheck shell=bash
# A branch in which much has happened: locks of many pools are claimed and released in turn, some recycled and restored,
# some updated, by this resource, by the baseline, by El Patrón and by hand. It is packed as a git host would.
make_history() { # DIRECTORY COMMITS POOLS LOCKS
  local repository=$1
  [ ! -d "$repository" ] || return 0
  git init --quiet --bare --initial-branch=main "$repository"
  git -C "$repository" config receive.autogc false
  awk -v commits="$2" -v pools="$3" -v locks="$4" '
    function put(path, text) { printf "M 100644 inline %s\ndata %d\n%s\n", path, length(text), text }
    function begin(message) {
      printf "commit refs/heads/main\ncommitter CI Pool Resource <ci-pool@localhost> %d +0000\n", 1700000000 + n * 60
      printf "data %d\n%s\n", length(message), message
    }
    function url(build) { return "https://ci.example.com/teams/main/pipelines/deploy-" build % 20 "/jobs/test-" build % 7 "/builds/" build }
    function title(build) { return "main/deploy-" build % 20 "/test-" build % 7 " build " build }
    function id(number) { return sprintf("01932f0c-0000-7000-8000-%012d", number) }
    # The dialects: this resource twice as often as each of the others.
    function say(verb, build, from, to, name,   dialect, trailers) {
      dialect = int(rand() * 6)
      if (dialect == 0) return verb ": " name "\n\nBuild URL: " url(build)
      if (dialect == 1) return title(build) " " verb ": " name "\n\nBuild URL: " url(build)
      if (dialect == 2) return "jane: Move " from " to " to
      if (dialect == 3) return "by hand: " verb " " name
      trailers = "\n\nPool: " pool
      if (verb == "claiming") trailers = trailers "\nClaim-Id: " id(n)
      trailers = trailers "\nBuild-Id: " 100000 + build
      if (verb == "claiming" && rand() < 0.3) trailers = trailers "\nWaited: " 1 + int(rand() * 600) "s"
      return title(build) " " verb ": " name "\n\nBuild URL: " url(build) trailers "\n"
    }
    BEGIN {
      n = 1
      srand(1)
      begin("set up")
      for (i = 0; i < locks; i++) put("pool-" i % pools "/unclaimed/env-" i, "endpoint: https://env-" i ".example.com\n")
      for (i = 0; i < pools; i++) { put("pool-" i "/claimed/.gitkeep", ""); put("pool-" i "/unclaimed/.gitkeep", "") }
      for (n = 2; n <= commits; n++) {
        i = int(rand() * locks)
        pool = "pool-" i % pools
        name = "env-" i
        was = held[i] ? held[i] : "unclaimed"
        if (was == "unclaimed") {
          if (rand() < 0.02) { begin(say("updating", n, pool "/" was "/" name, pool "/" was "/" name, name)); put(pool "/unclaimed/" name, "changed: " n "\n"); continue }
          from = pool "/unclaimed/" name; to = pool "/claimed/" name; verb = "claiming"; held[i] = "claimed"; build[i] = n
        } else if (was == "claimed" && rand() < 0.05) {
          from = pool "/claimed/" name; to = pool "-lifecycle/unclaimed/" name; verb = "recycling"; held[i] = "waits"
        } else if (was == "claimed") {
          from = pool "/claimed/" name; to = pool "/unclaimed/" name; verb = "unclaiming"; held[i] = "unclaimed"
        } else if (was == "waits") {
          pool = pool "-lifecycle"
          from = pool "/unclaimed/" name; to = pool "/claimed/" name; verb = "claiming"; held[i] = "cleaned"; build[i] = n
        } else {
          to = pool "/unclaimed/" name; pool = pool "-lifecycle"; from = pool "/claimed/" name; verb = "restoring"; held[i] = "unclaimed"
        }
        begin(say(verb, build[i], from, to, name))
        printf "R %s %s\n", from, to
      }
    }' | git -C "$repository" fast-import --quiet
  git -C "$repository" -c pack.writeReverseIndex=true repack -a -d -q --no-write-bitmap-index
  git -C "$repository" multi-pack-index write --bitmap --no-progress
  git -C "$repository" commit-graph write --reachable --no-progress
}
