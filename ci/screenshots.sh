#!/usr/bin/env bash
# Makes docs/web.png and docs/web-pool.png: the web view of a repository with a past of some days, in Debian's browser.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v chromium >/dev/null || { echo "chromium is missing; apt-get install chromium" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The same letters on every machine that has them.
cat >"$work/fonts.conf" <<'XML'
<?xml version="1.0"?>
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <match target="pattern"><edit name="family" mode="prepend" binding="strong"><string>Liberation Sans</string></edit></match>
</fontconfig>
XML
dotnet build --nologo --verbosity quiet tests/PoolResource.WebTests
SCREENSHOTS=$PWD/docs FONTCONFIG_FILE=$work/fonts.conf tests/PoolResource.WebTests/bin/Debug/net10.0/PoolResource.WebTests \
  -noLogo -explicit only -method '*.Screenshots.AreMade'
ls -l docs/web.png docs/web-pool.png
