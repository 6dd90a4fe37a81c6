# The measures. Samples of both sides alternate, so that what else the machine does falls on both.

rounds=3

# Runs wrk for some seconds; sets rate, p50, p99, refused and broken.
load() {
    local seconds=$1 line
    shift
    line=$(wrk -t 2 -c 64 -d "${seconds}s" -s "$root/bench/lib/wrk.lua" "$@" | sed -n 's/^wrk //p')
    [ -n "$line" ] || fail "wrk failed"
    local pair
    for pair in $line; do
        printf -v "${pair%%=*}" '%s' "${pair#*=}"
    done
}

measure_check() {
    local address=$slipway/v1/releases/1.0.0/upgrade authorization="Authorization: License $license_key"
    local status size before i
    status=$(curl -sS -o "$work/check" -w '%{http_code}' -H "$authorization" "$address")
    [ "$status" = 200 ] && grep -q '"next":"1.1.0"' "$work/check" ||
        fail "the upgrade check is answered with $status: $(cat "$work/check")"
    size=$(wc -c <"$work/check")
    cp "$work/check" "$work/nginx/files/check"

    load 10 -H "$authorization" "$address"
    local ratios=() rates=() bases=() p50s=() p99s=() base_p50s=() base_p99s=() failed=0
    for ((i = 1; i <= rounds; i++)); do
        load 5 "$nginx/check"
        before=$rate
        bases+=("$rate")
        base_p50s+=("$p50")
        base_p99s+=("$p99")
        load 10 -H "$authorization" "$address"
        local ours=$rate
        rates+=("$rate")
        p50s+=("$p50")
        p99s+=("$p99")
        failed=$((failed + refused + broken))
        load 5 "$nginx/check"
        bases+=("$rate")
        base_p50s+=("$p50")
        base_p99s+=("$p99")
        ratios+=("$(calculate "$ours / (($before + $rate) / 2)")")
    done
    report "check: body of both" "$size" bytes
    report "check: nginx" "$(median "${bases[@]}")" "req/s"
    report "check: nginx p50" "$(median "${base_p50s[@]}")" us
    report "check: nginx p99" "$(median "${base_p99s[@]}")" us
    report "check: slipway" "$(median "${rates[@]}")" "req/s"
    report "check: slipway p50" "$(median "${p50s[@]}")" us
    report "check: slipway p99" "$(median "${p99s[@]}")" us
    report "check: answers other than 2xx, and failures" "$failed" "" "<=" 0
    report "check: RATIO of requests per second" "$(median "${ratios[@]}")" "" ">=" 0.3
    report "check: ratio of p99" "$(calculate "$(median "${p99s[@]}") / $(median "${base_p99s[@]}")")" ""
}

# Seconds to fetch an address with some parallel clients.
fetch() {
    local clients=$1 address=$2 began ended i pids=() pid
    began=$(now)
    for ((i = 1; i <= clients; i++)); do
        curl -sS --fail -o /dev/null "$address" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do
        wait "$pid" || fail "a download failed: $address"
    done
    ended=$(now)
    calculate "$ended - $began"
}

measure_download() {
    local mebibytes=256 file=$work/nginx/files/artifact artifact i before link
    head -c "${mebibytes}M" /dev/urandom >"$file"
    artifact=$(upload "$file" artifact.bin)
    [ "$(curl -sS --fail "$(signed_link "$artifact")" | sha256sum)" = "$(sha256sum <"$file")" ] ||
        fail "what is downloaded is not what was uploaded"
    fetch 4 "$(signed_link "$artifact")" >/dev/null
    fetch 4 "$nginx/artifact" >/dev/null

    local memory_before memory_after clients ratios ours bases seconds volume
    local cpu=0 base_cpu=0 gibibytes=0
    local workers
    workers=$(cat "/proc/$nginx_pid/task/$nginx_pid/children")
    memory_before=$(memory_of "$slipway_pid" VmRSS)
    for clients in 1 4; do
        ratios=() ours=() bases=()
        volume=$(calculate "$clients * $mebibytes")
        for ((i = 1; i <= 9; i++)); do
            # shellcheck disable=SC2086
            before=$(cpu_of $workers)
            bases+=("$(calculate "$volume / $(fetch "$clients" "$nginx/artifact")")")
            # shellcheck disable=SC2086
            base_cpu=$((base_cpu + $(cpu_of $workers) - before))
            link=$(signed_link "$artifact")
            before=$(cpu_of "$slipway_pid")
            seconds=$(fetch "$clients" "$link")
            cpu=$((cpu + $(cpu_of "$slipway_pid") - before))
            ours+=("$(calculate "$volume / $seconds")")
            gibibytes=$(calculate "$gibibytes + $volume / 1024")
        done
        report "download: nginx, $clients at once" "$(median "${bases[@]}")" "MiB/s"
        report "download: slipway, $clients at once" "$(median "${ours[@]}")" "MiB/s"
        report "download: RATIO of bytes per second, $clients at once" \
            "$(calculate "$(median "${ours[@]}") / $(median "${bases[@]}")")" "" ">=" 0.9
    done
    memory_after=$(memory_of "$slipway_pid" VmRSS)
    report "download: CPU of nginx" "$(calculate "$base_cpu / $gibibytes")" "ms/GiB"
    report "download: CPU of slipway" "$(calculate "$cpu / $gibibytes")" "ms/GiB"
    report "download: RATIO of CPU per byte" \
        "$(calculate "($cpu / $gibibytes) / ($base_cpu / $gibibytes)")" "" "<=" 1.5
    report "download: growth of resident memory" "$(calculate "$memory_after - $memory_before")" MiB "<=" 16
}

