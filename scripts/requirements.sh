# Sourced by the other scripts: finds Swift and the two C libraries, installs what apt can, names what it cannot.

say() { printf 'relais: %s\n' "$*"; }

need_swift() {
    if ! command -v swift >/dev/null 2>&1; then
        say "swift is missing: install a toolchain, 6.2 or newer, from https://www.swift.org/install/linux/" >&2
        exit 2
    fi
    local version
    version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+)\.([0-9]+).*/\1 \2/p' | head -n 1)
    local major=${version% *} minor=${version#* }
    if [ -z "$version" ] || [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 2 ]; }; then
        say "swift 6.2 or newer is needed, found ${version:+${version/ /.}}" >&2
        exit 2
    fi
}

# need_header HEADER PACKAGE: a C header, and the Debian package that carries it.
missing_packages=()
need_header() {
    local folder
    for folder in /usr/include /usr/local/include "/usr/include/$(uname -m)-linux-gnu"; do
        [ -e "$folder/$1" ] && return 0
    done
    missing_packages+=("$2")
}

# need_command COMMAND PACKAGE
need_command() {
    command -v "$1" >/dev/null 2>&1 || missing_packages+=("$2")
}

install_missing() {
    [ ${#missing_packages[@]} -eq 0 ] && return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        say "missing: ${missing_packages[*]} (Debian's names); install them with your system's packager" >&2
        exit 2
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
            as_root=(sudo -n)
        else
            say "missing: ${missing_packages[*]}. As root: apt-get install ${missing_packages[*]}" >&2
            exit 2
        fi
    fi
    say "installing ${missing_packages[*]}"
    local log
    log=$(mktemp)
    if ! { "${as_root[@]}" apt-get update && DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y \
        --no-install-recommends "${missing_packages[@]}"; } >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        rm -f "$log"
        say "could not install ${missing_packages[*]}; install them, then try again" >&2
        exit 2
    fi
    rm -f "$log"
    missing_packages=()
}

need_build_tools() {
    need_swift
    need_header sqlite3.h libsqlite3-dev
    need_header openssl/evp.h libssl-dev
    install_missing
}
