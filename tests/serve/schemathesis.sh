#!/usr/bin/env bash
# Starts a server on the shipped corpus and lets Schemathesis look for answers that its OpenAPI document does not allow.
#   python3 -m venv venv && venv/bin/pip install schemathesis
#   PATH=$PWD/venv/bin:$PATH tests/serve/schemathesis.sh [warwire] [options of `schemathesis run`]
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${1:-target/debug/warwire}
work=$(mktemp -d)
export WARWIRE_TOKEN=0123456789abcdef0123456789abcdef
address=127.0.0.1:${PORT:-7893}
"$program" index --quiet --index "$work/index" corpus
"$program" serve --quiet --index "$work/index" --writable --listen "$address" &
server=$!
trap 'kill $server; wait $server || true; rm -r "$work"' EXIT
until (exec 3<>"/dev/tcp/${address/://}") 2>/dev/null; do sleep 0.1; done
schemathesis --config-file tests/serve/schemathesis.toml run "http://$address/openapi.json" "${@:2}"
