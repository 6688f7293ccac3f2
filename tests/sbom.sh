#!/usr/bin/env bash
# What the program is made of, as CycloneDX: its NuGet packages, and the npm packages in the bundle of Web Chat that it carries.
# sbom.sh FOLDER writes newsbot.cdx.json there; sbom.sh audit asks the npm registry what is known against the bundle's packages.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The bundle's packages are those that its package asks for by exact versions; React, which the package leaves to a page, is in the bundle.
version=$(sed -nE 's|.*<WebChatVersion>(.*)</WebChatVersion>.*|\1|p' src/NewsBot/Channels/Chat/WebChat.targets)
react=16.8.6
bundle="src/NewsBot/obj/webchat-$version/webchat.js"
if [ -f "$bundle" ]; then grep -qF "$react" "$bundle" || { echo "The bundle holds another React than $react: correct tests/sbom.sh."; exit 1; }; fi
printf '{"name":"webchat","version":"%s","private":true,"dependencies":{"botframework-webchat":"%s","react":"%s","react-dom":"%s"}}' \
  "$version" "$version" "$react" "$react" >"$work/package.json"
(cd "$work" && npm install --package-lock-only --ignore-scripts --no-audit --no-fund --legacy-peer-deps --silent)

if [ "$1" = audit ]; then
  (cd "$work" && npm audit --package-lock-only --json --audit-level=high) >"$work/audit.json" 2>/dev/null || true
  node -e '
    const said = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8") || "{}");
    if (!said.metadata) { console.log("The npm registry does not say what is known against packages: " + (said.message ?? said.error?.summary ?? "no answer")); process.exit(0); }
    const { high, critical, total } = said.metadata.vulnerabilities;
    console.log(`${total} known of the packages of Web Chat, ${high} high, ${critical} critical`);
    process.exit(high + critical > 0 ? 1 : 0);' "$work/audit.json"
  exit
fi

mkdir -p "$1"
dotnet tool install CycloneDX --version 6.3.1 --tool-path "$work/tools" >/dev/null
"$work/tools/dotnet-CycloneDX" src/NewsBot/NewsBot.csproj --output "$1" --filename newsbot.cdx.json --output-format Json --disable-package-restore >/dev/null
node tests/sbom.mjs "$1/newsbot.cdx.json" "$work/package-lock.json"
