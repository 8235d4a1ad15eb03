//! Hands the target of this program's name to libFuzzer.
#![no_main]

use std::sync::LazyLock;

use fuzz_targets::{TARGETS, Target};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = env!("CARGO_BIN_NAME");
    TARGETS.into_iter().find(|target| target.name == name).expect("each program is named after a target")
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (TARGET.run)(bytes));
