//! Every target with inputs made by chance, the same in every run.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test is named by what it shows, and fails by panicking")]

use fuzz_targets::{Chance, TARGETS};

/// Inputs of each target.
const INPUTS: u64 = 1_500;

fn run(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    (target.run)(&[]);
    let mut before = Vec::new();
    for seed in 0..INPUTS {
        let input = Chance(seed).input(&before);
        (target.run)(&input);
        before = input;
    }
}

#[test]
fn any_query_is_answered() {
    run("search_query");
}

#[test]
fn any_history_of_an_index_leaves_no_trace() {
    run("search_index");
}

#[test]
fn any_snapshot_is_refused_or_can_be_asked() {
    run("search_snapshot");
}

#[test]
fn any_peaks_are_refused_or_in_order() {
    run("recognition_peaks");
}

#[test]
fn any_segment_is_refused_or_can_be_asked() {
    run("recognition_segment");
}

#[test]
fn any_change_of_an_assertion_is_refused() {
    run("webauthn_assertion");
}

#[test]
fn any_registration_is_refused_or_can_be_asked() {
    run("webauthn_registration");
}

#[test]
fn each_target_has_a_test() {
    let text = include_str!("main.rs");
    assert!(TARGETS.iter().all(|target| text.contains(&format!("run(\"{}\")", target.name))));
}
