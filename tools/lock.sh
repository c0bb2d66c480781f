#!/usr/bin/env bash
# Pins requirements.in and requirements-dev.in with hashes, in an environment of its own under .venv.
# The pip configuration of this machine is left aside, so that the hashes are those everybody gets.
set -eu
cd "$(dirname "$0")/.."
export PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS=
[ -x .venv/lock/bin/pip-compile ] || { python3 -m venv .venv/lock && .venv/lock/bin/python -m pip install --quiet pip-tools==7.6.2; }
for name in requirements requirements-dev; do
  .venv/lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
    --annotation-style=line --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
    --output-file "$name.txt" "$name.in"
done
