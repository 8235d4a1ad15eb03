//! Every fault names file, line and remedy.

use crate::common;
use crate::common::faults;

#[track_caller]
fn check(file: &str, replaced: &str, by: &str, expected: &str) {
    assert_eq!(faults(file, replaced, by), expected);
}

#[test]
fn the_fixture_has_no_fault() {
    check("policy.toml", "version", "version", "");
}

#[test]
fn an_unknown_name_offers_the_nearest() {
    check(
        "items/small.toml",
        "purpose = \"account\"",
        "purpose = \"acount\"",
        "policy/items/small.toml:7: purpose 'acount' is not declared; did you mean 'account'? [references_resolve, P-036]",
    );
}

#[test]
fn an_unknown_key_offers_the_nearest() {
    check(
        "items/small.toml",
        "correct = [",
        "corect = [",
        "policy/items/small.toml:12: 'corect' is no key of item 'account'; did you mean 'correct'?",
    );
}

#[test]
fn a_missing_key_is_named() {
    check(
        "purposes.toml",
        "notice = { zh = \"保存历史。\", en = \"Keeps the history.\" }\n",
        "",
        "policy/purposes.toml:10: purpose 'history' has no 'notice'; add it",
    );
}

#[test]
fn a_missing_language_is_named() {
    check(
        "functions.toml",
        "title = { zh = \"播放\", en = \"Play\" }",
        "title = { zh = \"播放\" }",
        "policy/functions.toml:4: 'title' of function 'play' has no 'en'; add it",
    );
}

#[test]
fn a_word_outside_a_closed_set_is_refused() {
    check(
        "purposes.toml",
        "basis = \"consent\"",
        "basis = \"legitimate_interest\"",
        "policy/purposes.toml:14: 'legitimate_interest' is no basis of purpose 'history'; known are contract, consent, separate_consent, law, security",
    );
}

#[test]
fn a_malformed_period_says_how_to_write_one() {
    check(
        "items/small.toml",
        "period = \"P180D\"",
        "period = \"180 days\"",
        "policy/items/small.toml:40: '180 days' is no period of 'retention' of item 'listen': a period has one unit, such as P3Y, P6M, P180D, PT24H or PT5M",
    );
}

#[test]
fn a_number_out_of_range_is_refused() {
    check(
        "purposes.toml",
        "no = 2",
        "no = 256",
        "policy/purposes.toml:12: 'no' of purpose 'history' is a whole number from 1 to 255",
    );
}

#[test]
fn a_column_without_title_is_named() {
    check(
        "items/small.toml",
        "pulse = \"health\"",
        "pulse = \"health\", oxygen = \"health\"",
        "policy/items/small.toml:52: column 'oxygen' has no title; add it to policy/columns.toml",
    );
}

#[test]
fn a_flag_on_an_unknown_column_is_named() {
    check(
        "items/small.toml",
        "sealed = [\"phone\"]",
        "sealed = [\"fone\"]",
        "policy/items/small.toml:10: 'fone' in 'sealed' is no column of this item; did you mean 'phone'?",
    );
}

#[test]
fn broken_toml_points_to_its_line() {
    let faults = faults("cookies.toml", "required = true", "required = tru");
    assert!(faults.starts_with("policy/cookies.toml:7: "), "{faults}");
}

#[test]
fn all_faults_are_reported_at_once() {
    let faults = faults("purposes.toml", "no = 1\nroot = \"provide\"", "no = 0\nroot = \"sell\"\ncolour = \"red\"");
    let lines: Vec<&str> = faults.lines().collect();
    assert_eq!(
        lines,
        [
            "policy/purposes.toml:3: 'no' of purpose 'account' is a whole number from 1 to 255",
            "policy/purposes.toml:4: 'sell' is no root of purpose 'account'; known are provide, improve, secure",
            "policy/purposes.toml:5: 'colour' is no key of purpose 'account'; known are ask_again_after_days, basis, function, id, no, notice, on_signal, pipia, reads, root, title",
        ]
    );
}

#[test]
fn a_missing_file_is_named() {
    let mut sources = common::sources();
    sources.remove("policy/recipients.toml");
    let faults = policy_lang::load::load(&sources).err().map(|faults| faults.to_string());
    assert_eq!(faults.as_deref(), Some("policy/recipients.toml: the file is missing; create it"));
}

#[test]
fn an_unlisted_items_file_is_named() {
    let mut sources = common::sources();
    sources.insert("policy/items/more.toml".to_owned(), String::new());
    let faults = policy_lang::load::load(&sources).err().map(|faults| faults.to_string());
    let expected = "policy/items/more.toml: nothing reads this file; add 'more' to 'items' in policy/policy.toml";
    assert_eq!(faults.as_deref(), Some(expected));
}

#[test]
fn a_text_without_title_is_named() {
    check(
        "texts/en/07-minors.md",
        "# minors\n",
        "",
        "policy/texts/en/07-minors.md: a text is named NN-id.md and opens with one line '# Title'; rename it or add the title",
    );
}

#[test]
fn a_version_that_names_no_day_binds_from_its_publication() {
    let mut sources = common::sources();
    let head = sources.get_mut("policy/policy.toml").expect("the fixture has a head");
    *head = head.replace("effective_at = \"2026-01-01\"\n", "");
    assert!(!head.contains("effective_at"), "{head}");
    let policy = policy_lang::load::load(&sources).unwrap_or_else(|faults| panic!("{faults}")).policy;
    assert_eq!((policy.published_at.as_str(), policy.effective_at.as_str()), ("2026-01-01", "2026-01-01"));
}
