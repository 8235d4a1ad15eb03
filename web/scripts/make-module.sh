#!/bin/sh
# Makes a WebAssembly module of the web app out of the server's own code: make-module.sh CRATE MODULE
# MODULE is where it lies below `src/lib/features`, without its ending.
# The main toolchain has no WebAssembly part on every machine; Debian has one:
#   apt-get install --no-install-recommends rustc-web cargo-web rust-web-src rust-web-llvm binaryen
# Modules are committed, so that nobody needs this who does not change what they are made of.
set -eu
cd "$(dirname "$0")/../.."
crate=$1
module=web/src/lib/features/$2.wasm
target=${MODULE_TARGET_DIR:-target/$(basename "$2")-module}
linker=$(find "$(rustc --print sysroot)" -name rust-lld -type f | head -n 1)
# Where sources lie on the machine that makes the module is nobody's business.
flags="--remap-path-prefix=$PWD=qingyin"
for folder in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do flags="$flags --remap-path-prefix=$folder=crates"; done
RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$target" CARGO_PROFILE_RELEASE_LTO=fat \
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1 CARGO_PROFILE_RELEASE_PANIC=abort CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$linker" \
  RUSTFLAGS="$flags" \
  /usr/bin/cargo build --locked --release --package "$crate" --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort
wasm-opt -O3 --strip-debug --strip-producers --enable-bulk-memory --enable-sign-ext --enable-nontrapping-float-to-int --enable-mutable-globals \
  "$target/wasm32-unknown-unknown/release/$crate.wasm" -o "$module"
QINGYIN_WRITE_GOLDEN=1 cargo test --quiet --locked --package "$crate" --test fresh
