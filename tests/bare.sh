#!/usr/bin/env bash
# Publishes the program with its own .NET and starts it where there is none: in a root that holds the program, the libraries that
# deploymentTemplates/systemd/README.md names, time zone data, and nothing else. Without the right to change the root (or to mount /proc
# in it) it is started with an empty environment instead, and that is said.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
bare=$work/bare
port=$((20000 + RANDOM % 20000))
pid=
cleanup() {
  [ -n "$pid" ] && kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
  mountpoint -q "$bare/proc" && umount -l "$bare/proc"
  rm -rf --one-file-system "$work"
}
trap cleanup EXIT
dotnet publish "$root/src/NewsBot" -c Release -r linux-x64 --self-contained -o "$bare/program" -v q -nologo
mkdir -p "$bare"/{proc,tmp,data,dev,lib,usr/share}
if [ "$(id -u)" = 0 ] && mount --bind /proc "$bare/proc" 2>/dev/null; then
  libraries='^(ld-linux-x86-64|libc|libm|libdl|libpthread|librt|libstdc\+\+|libgcc_s|libicudata|libicui18n|libicuuc|libssl|libcrypto)\.so\.[0-9]+$'
  mkdir -p "$bare/lib64"
  for file in $(find /lib/x86_64-linux-gnu /usr/lib/x86_64-linux-gnu -maxdepth 1 -name '*.so.*' 2>/dev/null); do
    if [[ $(basename "$file") =~ $libraries ]]; then cp -Ln "$file" "$bare/lib/" 2>/dev/null || true; fi
  done
  cp -L /lib64/ld-linux-x86-64.so.2 "$bare/lib64/"
  cp -r /usr/share/zoneinfo "$bare/usr/share/"
  for device in null random urandom; do cp -a "/dev/$device" "$bare/dev/"; done
  echo "in a root of $(find "$bare/lib" "$bare/lib64" -type f | wc -l) libraries"
  env -i LD_LIBRARY_PATH=/lib "$(command -v chroot)" "$bare" /program/NewsBot --data /data --urls "http://127.0.0.1:$port" >"$work/out" 2>&1 &
else
  echo "with an empty environment, in this root"
  env -i DOTNET_ROOT=/nowhere "$bare/program/NewsBot" --data "$work/data" --urls "http://127.0.0.1:$port" >"$work/out" 2>&1 &
fi
pid=$!
for _ in $(seq 300); do
  if curl -fsS -o /dev/null "http://127.0.0.1:$port/health/live" 2>/dev/null; then break; fi
  kill -0 "$pid" 2>/dev/null || { cat "$work/out"; exit 1; }
  sleep 0.1
done
curl -fsS "http://127.0.0.1:$port/health/ready" | grep -q '"Healthy"'
curl -fsS "http://127.0.0.1:$port/" | grep -q NewsBot
grep -q "NewsBot answers at http://127.0.0.1:$port/" "$work/out"
# Secrets where container engines mount them: one that is too short is told of without being repeated.
if [ -d "$bare/lib64" ]; then
  mkdir -p "$bare/run/secrets"
  echo "https://newsbot.example/bot" >"$bare/run/secrets/Web__Contact"
  echo "canary" >"$bare/run/secrets/Operate__Token"
  env -i LD_LIBRARY_PATH=/lib "$(command -v chroot)" "$bare" /program/NewsBot doctor --offline --data /data >"$work/doctor" && exit 1
  grep -q 'Operate:Token is too short to be safe' "$work/doctor"
  grep -qE 'canary|Web:Contact is not set' "$work/doctor" && { cat "$work/doctor"; exit 1; }
fi
true
