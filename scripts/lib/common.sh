# Sourced by every script: strict mode, the root of the tree as working folder, and the words for progress.
# shellcheck shell=bash disable=SC2034
set -euo pipefail
unset CDPATH  # it would redirect the cd below

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
LOG_DIR="$PWD/build/logs"
BUF="$PWD/build/tools/node_modules/.bin/buf"
DUCKDB_PYTHON="$PWD/build/tools/duckdb/bin/python"
mkdir -p "$LOG_DIR"

# A second checkout of the same sources, such as a fresh clone, then finds its objects in the cache.
export CCACHE_BASEDIR="$PWD" CCACHE_NOHASHDIR=1

step() { printf '==> %s\n' "$*"; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# usage_of SCRIPT: prints the comment at the top of a script, which is its manual.
usage_of() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$1"; }

# quietly NAME COMMAND...: runs COMMAND with its output in build/logs/NAME.log, shown only on failure.
quietly() {
  local log="$LOG_DIR/$1.log"
  shift
  if ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 40 "$log" >&2
    die "failed: $* (whole output: $log)"
  fi
}

# build PRESET [TARGET...]: configures and builds; on a terminal Ninja shows its own line of progress.
build() {
  local preset="$1" targets=()
  shift
  if (($#)); then targets=(--target "$@"); fi
  local command=(cmake --build --preset "$preset" --parallel "$(nproc)" "${targets[@]}")
  step "Configuring the $preset build"
  quietly "configure-$preset" cmake --preset "$preset"
  step "Building $preset (the first time takes minutes; log: build/logs/build-$preset.log)"
  if [[ -t 1 ]]; then
    "${command[@]}" || die "the $preset build failed"
  else
    quietly "build-$preset" "${command[@]}"
  fi
}
