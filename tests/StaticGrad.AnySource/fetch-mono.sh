#!/usr/bin/env bash
# Fetches Debian's source package of mono and unpacks its C# files into a folder: fetch-mono.sh FOLDER
# The system's package lists and sources stay as they are: apt gets a folder of its own.
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: $0 FOLDER" >&2
  exit 2
fi

mkdir -p "$1"
target=$(cd "$1" && pwd)
apt=$(mktemp -d)
trap 'rm -rf "$apt"' EXIT
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/parts"

# The mirror and the release of this machine, where it is a Debian; else Debian's own.
release=$(. /etc/os-release; [ "${ID:-}" = debian ] && echo "${VERSION_CODENAME:-}" || true)
key=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb-src [signed-by=$key] ${DEBIAN_MIRROR:-http://deb.debian.org/debian} ${release:-bookworm} main" > "$apt/sources.list"

options=(
  -o "Dir::Etc::SourceList=$apt/sources.list"
  -o "Dir::Etc::SourceParts=$apt/parts"
  -o "Dir::State::Lists=$apt/lists"
  -o "Dir::Cache=$apt/cache"
  -o "APT::Sandbox::User="
)
apt-get "${options[@]}" update
(cd "$target" && apt-get "${options[@]}" source --download-only mono)

# Upstream's tree without Debian's patches: they are about building, not about C#.
archive=$(ls "$target"/mono_*.orig.tar.*)
mkdir -p "$target/mono"
tar -xf "$archive" -C "$target/mono" --strip-components=1 --wildcards '*.cs'
echo "$(find "$target/mono" -name '*.cs' | wc -l) C# files in $target/mono"
