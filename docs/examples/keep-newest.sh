#!/bin/sh
# Keep the newest artifacts of every repository, delete the others, collect the garbage and wait for that.
#
#   REGISTRY=https://registry.example.org CREDENTIAL=admin:SECRET KEEP=5 sh keep-newest.sh
#
# Needs curl and jq. PROJECT=name looks at that project alone. Rules of retention do the same without a script.
set -eu
API="$REGISTRY/api/v2.0"
KEEP="${KEEP:-5}"

api() { # METHOD PATH [BODY]
    if [ $# -gt 2 ]; then
        curl --silent --show-error --fail --user "$CREDENTIAL" -X "$1" -H 'Content-Type: application/json' -d "$3" "$API$2"
    else
        curl --silent --show-error --fail --user "$CREDENTIAL" -X "$1" "$API$2"
    fi
}

pages() { # PATH, which has a query already: every item of the list, one JSON object a line
    page=1
    while items=$(api GET "$1&page_size=${PAGE:-100}&page=$page") && [ "$items" != "[]" ]; do
        printf '%s\n' "$items" | jq --compact-output '.[]'
        page=$((page + 1))
    done
}

# A repository's name may hold slashes: encoded twice it is one segment of a path.
segment() { jq --null-input --raw-output --arg name "$1" '$name | @uri | @uri'; }

pages "/projects?name=${PROJECT:-}" | jq --raw-output .name | while read -r project; do
    pages "/projects/$project/repositories?sort=name" | jq --raw-output .name | while read -r repository; do
        path="/projects/$project/repositories/$(segment "${repository#"$project"/}")/artifacts"
        # The whole list first: pages move while artifacts go.
        old=$(pages "$path?with_tag=true&sort=-push_time" | jq --raw-output .digest | tail -n "+$((KEEP + 1))")
        for digest in $old; do
            echo "delete $repository@$digest"
            api DELETE "$path/$digest"
        done
    done
done

place=$(curl --silent --show-error --fail --user "$CREDENTIAL" --output /dev/null --dump-header - \
    -H 'Content-Type: application/json' -d '{"schedule":{"type":"Manual"},"parameters":{"delete_untagged":true}}' \
    "$API/system/gc/schedule" | tr -d '\r' | sed -n 's/^[Ll]ocation: .*\/\([0-9]*\)$/\1/p')
while status=$(api GET "/system/gc/$place" | jq --raw-output .job_status) &&
    [ "$status" = Pending ] || [ "$status" = Running ] || [ "$status" = Scheduled ]; do
    sleep 1
done
api GET "/system/gc/$place" |
    jq --raw-output '.job_status + ": " + (.job_parameters | fromjson | "\(.freed_space) bytes of \(.purged_blobs) blobs freed")'
[ "$status" = Success ]
