#!/usr/bin/env bash
# Installs what the browser tests need, where it can: Debian's Chromium, and axe-core from npm.
# What cannot be installed is said here; the tests then skip with a reason (and fail under CI=true).
set -u
cd "$(dirname "$0")/.."
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1 \
      || echo "Chromium could not be installed: browser tests will be skipped" >&2
  else
    echo "no Chromium here and no right to install it: browser tests will be skipped" >&2
  fi
fi
if [ ! -f build/npm/node_modules/axe-core/axe.min.js ]; then
  if command -v npm >/dev/null; then
    npm install --silent --no-audit --no-fund --prefix build/npm axe-core >/dev/null 2>&1 \
      || echo "axe-core could not be installed: the accessibility test will be skipped" >&2
  else
    echo "no npm here: the accessibility test will be skipped" >&2
  fi
fi
exit 0
