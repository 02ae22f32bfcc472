#!/usr/bin/env bash
# Sees to it that there is a Chromium for the browser tests: the one that CHROME
# names, one that is installed, or Debian's, which it installs.
set -euo pipefail

for browser in "${CHROME:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$browser" ] && command -v "$browser" >/dev/null; then
    echo "browser: $(command -v "$browser")"
    exit 0
  fi
done
if [ -n "${CHROME:-}" ]; then
  echo "CHROME names $CHROME, which is not a program" >&2
  exit 1
fi

if ! command -v apt-get >/dev/null; then
  echo "The browser tests need Chromium, and there is no apt-get here to install it." >&2
  echo "Install Chromium or Chrome, or name it: CHROME=/path/to/chrome make test" >&2
  exit 1
fi
if [ "$(id -u)" != 0 ]; then
  echo "The browser tests need Chromium. Install it with" >&2
  echo "  sudo apt-get update && sudo apt-get install -y chromium" >&2
  echo "or name the one to use: CHROME=/path/to/chrome make test" >&2
  exit 1
fi
echo "installing Chromium from Debian's packages for the browser tests (about a minute)"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium >/dev/null
echo "browser: $(command -v chromium)"
