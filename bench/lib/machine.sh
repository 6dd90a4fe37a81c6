# What this machine offers and whether it is quiet.

# Every program that is called, and the Debian package it comes in.
need_programs() {
    local pair program missing=()
    for pair in wrk:wrk curl:curl nginx:nginx-light awk:mawk dd:coreutils sha256sum:coreutils; do
        program=${pair%%:*}
        # Where nginx is put is not on every user's path.
        PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null || missing+=("${pair#*:}")
    done
    PATH=$PATH:/usr/sbin:/sbin
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ -z "$install" ]; then
        say "bench: these Debian packages are missing: ${missing[*]}"
        fail "install them, or let --install do it: apt-get install ${missing[*]}"
    fi
    # The package would start nginx on port 80; a policy that forbids starting keeps it from doing so.
    local policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod +x "$policy"
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    fi
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
    rm -f "$policy"
    trap - EXIT
}

# The share of CPU time that was used during two seconds, in per cent.
cpu_used() {
    local before after
    before=$(head -n 1 /proc/stat)
    sleep 2
    after=$(head -n 1 /proc/stat)
    printf '%s\n%s\n' "$before" "$after" | awk '
        { idle[NR] = $5 + $6; for (i = 2; i <= 9; i++) all[NR] += $i }
        END { printf "%d", 100 - 100 * (idle[2] - idle[1]) / (all[2] - all[1] + 0.001) }'
}

# The load average remembers a build that ended a minute ago, so where it is high the present has the last word.
need_quiet_machine() {
    local load used
    load=$(cut -d ' ' -f 1 /proc/loadavg)
    awk "BEGIN { exit !($load > $(nproc) / 2) }" || return 0
    used=$(cpu_used)
    [ "$used" -gt 15 ] || return 0
    say "bench: the machine is busy: load average $load, $used % of the CPUs in use. Figures would mean little."
    [ -n "$force" ] || fail "wait, or measure all the same with --force"
}

# Somewhere on the disk of the checkout, because /tmp may be memory.
make_work_folder() {
    mkdir -p "$root/bench/target"
    work=$(mktemp -d "$root/bench/target/run.XXXXXX")
    chmod 755 "$work"
    local free
    free=$(df -Pk "$work" | awk 'NR == 2 { print int($4 / 1048576) }')
    [ "$free" -ge 8 ] || fail "8 GiB of free disk are needed below $root/bench/target, there are $free"
}

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            printf '%s\n' "$port"
            return
        fi
    done
}

# Seconds since the machine started, with a nanosecond's resolution where the shell has it.
now() {
    printf '%s\n' "$EPOCHREALTIME"
}

# A line of /proc/PID/status in MiB.
memory_of() {
    awk -v name="$2:" '$1 == name { printf "%.1f", $2 / 1024 }' "/proc/$1/status"
}

# CPU time used by these processes so far, in milliseconds.
cpu_of() {
    local pid sum=0 stat
    for pid in "$@"; do
        stat=$(cat "/proc/$pid/stat")
        # The name in parentheses may hold spaces, so count from behind it.
        set -- ${stat##*) }
        sum=$((sum + ${12} + ${13}))
    done
    printf '%s\n' $((sum * 1000 / $(getconf CLK_TCK)))
}
