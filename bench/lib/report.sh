# Figures, bars and the table of results.

results=()
missed=0

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "bench: $*"
    exit 1
}

# Evaluates an expression of numbers.
calculate() {
    awk "BEGIN { printf \"%.${2:-6}g\", $1 }"
}

median() {
    printf '%s\n' "$@" | sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

begin_report() {
    began=$(date +%s)
    printf '\nSlipway %s, %s CPUs, load %s, %s\n\n' \
        "$(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)" \
        "$(nproc)" "$(cut -d ' ' -f 1 /proc/loadavg)" "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
    printf '%-52s %12s  %-8s %s\n' measure value unit bar
}

# Adds a line: name, value, unit and, where there is a bar, ">=" or "<=" and its value.
report() {
    local name=$1 value=$2 unit=$3 operator=${4:-} bar=${5:-} verdict=
    if [ -n "$operator" ]; then
        verdict=ok
        if ! awk "BEGIN { exit !($value $operator $bar) }"; then
            verdict=MISSED
            missed=$((missed + 1))
        fi
    fi
    printf '%-52s %12s  %-8s %s\n' "$name" "$(awk "BEGIN { printf \"%.5g\", $value }")" "$unit" \
        "${operator:+$operator $bar $verdict}"
    local json
    json="{\"name\":\"$name\",\"value\":$value,\"unit\":\"$unit\""
    [ -z "$operator" ] || json="$json,\"bar\":\"$operator $bar\",\"met\":$([ "$verdict" = ok ] && echo true || echo false)"
    results+=("$json}")
}

end_report() {
    local folder=$root/bench/results file joined
    mkdir -p "$folder"
    file=$folder/$(date -u +%Y%m%dT%H%M%SZ)-$what.json
    joined=$(IFS=, && printf '%s' "${results[*]}")
    cat >"$file" <<JSON
{"revision":"$(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)","time":"$(date -u +%Y-%m-%dT%H:%M:%SZ)","cpus":$(nproc),"results":[$joined]}
JSON
    printf '\nTook %s s; written to %s\n' "$(($(date +%s) - began))" "${file#"$root/"}"
    if [ "$missed" -gt 0 ]; then
        printf '%s bars missed\n' "$missed"
        exit 1
    fi
}
