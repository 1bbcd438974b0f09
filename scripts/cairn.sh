#!/bin/sh
# Everything a newcomer, the Makefile and CI run, in one POSIX script.
#
# It needs Python 3.11 or newer. What else is missing it installs with apt-get where it may (root or
# sudo), and where it may not it says what to install. It is not the program: that is `cairn` (app/cli).

set -eu
cd "$(dirname "$0")/.."

# --- words -------------------------------------------------------------------------------------------

usage() {
    cat <<'END'
usage: sh scripts/cairn.sh COMMAND [ARGUMENTS]

  run           start the service with its demo and print the link to a badge
  test          check, then every test (PostgreSQL and a browser included); arguments go to pytest
  check         ruff, mypy and the import contracts
  format        put the code into the house's format
  setup         only prepare .venv for running
  bench         measure signing, verifying and issuing against a plain baseline
  drill         the fault and load programmes at full size
  docs          write the pages that are generated from the code
  screenshots   pictures of the pages, into screenshots/
  lock          work out the locked versions anew from pyproject.toml

Settings are environment variables that begin with CAIRN_ (app/settings.py lists them).
PYTHON names the interpreter to build .venv with.
END
}

say() { printf 'cairn: %s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

# --- Debian packages ---------------------------------------------------------------------------------

as_root=none # how to become root: "" when we are, "sudo", or "none"
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    as_root=sudo
fi

can_install() { [ "$as_root" != none ] && command -v apt-get >/dev/null 2>&1; }

lists_fresh=no
quietly() { # run a command; show what it printed only if it failed
    log=$(mktemp)
    if "$@" >"$log" 2>&1 </dev/null; then
        rm -f "$log"
    else
        cat "$log" >&2
        rm -f "$log"
        return 1
    fi
}

refresh_lists() {
    [ "$lists_fresh" = no ] || return 0
    say "reading the lists of Debian packages"
    quietly $as_root apt-get -q update || say "the lists could not be read; going on with the old ones"
    lists_fresh=yes
}

# 0 if apt would install a real package of that name (on Ubuntu, `chromium` only points at a snap)
apt_offers() {
    apt-cache show "$1" 2>/dev/null | grep -q '^Version:' || return 1
    ! apt-cache show "$1" 2>/dev/null | grep -qi 'transitional\|snap'
}

apt_install() {
    refresh_lists
    say "installing $*"
    quietly $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
        -o Dpkg::Options::=--force-confold install "$@"
}

# --- Python ------------------------------------------------------------------------------------------

recent_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() { # sets $python
    for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if recent_enough "$python"; then return 0; fi
    done
    return 1
}

py=.venv/bin/python

make_venv() {
    if [ -x "$py" ] && recent_enough "$py" && "$py" -m pip --version >/dev/null 2>&1; then
        return 0
    fi
    find_python || { can_install && apt_install python3 && find_python; } ||
        stop "Python 3.11 or newer is needed: on Debian or Ubuntu 'apt-get install python3 python3-venv'"
    rm -rf .venv
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 && can_install; then
        # Debian keeps the two in packages of their own, one for each version of Python.
        version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        apt_install "$version-venv" || apt_install python3-venv || say "no venv package for $version"
    fi
    say "making .venv with $("$python" --version)"
    if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        "$python" -m venv .venv
    elif "$python" -c 'import venv' >/dev/null 2>&1 && "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip .venv
        "$python" -m pip --python "$py" install --quiet pip
    else
        stop "Python's venv is missing: as root, 'apt-get install python3-venv', then call this again"
    fi
}

# The copy of a lock inside .venv says what was installed from it; pip is called only when they differ.
install_lock() {
    make_venv
    if cmp -s "$1" ".venv/$1"; then return 0; fi
    say "installing the packages of $1 (the first time this takes a minute)"
    # Wheels only: nothing that comes from a registry runs code while it is installed.
    "$py" -m pip install --quiet --disable-pip-version-check --no-input --only-binary :all: \
        --require-hashes --requirement "$1" >&2
    cp "$1" ".venv/$1"
    if [ "$1" = requirements-dev.lock ]; then # holds every package of the other, at the same version
        cp requirements.lock .venv/requirements.lock
    fi
}

# --- what the tests need from outside Python ------------------------------------------------------------

# Tests and measurements see only the settings that are theirs: never somebody's real database.
forget_settings() {
    for name in $(env | sed -n 's/^\(CAIRN_[A-Za-z0-9_]*\)=.*/\1/p'); do
        case $name in
            CAIRN_TEST_*) ;;
            *) unset "$name" ;;
        esac
    done
}

have_postgresql() {
    [ -n "${CAIRN_TEST_POSTGRES_URL:-}${CAIRN_TEST_POSTGRES_BIN:-}" ] && return 0
    command -v initdb >/dev/null 2>&1 && return 0
    for initdb in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$initdb" ] && return 0
    done
    return 1
}

need_postgresql() {
    if [ "${CAIRN_TEST_WITHOUT_POSTGRES:-}" = 1 ] || have_postgresql; then return 0; fi
    can_install || stop "the tests need PostgreSQL's programs: as root, 'apt-get install postgresql'" \
        "(no server has to run), or name a server in CAIRN_TEST_POSTGRES_URL," \
        "or go without them: CAIRN_TEST_WITHOUT_POSTGRES=1"
    # Only the programs: the tests start servers of their own. Without this Debian would start one too.
    if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        $as_root mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | $as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    apt_install postgresql || stop "PostgreSQL could not be installed"
    have_postgresql || stop "PostgreSQL was installed, but its initdb is not where Debian puts it"
}

