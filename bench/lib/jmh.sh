#!/usr/bin/env bash
# Runs the JMH benchmarks; arguments go to JMH, for instance the name of one of them, or -l to list them.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)

"$root/slipway" build -q -pl bench -am
mkdir -p "$root/bench/results"
# The libraries are named before the classes are looked for, so that the shell does not read the star.
exec "$("$root/slipway" java-home)/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$root/bench/target/classes:$root/bench/target/lib/*" org.openjdk.jmh.Main \
    -rf json -rff "$root/bench/results/$(date -u +%Y%m%dT%H%M%SZ)-jmh.json" "$@"
