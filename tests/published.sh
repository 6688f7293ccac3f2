#!/usr/bin/env bash
# Publishes the program, starts it from an empty folder on its embedded default, and asks it the questions that an operator's probe asks.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
dotnet publish "$root/src/NewsBot" -c Release -o "$work/program" -v q -nologo
[ -f "$work/program/Models/reader.onnx" ]
[ -f "$work/program/Models/reader.weights" ]
cd "$work"
started=$(date +%s%N)
env -u CI HOME="$work/home" XDG_CACHE_HOME="$work/cache" "$work/program/NewsBot" --data "$work/data" --urls "http://127.0.0.1:$port" >"$work/out" 2>&1 &
pid=$!
trap 'kill $pid 2>/dev/null; wait $pid 2>/dev/null; rm -rf "$work"' EXIT
for _ in $(seq 100); do
  if curl -fsS -o "$work/page" "http://127.0.0.1:$port/" 2>/dev/null; then break; fi
  kill -0 $pid 2>/dev/null || { cat "$work/out"; exit 1; }
  sleep 0.1
done
echo "first page after $((($(date +%s%N) - started) / 1000000)) ms"
curl -fsS "http://127.0.0.1:$port/health/ready" | grep -q '"Healthy"'
grep -q "NewsBot" "$work/page"
grep -q "NewsBot answers at http://127.0.0.1:$port/" "$work/out"
[ -f "$work/data/newsbot.db" ]
# Doctor looks at what runs: nothing is wrong with a fresh newsroom, and it says so to people and to machines.
HOME="$work/home" "$work/program/NewsBot" doctor --data "$work/data" --urls "http://127.0.0.1:$port" >"$work/found"
grep -q "ok       program: it runs at http://127.0.0.1:$port and is healthy." "$work/found"
HOME="$work/home" "$work/program/NewsBot" doctor --offline --json --data "$work/data" | grep -q '"errors": 0'
# setup, doctor and the start go by the same file; a sentence, and no stack, where it is broken.
echo '{ "Web": ' >"$work/broken.json" && mkdir "$work/other" && mv "$work/broken.json" "$work/other/appsettings.Production.json"
if HOME="$work/home" "$work/program/NewsBot" --data "$work/other" 2>"$work/refused"; then exit 1; fi
[ "$(wc -l <"$work/refused")" = 1 ]
sleep 5
echo "memory: $(awk '/VmRSS/ {print int($2 / 1024)}' /proc/$pid/status) MB"
# A library's telemetry leaves the machine's identifier in the user's folders; the program's own data is elsewhere.
left=$(find "$work/home" "$work/cache" -type f 2>/dev/null || true)
[ -z "$left" ] || { echo "The program left in the user's folders: $left"; exit 1; }
