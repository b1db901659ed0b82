#!/usr/bin/env bash
# Writes latest.json beside the packages: what the newest version is, and where each system finds it. Only what has a
# signature beside it is named. Usage: manifest.sh FOLDER VERSION ADDRESS-OF-THE-FILES
set -euo pipefail
shopt -s nullglob
folder=$1 version=$2 address=$3

platforms='{}'
add() {
    local platform=$1 file
    for file in "${@:2}"; do
        [ -f "$file.sig" ] || continue
        platforms=$(jq --arg platform "$platform" --arg url "$address/$(basename "$file")" --rawfile signature "$file.sig" \
            '.[$platform] = {url: $url, signature: ($signature | rtrimstr("\n"))}' <<<"$platforms")
    done
}
add linux-x86_64 "$folder"/*_amd64.AppImage
add windows-x86_64 "$folder"/*_x64-setup.exe
add darwin-aarch64 "$folder"/*macos-aarch64.app.tar.gz
add darwin-x86_64 "$folder"/*macos-x86_64.app.tar.gz

jq --null-input --arg version "$version" --arg date "$(date --utc +%Y-%m-%dT%H:%M:%SZ)" --argjson platforms "$platforms" \
    '{version: $version, pub_date: $date, platforms: $platforms}' >"$folder/latest.json"
