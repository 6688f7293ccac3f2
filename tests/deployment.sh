#!/usr/bin/env bash
# Judges deploymentTemplates/ as far as this place allows: Bicep compiles to the JSON that stands beside it, units and rules hold, manifests
# fit their schemas. The last line is "N passed, N failed".
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
templates=$root/deploymentTemplates
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
bicep_version=0.49.2

check() {
  local name=$1; shift
  if "$@" >"$work/out" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); printf 'FAILED: %s\n' "$name"; sed 's/^/  /' "$work/out"; fi
}

need() {
  command -v "$1" >/dev/null && return 0
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}

# The compiler is a NuGet package that no project of ours references.
get_bicep() {
  mkdir -p "$work/bicep"
  cat >"$work/bicep/bicep.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="Azure.Bicep.CommandLine.linux-x64" Version="[$bicep_version]" /></ItemGroup>
</Project>
PROJECT
  dotnet restore "$work/bicep" -v q || return 1
  bicep=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: //')/azure.bicep.commandline.linux-x64/$bicep_version/tools/bicep
  chmod +x "$bicep" 2>/dev/null || true
  [ -x "$bicep" ]
}

# Compiles without a word, and to what is committed.
compiles() {
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$bicep" build "$templates/azure/$1.bicep" --outfile "$work/$1.json" >"$work/said" 2>&1 || { cat "$work/said"; return 1; }
  [ ! -s "$work/said" ] || { cat "$work/said"; return 1; }
  diff -u "$templates/azure/$1.json" "$work/$1.json"
}

# A parameters file names only parameters that the template has, and all that have no default and are no secrets.
parameters_fit() {
  node -e '
    const [template, values] = process.argv.slice(1).map(f => JSON.parse(require("fs").readFileSync(f, "utf8")).parameters);
    const wrong = Object.keys(values).filter(k => !(k in template));
    const missing = Object.entries(template).filter(([k, p]) => !("defaultValue" in p) && !/^secure/i.test(p.type) && !(k in values)).map(([k]) => k);
    const secrets = Object.keys(values).filter(k => /^secure/i.test(template[k]?.type ?? ""));
    if (wrong.length + missing.length + secrets.length) { console.log({ wrong, missing, secrets }); process.exit(1); }
  ' "$templates/azure/$1.json" "$templates/azure/$1.parameters.json"
}

# systemd wants the program to be there; the rest of the unit is as it is.
unit_holds() {
  mkdir -p "$work/units"
  sed 's|^ExecStart=/opt/newsbot/NewsBot|ExecStart=/bin/true|' "$templates/systemd/newsbot.service" >"$work/units/newsbot.service"
  cp "$templates/systemd/newsbot.socket" "$work/units/"
  systemd-analyze verify "$work/units/newsbot.service" "$work/units/newsbot.socket" >"$work/said" 2>&1 || { cat "$work/said"; return 1; }
  [ ! -s "$work/said" ] || { cat "$work/said"; return 1; }
}

exposed_little() {
  systemd-analyze security --offline=true --threshold=20 "$work/units/newsbot.service"
}

tmpfiles_hold() {
  mkdir -p "$work/root" && systemd-tmpfiles --create --root="$work/root" "$templates/systemd/newsbot.tmpfiles" \
    && [ "$(stat -c %a "$work/root/etc/newsbot/newsbot.env")" = 600 ]
}

in_monitoring() { (cd "$templates/monitoring" && "$@"); }

check "the Bicep compiler restores" get_bicep
for template in existing-resource-group new-resource-group; do
  check "azure/$template.bicep compiles without a warning to the JSON beside it" compiles "$template"
  check "azure/$template.parameters.json fits its template and holds no secret" parameters_fit "$template"
done
need systemd-analyze systemd
check "systemd: the units hold" unit_holds
check "systemd: the service is little exposed" exposed_little
check "systemd: the files are made with their modes" tmpfiles_hold
need promtool prometheus
check "monitoring: the alert rules hold" in_monitoring promtool check rules alerts.yml
check "monitoring: the scrape job holds" in_monitoring promtool check config prometheus.yml
check "monitoring: the alerts fire when they should" in_monitoring promtool test rules alerts.test.yml
check "npm packages of the judges" npm ci --no-audit --no-fund --prefix "$root/tests/deployment"
judged=$(npm run --silent judge --prefix "$root/tests/deployment" 2>&1)
if [[ $judged =~ ([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
  passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
  printf '%s\n' "$judged" | sed '$d'
else
  failed=$((failed + 1)); printf 'FAILED: the judges of the manifests\n%s\n' "$judged"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
