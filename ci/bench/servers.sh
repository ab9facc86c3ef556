# shellcheck shell=bash disable=SC2034,SC2154 # Sourced by ci/bench.sh, which sets work.
# The hosts: a folder of repositories, reached as files, through git's own daemon, and through sshd on loopback.

made_run_sshd=''

free_port() { # a port of 127.0.0.1 that nobody listens on
  local port
  while port=$((20000 + RANDOM % 12000)); (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

await_port() { # PORT
  for _ in {1..100}; do
    if (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return; fi
    sleep 0.05
  done
  echo "no server came up on port $1" >&2
  return 1
}

start_servers() {
  git_port=$(free_port)
  "$(git --exec-path)/git-daemon" --listen=127.0.0.1 --port="$git_port" --reuseaddr --max-connections=0 \
    --base-path="$work" --export-all --enable=receive-pack "$work" 2>"$work/git-daemon.log" &

  # An unprivileged sshd: it lets in the user who runs it, by one key. Run by root it insists on a folder. What the
  # user's shell does at its start is not the host's business, so the user has another home there.
  if [ "$(id -u)" = 0 ] && [ ! -d /run/sshd ]; then mkdir /run/sshd; made_run_sshd=1; fi
  ssh-keygen -q -t ed25519 -N '' -f "$work/host_key"
  ssh-keygen -q -t ed25519 -N '' -f "$work/user_key"
  ssh_port=$(free_port)
  cat >"$work/sshd_config" <<END
ListenAddress 127.0.0.1:$ssh_port
HostKey $work/host_key
AuthorizedKeysFile $work/user_key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
AcceptEnv GIT_PROTOCOL
SetEnv HOME=$work
MaxStartups 200
END
  "$(command -v sshd || echo /usr/sbin/sshd)" -D -f "$work/sshd_config" -E "$work/sshd.log" &
  echo "[127.0.0.1]:$ssh_port $(<"$work/host_key.pub")" >"$work/known_hosts"
  cat >"$work/ssh_config" <<END
BatchMode yes
IdentitiesOnly yes
IdentityFile $work/user_key
UserKnownHostsFile $work/known_hosts
LogLevel ERROR
END
  await_port "$git_port"
  await_port "$ssh_port"
}

uri_of() { # OVER REPOSITORY
  case $1 in
    file) echo "file://$work/$2.git" ;;
    git) echo "git://127.0.0.1:$git_port/$2.git" ;;
    ssh) echo "ssh://$(id -un)@127.0.0.1:$ssh_port$work/$2.git" ;;
  esac
}

source_of() { # OVER REPOSITORY
  local access=
  [ "$1" != ssh ] || access=",\"private_key\":\"$(awk -v ORS='\\n' 1 "$work/user_key")\",\"known_hosts\":\"$(<"$work/known_hosts")\""
  echo "{\"uri\":\"$(uri_of "$1" "$2")\",\"branch\":\"main\",\"pool\":\"aws\"$access}"
}

connections() { grep -c 'Accepted publickey' "$work/sshd.log" || true; }
