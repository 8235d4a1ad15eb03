//! Misuse that must not compile.

#[test]
fn misuse_does_not_compile() {
    testkit::misuse_is_refused(env!("CARGO_MANIFEST_DIR"), &["consent", "db", "ids", "policy", "sharing", "transfers"]);
}
