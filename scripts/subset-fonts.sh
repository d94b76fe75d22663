#!/bin/sh
# Cuts the theme's typefaces out of the Newsreader package. Run by hand, once per
# release of the typeface; the results are committed, so a build needs no font tool.
# The same package and the same tool versions give the same bytes.
#
#   scripts/subset-fonts.sh
#
# Needs: npm (to fetch the package), python3 with venv.
set -eu

package=@fontsource-variable/newsreader@5.3.0
tools="fonttools==4.68.0 brotli==1.2.1"
out=$(cd "$(dirname "$0")/.." && pwd)/static/theme/fonts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Latin-1, the punctuation and signs that newspapers set, and (in the "ext" files,
# which a browser fetches only for a page that uses them) Latin Extended-A, with the
# Romanian comma-below letters: Polish, Czech, Turkish, Hungarian, Baltic names.
basic=U+0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+2000-2044,U+2074,U+20AC,U+2122,U+2190-2193,U+2212
extended=U+100-130,U+132-151,U+154-17F,U+218-21B,U+2116
features=kern,liga,calt,ccmp,locl,mark,mkmk,lnum,tnum

cd "$work"
npm pack --silent "$package" >/dev/null
tar xzf ./*.tgz
python3 -m venv venv
# shellcheck disable=SC2086  # a list of requirements
venv/bin/pip install --quiet --disable-pip-version-check $tools

# cut NAME SOURCE UNICODES AXIS=VALUE...
cut() {
    name=$1 source=$2 unicodes=$3
    shift 3
    venv/bin/fonttools varLib.instancer "package/files/newsreader-$source.woff2" "$@" \
        --no-recalc-timestamp --quiet --output instance.ttf
    venv/bin/pyftsubset instance.ttf --unicodes="$unicodes" --layout-features="$features" \
        --no-hinting --desubroutinize --name-IDs=0,1,2,13,14 --no-recalc-timestamp \
        --flavor=woff2 --output-file="$out/$name.woff2"
}

for half in "latin:$basic:" "latin-ext:$extended:-ext"; do
    subset=${half%%:*} rest=${half#*:}
    unicodes=${rest%:*} suffix=${rest##*:}
    cut "np-head$suffix" "$subset-opsz-normal" "$unicodes" opsz=72 wght=600
    cut "np-text$suffix" "$subset-opsz-normal" "$unicodes" opsz=16 wght=400:700
    cut "np-text-italic$suffix" "$subset-opsz-italic" "$unicodes" opsz=16 wght=400
done

cp package/LICENSE "$out/OFL.txt"
wc -c "$out"/*.woff2
