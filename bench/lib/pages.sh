#!/usr/bin/env bash
# Measures every list and detail page on the data of the demo, as somebody who is signed in.
set -euo pipefail
unset CDPATH
export LC_ALL=C

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
what=pages
source "$root/bench/lib/report.sh"
source "$root/bench/lib/machine.sh"
source "$root/bench/lib/servers.sh"

warm_up=100
requests=200
limit=0.1

for program in curl awk; do
    command -v "$program" >/dev/null || fail "$program is missing"
done

# What the demo printed behind a word.
told() {
    sed -n "s/^  $1  *\([^ ,]*\).*/\1/p" "$work/demo.log"
}

# Fetches a page with the cookies of an area.
page() {
    curl -sS --fail -H 'Accept: text/html' -b "$work/$1.cookies" -c "$work/$1.cookies" "$slipway$2"
}

# Signs in to an area with the fields of its form.
sign_in() {
    local area=$1 form=$2 token field fields=()
    shift 2
    token=$(page "$area" "$form" | sed -n 's/.*name="form-token" value="\([^"]*\)".*/\1/p' | head -n 1)
    for field in "form-token=$token" "$@"; do
        fields+=(--data-urlencode "$field")
    done
    curl -sS --fail -o /dev/null -H 'Accept: text/html' -b "$work/$area.cookies" -c "$work/$area.cookies" \
        "${fields[@]}" "$slipway$form"
}

# The first address on a page that is all that an extended regular expression says.
linked() {
    local found
    found=$(page "$1" "$2" | grep -o 'href="[^"]*"' | sed 's/^href="//; s/"$//' | grep -Ex "$3" | sed -n 1p)
    [ -n "$found" ] || fail "no link on $2 is like $3"
    printf '%s\n' "$found"
}

# Asks for a page again and again over one connection and reports the median and the 99th percentile.
measure() {
    local area=$1 path=$2 name=${3:-$2} count=$((warm_up + requests)) figures
    figures=$(for ((i = 0; i < count; i++)); do printf 'url = "%s%s"\noutput = /dev/null\n' "$slipway" "$path"; done |
        curl -sS --fail -H 'Accept: text/html' -b "$work/$area.cookies" -w '%{http_code} %{time_starttransfer} %{time_pretransfer}\n' -K - |
        tail -n "$requests" | awk '$1 != 200 { exit 1 } { print $2 - $3 }' | sort -g |
        awk '{ v[NR] = $1 } END { print (v[int(NR / 2)] + v[int(NR / 2) + 1]) / 2, v[int(NR * 0.99)] }')
    [ -n "$figures" ] || fail "$path is not shown"
    report "$name, median" "$(calculate "${figures% *} * 1000")" ms
    report "$name, 99th percentile" "$(calculate "${figures#* } * 1000")" ms
    report "$name, 99th percentile / limit" "$(calculate "${figures#* } / $limit")" "" "<=" 1
}

build_program
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
make_work_folder
slipway_port=$(free_port)
slipway=http://127.0.0.1:$slipway_port
"$root/slipway" demo --port "$slipway_port" --data "$work/data" >"$work/demo.log" 2>&1 &
slipway_pid=$!
until grep -q 'keeps serving' "$work/demo.log"; do
    kill -0 "$slipway_pid" 2>/dev/null || { tail -n 30 "$work/demo.log" >&2 && fail "the demo did not end well"; }
    sleep 0.2
done

sign_in vendor /sign-in "email=$(told e-mail)" "password=$(told password)"
sign_in customer /portal/sign-in "key=$(told license)"
begin_report
for path in /overview /products /releases /licenses /policies /entitlements /users /tokens /webhooks /events /settings \
    /health; do
    measure vendor "$path"
done
id='[0-9a-f-]{36}'
for list in products releases licenses policies entitlements users webhooks events; do
    measure vendor "$(linked vendor "/$list" "/$list/$id")" "/$list/{id}"
done
measure vendor "$(linked vendor /licenses "/licenses/$id")/releases" "/licenses/{id}/releases"
measure customer /portal/releases
measure customer /portal/licenses
measure customer "$(linked customer /portal/releases "/portal/releases/$id")" "/portal/releases/{id}"
end_report
