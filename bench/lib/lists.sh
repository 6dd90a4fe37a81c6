#!/usr/bin/env bash
# Measures lists, filters and look-ups in a large catalog against a small one: [releases [artifacts]].
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)

"$root/slipway" build -q -pl bench -am
exec "$("$root/slipway" java-home)/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$root/bench/target/classes:$root/bench/target/lib/*" dev.slipway.bench.Lists "$@"