measure_upload() {
    local file=$work/upload artifact i began ratios=() ours=() bases=() seconds base resident
    head -c 1024M /dev/urandom >"$file"
    # The highest resident memory so far is forgotten, so that it is this measure's own.
    { echo 5 >"/proc/$slipway_pid/clear_refs"; } 2>/dev/null || true
    for ((i = 1; i <= rounds; i++)); do
        sync
        began=$(now)
        sha256sum "$file" >/dev/null
        dd if="$file" of="$work/copy" bs=1M conv=fsync status=none
        base=$(calculate "$(now) - $began")
        rm "$work/copy"
        sync
        began=$(now)
        artifact=$(upload "$file" "upload-$i.bin")
        seconds=$(calculate "$(now) - $began")
        curl -sS --fail -o /dev/null -X DELETE -H "Authorization: Bearer $token" "$slipway/v1/artifacts/$artifact" ||
            fail "an artifact could not be deleted"
        bases+=("$base")
        ours+=("$seconds")
        ratios+=("$(calculate "$base / $seconds")")
    done
    rm "$file"
    report "upload: sha256sum, then dd with fsync, of 1 GiB" "$(median "${bases[@]}")" s
    report "upload: slipway, 1 GiB" "$(median "${ours[@]}")" s
    report "upload: RATIO of these seconds" "$(median "${ratios[@]}")" "" ">=" 0.7
    report "upload: highest resident memory" "$(memory_of "$slipway_pid" VmHWM)" MiB
}

# Starts the program on a folder, runs the first request with credentials, and stops it; sets healthy and answered.
time_start() {
    local folder=$1 began
    shift
    began=$(now)
    launch_slipway "$folder"
    await_health
    healthy=$(calculate "$(now) - $began")
    curl -sS --fail -o /dev/null "${@//ORIGIN/$slipway}" || fail "the first request was refused"
    answered=$(calculate "$(now) - $began")
    stop_slipway
}

measure_start() {
    local i healths=() answers=()
    for ((i = 1; i <= 5; i++)); do
        time_start "$work/data" -H "Authorization: License $license_key" ORIGIN/v1/releases/1.0.0/upgrade
        healths+=("$healthy")
        answers+=("$answered")
    done
    report "start: existing data, /healthz" "$(median "${healths[@]}")" s "<=" 2.5
    report "start: existing data, first check" "$(median "${answers[@]}")" s "<=" 2.5
    healths=() answers=()
    for ((i = 1; i <= 5; i++)); do
        time_start "$work/empty" -X POST -u "$admin_email:$admin_password" ORIGIN/v1/tokens
        healths+=("$healthy")
        answers+=("$answered")
        rm -rf "$work/empty"
    done
    report "start: empty folder, /healthz" "$(median "${healths[@]}")" s "<=" 2.5
    report "start: empty folder, first token" "$(median "${answers[@]}")" s "<=" 2.5
}

measure_idle_memory() {
    sleep 10
    report "memory: resident, idle for 10 s" "$(memory_of "$slipway_pid" VmRSS)" MiB "<=" 200
}

measure_memory_after_load() {
    report "memory: resident, after all of this" "$(memory_of "$slipway_pid" VmRSS)" MiB
}
