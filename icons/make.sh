#!/usr/bin/env bash
# Draws every icon file anew from icon.svg, and the smallest from icon-small.svg.
# Needs the Tauri CLI (in ui/node_modules, or named by TAURI) and ImageMagick, which packs the .ico.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
tauri=${TAURI:-../ui/node_modules/.bin/tauri}
drawn=$(mktemp -d)
trap 'rm -rf "$drawn"' EXIT

"$tauri" icon icon.svg --output "$drawn/set"
"$tauri" icon icon.svg --output "$drawn/large" --png 48,64,128,256
"$tauri" icon icon-small.svg --output "$drawn/small" --png 16,24,32

cp "$drawn"/set/{128x128.png,128x128@2x.png,icon.png,icon.icns} .
cp "$drawn"/set/{Square*Logo.png,StoreLogo.png} .
cp "$drawn/small/32x32.png" .
convert "$drawn"/small/{16x16,24x24,32x32}.png "$drawn"/large/{48x48,64x64,128x128,256x256}.png icon.ico
