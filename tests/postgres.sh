#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own: a private cluster in a temporary folder, on a free loopback port, under an
# unprivileged user, gone when the command ends. The command finds it in NEWSBOT_POSTGRES, and
# what restarts it in NEWSBOT_POSTGRES_RESTART.
set -euo pipefail
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
fi
bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb | sort -V | tail -1)")
folder=$(mktemp -d)
# The server refuses to run as root.
as=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo $((20000 + RANDOM)))
cleanup() {
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"
"${as[@]}" "$bin/initdb" -D "$folder/data" -U newsbot -A trust -E UTF8 --locale=C >/dev/null
# Commits need not survive a power cut of the build machine; those that must survive a kill of the server do.
cat >>"$folder/data/postgresql.conf" <<CONF
port = $port
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
# Many tests at once make and drop whole newsrooms, a lock for each table and index.
max_locks_per_transaction = 512
fsync = off
CONF
"${as[@]}" "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w start >/dev/null
cd - >/dev/null
export NEWSBOT_POSTGRES="Host=127.0.0.1;Port=$port;Username=newsbot;Database=postgres" NEWSBOT_POSTGRES_RESTART="${as[*]} $bin/pg_ctl -D $folder/data -l $folder/log -m fast -w restart >/dev/null"
"$@"
