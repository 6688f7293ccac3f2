#!/usr/bin/env bash
# The first command of the README, as it is written there: it answers where the README says, and the data lies where the README says.
set -euo pipefail
cd "$(dirname "$0")/.."
first=$(sed -n '/^## Start/,/^## /{/^```/,/^```/{/^```/d;p}}' README.md | sed -n 1p)
address=$(grep -oE 'http://localhost:[0-9]+/' README.md | head -1)
if curl -s -o /dev/null "$address"; then echo "something else answers at $address"; exit 1; fi
had=$([ -e .newsbot ] && echo yes || echo no)
out=$(mktemp)
echo "$first"
started=$(date +%s%N)
setsid env -u CI $first >"$out" 2>&1 &
pid=$!
clean() { kill -- -"$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; rm -f "$out"; [ "$had" = yes ] || rm -rf .newsbot; }
trap clean EXIT
for _ in $(seq 3000); do
  if curl -fsS -o /dev/null "$address" 2>/dev/null; then break; fi
  kill -0 "$pid" 2>/dev/null || { cat "$out"; exit 1; }
  sleep 0.1
done
curl -fsS "$address" | grep -q NewsBot
echo "first page after $((($(date +%s%N) - started) / 1000000)) ms, the build included"
cat "$out"
grep -qF "${address}" "$out"
[ "$(grep -v "^Using launch settings" "$out" | grep -c .)" = 2 ]
[ -f .newsbot/newsbot.db ]
