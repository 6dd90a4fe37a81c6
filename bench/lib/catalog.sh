# The data that is measured: one product, one license and some hundred releases, made over the API.

further_releases=300

# The id of what an answer describes.
id_of() {
    sed -n 's/^{"data":{"id":"\([^"]*\)".*/\1/p'
}

# Posts a document and prints the answer.
post() {
    curl -sS --fail-with-body -X POST -H "Authorization: Bearer $token" -H 'Content-Type: application/vnd.api+json' \
        -d "$2" "$slipway/v1/$1" || { say "" && fail "POST /v1/$1 was refused"; }
}

reference() {
    printf '"%s":{"data":{"type":"%s","id":"%s"}}' "$1" "$2" "$3"
}

release_body() {
    printf '{"data":{"type":"releases","attributes":{"name":"Tool %s","version":"%s","channel":"%s","status":"PUBLISHED"},"relationships":{%s}}}' \
        "$1" "$1" "$2" "$(reference product products "$product")"
}

# Releases older than 1.0.0 and, in other channels, newer: neither is what the check answers with.
make_further_releases() {
    local i version channel config=$work/releases.curl refused
    for ((i = 1; i <= further_releases; i++)); do
        if ((i % 3 == 0)); then
            version=1.2.0-dev.$i channel=dev
        else
            version=0.$i.0 channel=stable
        fi
        printf 'url = "%s"\nheader = "Authorization: Bearer %s"\nheader = "Content-Type: application/vnd.api+json"\n' \
            "$slipway/v1/releases" "$token"
        printf 'data = "%s"\noutput = "/dev/null"\nwrite-out = "%%{http_code}\\n"\nnext\n' \
            "$(release_body "$version" "$channel" | sed 's/"/\\"/g')"
    done | sed '$d' >"$config"
    refused=$(curl -sS -K "$config" | grep -vc '^201$' || true)
    [ "$refused" -eq 0 ] || fail "$refused of $further_releases releases were refused"
}

prepare_catalog() {
    local policy release
    start_slipway
    token=$(curl -sS -X POST -u "$admin_email:$admin_password" "$slipway/v1/tokens" |
        sed -n 's/.*"token":"\([^"]*\)".*/\1/p')
    [ -n "$token" ] || fail "no token was given"
    product=$(post products '{"data":{"type":"products","attributes":{"name":"Tool"}}}' | id_of)
    policy=$(post policies "{\"data\":{\"type\":\"policies\",\"attributes\":{\"name\":\"Mixed\",\"authenticationStrategy\":\"MIXED\"},\"relationships\":{$(reference product products "$product")}}}" | id_of)
    license_key=$(post licenses "{\"data\":{\"type\":\"licenses\",\"relationships\":{$(reference policy policies "$policy")}}}" |
        sed -n 's/.*"key":"\([^"]*\)".*/\1/p')
    release=$(post releases "$(release_body 1.0.0 stable)" | id_of)
    post releases "$(release_body 1.1.0 stable)" >/dev/null
    [ -n "$license_key" ] && [ -n "$release" ] || fail "an answer could not be understood"
    download_release=$release
    make_further_releases
    stop_slipway
}

# Announces an artifact and prints its id and the address for its bytes.
announce() {
    local headers=$work/headers body
    body=$(curl -sS -D "$headers" -X POST -H "Authorization: Bearer $token" -H 'Content-Type: application/vnd.api+json' \
        -d "{\"data\":{\"type\":\"artifacts\",\"attributes\":{\"filename\":\"$1\"},\"relationships\":{$(reference release releases "$download_release")}}}" \
        "$slipway/v1/artifacts")
    printf '%s %s\n' "$(id_of <<<"$body")" "$(location "$headers")"
}

location() {
    sed -n 's/^[Ll]ocation: *\([^\r]*\)\r*$/\1/p' "$1"
}

# Uploads a file and prints the id of the artifact.
upload() {
    local id address status
    read -r id address < <(announce "$2")
    [ -n "$address" ] || fail "the artifact was refused: $id"
    status=$(curl -sS -o "$work/answer" -w '%{http_code}' -T "$1" "$address")
    [ "$status" = 200 ] || fail "the upload was answered with $status: $(cat "$work/answer")"
    printf '%s\n' "$id"
}

# A fresh signed address of an artifact's bytes.
signed_link() {
    curl -sS -o /dev/null -w '%{redirect_url}' -H "Authorization: License $license_key" "$slipway/v1/artifacts/$1"
}
