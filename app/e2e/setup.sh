#!/usr/bin/env bash
# Sees to it that everything the tests under app/e2e need is there:
#   Chromium     the one that CHROME names, one that is installed, or Debian's
#   Java         for the Nu HTML checker; any from 17 on
#   nginx, Caddy where they are missing, Debian's are unpacked into build/hosts and
#                not installed, so that no service starts on anybody's machine
#   npm packages axe-core and vnu-jar, at the versions of package-lock.json
# It says what it installs. Where it has not the rights, it says what to install.
# What is there already is left alone, so it can be run before every test.
set -euo pipefail
cd "$(dirname "$0")"

missing=()
have() { command -v "$1" >/dev/null; }

browser=
for name in "${CHROME:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$name" ] && have "$name"; then browser=$name; break; fi
done
if [ -n "${CHROME:-}" ] && [ "$browser" != "$CHROME" ]; then
  echo "CHROME names $CHROME, which is not a program" >&2
  exit 1
fi
[ -n "$browser" ] || missing+=(chromium)
have java || missing+=(default-jre-headless)
have npm || missing+=(npm)

if [ ${#missing[@]} -gt 0 ]; then
  if ! have apt-get; then
    echo "The browser tests need ${missing[*]} (Debian's names), and there is no apt-get here to install them." >&2
    echo "Install them by hand; another Chromium or Chrome can be named: CHROME=/path/to/chrome make test" >&2
    exit 1
  fi
  if [ "$(id -u)" != 0 ]; then
    echo "The browser tests need ${missing[*]}. Install with" >&2
    echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
    echo "Another Chromium or Chrome can be named: CHROME=/path/to/chrome make test" >&2
    exit 1
  fi
  echo "installing ${missing[*]} from Debian's packages for the browser tests (a minute or two)"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# The hosts that the site is tried on.
hosts=$(cd ../.. && pwd)/build/hosts
module=usr/lib/nginx/modules/ngx_http_brotli_static_module.so
found() { have "$1" || [ -x "/usr/sbin/$1" ] || [ -x "$hosts/usr/sbin/$1" ] || [ -x "$hosts/usr/bin/$1" ]; }
packages=()
found nginx && [ -e "/$module" -o -e "$hosts/$module" ] || packages+=(nginx libnginx-mod-http-brotli-static)
found caddy || packages+=(caddy)
if [ ${#packages[@]} -gt 0 ]; then
  if ! have apt-get; then
    echo "The tests of hosts need ${packages[*]} (Debian's names), and there is no apt-get here to fetch them. Install them by hand." >&2
    exit 1
  fi
  echo "unpacking ${packages[*]} from Debian's packages into build/hosts for the tests"
  mkdir -p "$hosts"
  download() { (cd "$hosts" && apt-get download -qq "${packages[@]}" 2>/dev/null); }
  if ! download; then
    if [ "$(id -u)" = 0 ]; then apt-get update -qq; fi
    download || { echo "apt-get finds no ${packages[*]}; run: sudo apt-get update" >&2; exit 1; }
  fi
  for file in "$hosts"/*.deb; do dpkg-deb -x "$file" "$hosts"; done
  rm -f "$hosts"/*.deb
fi

# npm writes down what it has installed; where that is what is asked for,
# nothing is to be done.
if ! cmp -s package-lock.json node_modules/.installed; then
  echo "installing axe-core and the Nu HTML checker from npm for the tests"
  npm ci --loglevel=error >/dev/null
  cp package-lock.json node_modules/.installed
fi
echo "browser tests: ready"
