# The two servers: started on 127.0.0.1 on free ports, ended with this script.

work=
slipway_pid=
nginx_pid=

admin_email=admin@example.com
admin_password=correct-horse-battery

build_program() {
    # The launcher builds what is not up to date before it runs a command, so no measured start includes a build.
    "$root/slipway" --version >/dev/null
}

# Starts the program on a data folder; it answers some time later.
launch_slipway() {
    slipway_port=$(free_port)
    slipway=http://127.0.0.1:$slipway_port
    SLIPWAY_ADMIN_EMAIL=$admin_email SLIPWAY_ADMIN_PASSWORD=$admin_password \
        "$root/slipway" serve --port "$slipway_port" --data "$1" >>"$work/slipway.log" 2>&1 &
    slipway_pid=$!
}

await_health() {
    local status attempts=0
    until {
        status=
        { exec 3<>"/dev/tcp/127.0.0.1/$slipway_port"; } 2>/dev/null &&
            printf 'GET /healthz HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n' >&3 &&
            read -r -t 5 status <&3
        exec 3>&- 3<&-
        [[ $status == *" 200 "* ]]
    }; do
        kill -0 "$slipway_pid" 2>/dev/null || { tail -n 30 "$work/slipway.log" >&2 && fail "slipway did not start"; }
        attempts=$((attempts + 1))
        [ "$attempts" -lt 3000 ] || fail "slipway did not answer within 30 s"
        sleep 0.005
    done
}

start_slipway() {
    launch_slipway "$work/data"
    await_health
}

stop_slipway() {
    [ -n "$slipway_pid" ] || return 0
    kill "$slipway_pid" 2>/dev/null || true
    wait "$slipway_pid" 2>/dev/null || true
    slipway_pid=
}

start_nginx() {
    nginx_port=$(free_port)
    nginx=http://127.0.0.1:$nginx_port
    mkdir -p "$work/nginx/files"
    local user=
    # Started by root, workers would become a user who cannot read the files.
    [ "$(id -u)" -ne 0 ] || user='user root;'
    cat >"$work/nginx/nginx.conf" <<CONF
$user
daemon off;
worker_processes 2;
pid $work/nginx/nginx.pid;
error_log $work/nginx/error.log;
events { worker_connections 1024; }
http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_timeout 60;
    keepalive_requests 100000000;
    default_type application/vnd.api+json;
    client_body_temp_path $work/nginx/body;
    proxy_temp_path $work/nginx/proxy;
    fastcgi_temp_path $work/nginx/fastcgi;
    uwsgi_temp_path $work/nginx/uwsgi;
    scgi_temp_path $work/nginx/scgi;
    server {
        listen 127.0.0.1:$nginx_port;
        root $work/nginx/files;
    }
}
CONF
    nginx -p "$work/nginx" -e "$work/nginx/error.log" -c "$work/nginx/nginx.conf" &
    nginx_pid=$!
    local attempts=0
    until curl -s -o /dev/null "$nginx/"; do
        attempts=$((attempts + 1))
        [ "$attempts" -lt 200 ] || { cat "$work/nginx/error.log" >&2 && fail "nginx did not start"; }
        sleep 0.02
    done
}

start_both() {
    start_slipway
    start_nginx
}

clean_up() {
    trap - EXIT
    [ -z "$nginx_pid" ] || kill "$nginx_pid" 2>/dev/null || true
    stop_slipway
    [ -z "$nginx_pid" ] || wait "$nginx_pid" 2>/dev/null || true
    [ -z "$work" ] || rm -rf "$work"
}
