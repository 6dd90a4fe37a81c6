#!/usr/bin/env bash
# Sends one large file to /v3 in both forms and shows what memory that takes: [MiB, 2048 unless given].
set -euo pipefail
unset CDPATH
export LC_ALL=C

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
what=v3-uploads
source "$root/bench/lib/report.sh"
source "$root/bench/lib/machine.sh"
source "$root/bench/lib/servers.sh"

size=${1:-2048}
[[ $size =~ ^[1-9][0-9]*$ ]] || fail "the size is a number of MiB: $size"
for program in curl awk dd md5sum; do
    command -v "$program" >/dev/null || fail "$program is missing"
done

# The first text that a member of that name has in the JSON on standard input.
member() {
    sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

post_v3() {
    curl -sS --fail-with-body -X POST -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
        -d "$2" "$slipway/v3/$1" || { say "" && fail "POST /v3/$1 was refused"; }
}

# Runs a command and sets how many seconds it took.
timed() {
    local from
    from=$(now)
    "$@"
    seconds=$(calculate "$(now) - $from")
}

# Sends a file as a name with the given arguments of curl, and compares the digest that comes back.
send() {
    local file=$1 name=$2 answer
    shift 2
    answer=$(curl -sS --fail-with-body -X PUT -H "Authorization: Bearer $token" "$@" "$slipway/v3/$release/$name") ||
        fail "the file was refused: $answer"
    [ "$(member checksum <<<"$answer")" = "$(md5sum "$file" | cut -d ' ' -f 1)" ] ||
        fail "what was kept is not what was sent: $answer"
}

resident() {
    memory_of "$slipway_pid" "$1"
}

build_program
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
make_work_folder
begin_report
start_slipway
token=$(curl -sS -X POST -u "$admin_email:$admin_password" "$slipway/v1/tokens" | member token)
product=$(post_v3 products '{"name":"Large"}' | sed 's/^{"id":"\([^"]*\)".*/\1/')
release=$(post_v3 releases "{\"name\":\"Large\",\"version\":\"1.0\",\"platform\":\"linux\",\"productId\":\"$product\"}" |
    sed 's/^{"id":"\([^"]*\)".*/\1/')
large=$work/large.bin
dd if=/dev/urandom of="$large" bs=1M count="$size" status=none

report "v3-uploads: memory after start" "$(resident VmRSS)" MiB
for round in 1 2; do
    cpu=$(cpu_of "$slipway_pid")
    timed send "$large" large.bin -T "$large"
    report "v3-uploads: $size MiB as they are (and md5sum)" "$seconds" s
    report "v3-uploads: our CPU time for it" "$(calculate "($(cpu_of "$slipway_pid") - $cpu) / 1000")" s
    report "v3-uploads: memory after that" "$(resident VmRSS)" MiB
    cpu=$(cpu_of "$slipway_pid")
    timed send "$large" large.bin -F "file=@$large"
    report "v3-uploads: $size MiB in a form (and md5sum)" "$seconds" s
    report "v3-uploads: our CPU time for it" "$(calculate "($(cpu_of "$slipway_pid") - $cpu) / 1000")" s
    report "v3-uploads: memory after that" "$(resident VmRSS)" MiB
    [ "$round" -ne 1 ] || before=$(resident VmHWM)
done
timed curl -sS -o "$work/fetched" -H "Authorization: Bearer $token" "$slipway/v3/$release/large.bin"
cmp "$large" "$work/fetched" || fail "what is served is not what was sent"
report "v3-uploads: fetching $size MiB" "$seconds" s
report "v3-uploads: memory after that" "$(resident VmRSS)" MiB
report "v3-uploads: greatest memory" "$(resident VmHWM)" MiB
report "v3-uploads: growth of it after the first round" "$(calculate "$(resident VmHWM) - $before")" MiB "<=" 32
end_report
