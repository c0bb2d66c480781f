#!/usr/bin/env bash
# Makes a checkout able to run:  tools/setup.sh runtime   builds books
#                                tools/setup.sh dev       runs the tests as well
#                                tools/setup.sh readers   tries the EPUB in real reading programs (tools/readers)
# System packages come by apt-get, and only when something is missing; Python packages go into .venv, each
# checked against its hash. Repeating it costs nothing; changed requirements rebuild .venv, a changed
# package-lock.json the packages of tools/readers.
# PYTHON=/path/to/python chooses the interpreter. Exit codes: 0 ready, 2 wrong usage, 3 something is missing.
set -eu
cd "$(dirname "$0")/.."

level=${1:-}
case "$level" in
  runtime | dev | readers) ;;
  *) echo "usage: tools/setup.sh runtime|dev|readers" >&2; exit 2 ;;
esac

say() { printf '%s\n' "$*" >&2; }
die() { say "$@"; exit 3; }
have() { command -v "$1" >/dev/null 2>&1; }

# --- the interpreter -----------------------------------------------------------------------------------------

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

choose_python() {
  local candidate
  for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if have "$candidate" && new_enough "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  local found
  found=$("${PYTHON:-python3}" --version 2>/dev/null) || found="không tìm thấy python3"
  die "Cần Python 3.11 trở lên (máy này: $found); hãy cài python3.11 rồi chạy lại, hoặc chạy PYTHON=/đường/dẫn/python3.11 make setup." \
      "(Python 3.11 or newer is needed.)"
}

# --- system packages -----------------------------------------------------------------------------------------

loads() { # can the dynamic linker find this library?
  "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" >/dev/null 2>&1
}

missing_packages() { # Debian names of what is not there; the first list is indispensable, the second is wanted
  needed=()
  wanted=()
  [ "$(uname -s)" = Linux ] || return 0
  loads libpango-1.0.so.0 || needed+=(libpango-1.0-0)
  loads libpangoft2-1.0.so.0 || needed+=(libpangoft2-1.0-0)
  loads libharfbuzz.so.0 || needed+=(libharfbuzz0b)
  loads libfontconfig.so.1 || needed+=(libfontconfig1)
  loads libharfbuzz-subset.so.0 || wanted+=(libharfbuzz-subset0)
  have gs || wanted+=(ghostscript)
  if [ "$level" = dev ]; then
    have java || wanted+=(default-jre-headless)
    have pdftotext || wanted+=(poppler-utils)
    have qpdf || wanted+=(qpdf)
    have minisign || wanted+=(minisign)
  fi
}

install_packages() {
  local root=()
  have apt-get || return 1
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || return 1
    sudo -n true 2>/dev/null || [ -t 0 ] || return 1 # a password can only be asked for at a terminal
    root=(sudo)
  fi
  say "Đang cài gói hệ thống: $*"
  ${root[@]+"${root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -q update >&2 || say "(apt-get update không trọn vẹn; thử cài tiếp.)"
  ${root[@]+"${root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@" >&2
}

ensure_packages() {
  missing_packages
  [ ${#needed[@]} -gt 0 ] || [ ${#wanted[@]} -gt 0 ] || return 0
  install_packages ${needed[@]+"${needed[@]}"} ${wanted[@]+"${wanted[@]}"} || say "Không tự cài được gói hệ thống. (System packages could not be installed.)"
  missing_packages
  [ ${#needed[@]} -eq 0 ] || die "Máy còn thiếu thư viện để dựng sách; hãy nhờ quản trị viên chạy: apt-get install ${needed[*]}" \
    "(Libraries are missing; ask an administrator to install them.)"
  [ ${#wanted[@]} -eq 0 ] || say "Máy còn thiếu: ${wanted[*]}. Việc vẫn chạy tiếp, nhưng một số bước kiểm tra sẽ báo thiếu công cụ. (Optional tools are missing.)"
}

# --- .venv -----------------------------------------------------------------------------------------------------

list_of() { [ "$1" = dev ] && echo requirements-dev.txt || echo requirements.txt; }

fingerprint() { # of the pinned list of a level, and of the interpreter that reads it
  .venv/bin/python -c 'import hashlib, sys
print(sys.version.split()[0], hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$(list_of "$1")"
}

make_venv() {
  say "Đang tạo .venv"
  "$python" -m venv --clear .venv >/dev/null 2>&1 && return
  install_packages python3-venv || true
  "$python" -m venv --clear .venv || die "Không tạo được môi trường Python; trên Debian/Ubuntu hãy cài gói python3-venv rồi chạy lại." \
    "(python -m venv failed; install python3-venv.)"
}

venv_works() { [ -x .venv/bin/python ] && new_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; }

stale() { # was .venv made from other lists than today's?
  local made
  for made in runtime dev; do
    [ -e ".venv/.ready-$made" ] || continue
    [ "$(cat ".venv/.ready-$made")" = "$(fingerprint "$made")" ] || return 0
  done
  return 1
}

ensure_venv() {
  if ! venv_works || stale; then make_venv; fi
  if [ ! -e ".venv/.ready-$level" ]; then
    say "Đang cài thư viện Python ($(list_of "$level")), có thể mất vài phút"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
      --require-hashes --only-binary :all: -r "$(list_of "$level")" ||
      die "Không cài được thư viện Python; hãy kiểm tra mạng rồi chạy lại. (Python packages could not be installed.)"
  fi
  fingerprint runtime >.venv/.ready-runtime # the tests' list holds the book's list
  [ "$level" = runtime ] || fingerprint dev >.venv/.ready-dev
}

# --- the reading programs --------------------------------------------------------------------------------------

new_node() { have node && node -e 'process.exit(process.versions.node.split(".")[0] < 18 ? 1 : 0)' >/dev/null 2>&1; }
a_chromium() { [ -n "${CHROMIUM:-}" ] || have chromium || have chromium-browser || have google-chrome; }

ensure_browser() { # Node.js, npm and Chromium: without them the reading tests cannot run at all
  local lacking=()
  new_node || lacking+=(nodejs)
  have npm || lacking+=(npm)
  a_chromium || lacking+=(chromium)
  [ ${#lacking[@]} -eq 0 ] || install_packages "${lacking[@]}" || true
  new_node && have npm && a_chromium || die "Máy còn thiếu công cụ đọc thử EPUB; hãy nhờ quản trị viên cài nodejs (18 trở lên), npm và chromium." \
    "(Node.js 18 or newer, npm and Chromium are needed to try the EPUB in real reading programs.)"
}

ensure_readers() {
  local stamp=tools/readers/node_modules/.ready made # npm ci empties the folder, and with it goes the stamp
  ensure_browser
  made=$(node -p 'require("crypto").createHash("sha256").update(require("fs").readFileSync(process.argv[1])).digest("hex")' \
    tools/readers/package-lock.json)
  if [ "$(cat "$stamp" 2>/dev/null)" != "$made" ]; then
    say "Đang cài chương trình đọc thử EPUB (tools/readers), có thể mất vài phút"
    (cd tools/readers && npm ci --loglevel=error >&2) ||
      die "Không cài được chương trình đọc thử EPUB; hãy kiểm tra mạng rồi chạy lại. (npm ci failed.)"
  fi
  printf '%s\n' "$made" >"$stamp"
}

if [ "$level" = readers ]; then # the Python side is made by its own level
  ensure_readers
  exit
fi
python=$(choose_python) || exit 3
ensure_packages
ensure_venv
.venv/bin/python -m tools.get_ready
