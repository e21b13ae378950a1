# Real PostgreSQL and Redis for one run, to be sourced: on their own ports of the loopback, in a
# temporary directory, gone when the shell exits. Works as root and as a plain user.

have_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
redis_binary() { command -v redis-server || command -v valkey-server; }

# What a bare Debian 12 lacks. Nothing that is installed here may start a daemon.
install_missing() {
  local wanted=()
  have_postgres || wanted+=(postgresql)
  redis_binary >/dev/null || wanted+=(redis-server)
  command -v chromium >/dev/null || wanted+=(chromium)
  command -v caddy >/dev/null || wanted+=(caddy)
  command -v msgfmt >/dev/null || wanted+=(gettext)
  command -v make >/dev/null || wanted+=(make)
  command -v git >/dev/null || wanted+=(git)
  command -v python3 >/dev/null || wanted+=(python3)
  command -v python3 >/dev/null && python3 -c 'import ensurepip' 2>/dev/null || wanted+=(python3-venv)
  [ -d /usr/share/fonts/opentype/noto ] && compgen -G '/usr/share/fonts/opentype/noto/*CJK*' \
    >/dev/null || wanted+=(fonts-noto-cjk)
  [ ${#wanted[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    echo "Missing here, and only root can install them: ${wanted[*]}" >&2
    return 1
  fi
  echo "installing ${wanted[*]}"
  local policy=/usr/sbin/policy-rc.d own_policy=no
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
    own_policy=yes
  fi
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  fi
  local status=0
  { apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      "${wanted[@]}" </dev/null; } >/tmp/wotu-apt.$$ 2>&1 || status=$?
  [ $status = 0 ] || cat /tmp/wotu-apt.$$ >&2
  rm -f /tmp/wotu-apt.$$
  [ $own_policy = no ] || rm -f $policy
  return $status
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --init-groups env -C / HOME=/tmp "$@"
  else
    "$@"
  fi
}

start_services() {
  local redis_port
  services=$(mktemp -d /tmp/wotu-services.XXXXXX)
  trap stop_services EXIT
  chmod 755 "$services" # the postgres user passes through
  postgres_bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
  mkdir -m 700 "$services/postgres"
  [ "$(id -u)" != 0 ] || chown postgres: "$services/postgres"
  postgres_port=$(free_port)
  as_postgres "$postgres_bin/initdb" -D "$services/postgres/data" -U wotu -A trust -E UTF8 \
    --locale=C.UTF-8 --no-sync >/dev/null
  # Data of one run: nothing is worth an fsync.
  as_postgres "$postgres_bin/pg_ctl" -D "$services/postgres/data" -w -t 60 -s \
    -l "$services/postgres/log" -o "-p $postgres_port -c listen_addresses=127.0.0.1 \
      -c unix_socket_directories=$services/postgres -c fsync=off -c synchronous_commit=off \
      -c full_page_writes=off -c max_connections=100 -c shared_buffers=128MB" start
  redis_port=$(free_port)
  "$(redis_binary)" --bind 127.0.0.1 --port "$redis_port" --dir "$services" --save '' \
    --appendonly no --maxmemory-policy noeviction --daemonize yes \
    --pidfile "$services/redis.pid" --logfile "$services/redis.log" >/dev/null
  export DATABASE_URL="postgres://wotu@127.0.0.1:$postgres_port/postgres"
  export REDIS_URL="redis://127.0.0.1:$redis_port/0"
}

stop_services() {
  [ -n "${services:-}" ] || return 0
  as_postgres "$postgres_bin/pg_ctl" -D "$services/postgres/data" -m immediate -s stop || true
  if [ -f "$services/redis.pid" ]; then kill "$(cat "$services/redis.pid")" || true; fi
  rm -rf "$services"
}
