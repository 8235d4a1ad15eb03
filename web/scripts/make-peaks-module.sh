#!/bin/sh
# Makes the WebAssembly module that finds peaks in the browser, out of the server's own code.
# The main toolchain has no WebAssembly part on every machine; Debian has one:
#   apt-get install --no-install-recommends rustc-web cargo-web rust-web-src rust-web-llvm binaryen
# The module is committed, so that nobody needs this who does not change the extractor.
set -eu
cd "$(dirname "$0")/../.."
target=${PEAKS_TARGET_DIR:-target/peaks-module}
linker=$(find "$(rustc --print sysroot)" -name rust-lld -type f | head -n 1)
# Where sources lie on the machine that makes the module is nobody's business.
flags="--remap-path-prefix=$PWD=qingyin"
for folder in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do flags="$flags --remap-path-prefix=$folder=crates"; done
RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$target" CARGO_PROFILE_RELEASE_LTO=fat \
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1 CARGO_PROFILE_RELEASE_PANIC=abort CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$linker" \
  RUSTFLAGS="$flags" \
  /usr/bin/cargo build --locked --release --package recognition_wasm --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort
wasm-opt -O3 --strip-debug --strip-producers --enable-bulk-memory --enable-sign-ext --enable-nontrapping-float-to-int --enable-mutable-globals \
  "$target/wasm32-unknown-unknown/release/recognition_wasm.wasm" -o web/src/lib/features/recognition/peaks.wasm
QINGYIN_WRITE_GOLDEN=1 cargo test --quiet --locked --package recognition_wasm --test fresh