need_curl() { # docs/api.md is run as it is written
    if command -v curl >/dev/null 2>&1; then return 0; fi
    can_install || stop "the tests run docs/api.md and need curl: as root, 'apt-get install curl'"
    apt_install curl ca-certificates || stop "curl could not be installed"
}

find_chromium() { # sets and exports CAIRN_TEST_CHROMIUM
    for chromium in "${CAIRN_TEST_CHROMIUM:-}" chromium-headless-shell chromium google-chrome; do
        if [ -n "$chromium" ] && path=$(command -v "$chromium"); then
            CAIRN_TEST_CHROMIUM=$path
            export CAIRN_TEST_CHROMIUM
            return 0
        fi
    done
    return 1
}

need_playwright() { # its driver is a program that a bare Debian lacks a library for
    if "$py" -m playwright --version >/dev/null 2>&1; then return 0; fi
    can_install && apt_install libatomic1
    quietly "$py" -m playwright --version ||
        stop "Playwright's driver does not start; on Debian 'apt-get install libatomic1' helps," \
            "or go without a browser: CAIRN_TEST_WITHOUT_BROWSER=1"
}

need_chromium() {
    if [ "${CAIRN_TEST_WITHOUT_BROWSER:-}" = 1 ]; then return 0; fi
    need_playwright
    if find_chromium; then return 0; fi
    if can_install; then
        refresh_lists
        for package in chromium-headless-shell chromium; do
            if apt_offers "$package" && apt_install "$package" && find_chromium; then return 0; fi
        done
    fi
    # Ubuntu has Chromium only as a snap; there Playwright fetches a build of its own.
    say "fetching Chromium with Playwright"
    if quietly "$py" -m playwright install chromium-headless-shell; then
        if can_install; then
            quietly $as_root "$py" -m playwright install-deps chromium-headless-shell || true
        fi
        CAIRN_TEST_CHROMIUM=$(find "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}" -type f \
            \( -name headless_shell -o -name chrome-headless-shell \) 2>/dev/null | tail -n 1)
        export CAIRN_TEST_CHROMIUM
        [ -n "$CAIRN_TEST_CHROMIUM" ] && return 0
    fi
    stop "the page tests need Chromium: as root, 'apt-get install chromium'," \
        "or name its program in CAIRN_TEST_CHROMIUM," \
        "or go without them: CAIRN_TEST_WITHOUT_BROWSER=1"
}

# --- commands ------------------------------------------------------------------------------------------

check() {
    install_lock requirements-dev.lock
    say "ruff: style and forbidden calls"
    "$py" -m ruff check --quiet .
    say "mypy: types"
    "$py" -m mypy --no-error-summary
    say "import-linter: the layers"
    quietly "$py" -c 'from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_logo=True))' ||
        stop "an import contract is broken"
}

lock() {
    make_venv
    tool=.venv/lock-tool
    if [ ! -x "$tool/bin/uv" ]; then
        say "installing uv into $tool"
        "$py" -m venv "$tool"
        "$tool/bin/python" -m pip install --quiet --disable-pip-version-check --no-input 'uv==0.13.9'
    fi
    write_lock requirements.lock pyproject.toml "$@"
    write_lock requirements-dev.lock --group dev pyproject.toml "$@"
}

write_lock() {
    say "working out $1"
    out=$1
    shift
    # No header and no index: where packages were looked up is no business of the next reader.
    "$tool/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --output-file "$out" "$@" >/dev/null
}

[ $# -gt 0 ] || { usage && exit 2; }
command=$1
shift

case $command in
    run)
        install_lock requirements.lock
        # The demo is for a person at a terminal: the log of every request would hide the link.
        export CAIRN_LOG_LEVEL="${CAIRN_LOG_LEVEL:-warning}"
        say "starting the service with its demo; Ctrl-C stops it"
        exec "$py" -m app.cli.main serve --demo "$@"
        ;;
    setup)
        install_lock requirements.lock
        say "ready: .venv/bin/python -m app.cli.main --help"
        ;;
    check)
        check
        say "ruff, mypy and import-linter have nothing to say"
        ;;
    test)
        forget_settings
        check
        need_postgresql
        need_chromium
        need_curl
        say "pytest: every test"
        exec "$py" -m pytest "$@"
        ;;
    format)
        install_lock requirements-dev.lock
        "$py" -m ruff check --quiet --fix --exit-zero .
        exec "$py" -m ruff format --quiet .
        ;;
    drill)
        forget_settings
        install_lock requirements-dev.lock
        need_postgresql
        say "pytest: the fault and load programmes at full size"
        CAIRN_TEST_DRILL=full "$py" -m pytest -m drill "$@" || {
            code=$?
            [ "$code" -eq 5 ] && say "no test is marked as a drill yet" # pytest's code for "ran none"
            exit "$code"
        }
        ;;
    bench)
        forget_settings
        install_lock requirements-dev.lock
        need_postgresql
        exec "$py" -m benchmarks "$@"
        ;;
    docs)
        install_lock requirements-dev.lock
        exec "$py" scripts/write_docs.py "$@"
        ;;
    screenshots)
        forget_settings
        install_lock requirements-dev.lock
        need_chromium
        exec "$py" scripts/screenshots.py "$@"
        ;;
    lock) lock "$@" ;;
    help | -h | --help) usage ;;
    *)
        usage >&2
        stop "there is no command '$command'"
        ;;
esac
