//! The generator from outside: what it writes, what it notices, what it refuses.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::generate;

/// The policy's sources in a folder of their own, generated once.
fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the project's root");
    copy(&root.join("policy"), &folder.path().join("policy"));
    fs::remove_dir_all(folder.path().join("policy/versions")).expect("the copy has versions");
    generate(folder.path(), false).expect("the policy generates");
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder for the copy");
    for entry in fs::read_dir(from).expect("the policy folder") {
        let path = entry.expect("an entry of the policy folder").path();
        let target = to.join(path.file_name().expect("a file name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copied file");
        }
    }
}

fn replace(root: &Path, file: &str, from: &str, to: &str) {
    let path = root.join(file);
    let text = fs::read_to_string(&path).expect("a file of the project");
    assert!(text.contains(from), "{file} holds no '{from}'");
    fs::write(path, text.replacen(from, to, 1)).expect("a writable file");
}

fn refusal(root: &Path) -> String {
    generate(root, true).err().map(|error| error.to_string()).unwrap_or_default()
}

fn publish(root: &Path) {
    replace(root, "policy/versions/1/meta.toml", "published = false", "published = true");
    generate(root, false).expect("publishing changes no text");
}

#[test]
fn what_was_just_generated_is_fresh() {
    let project = project();
    let report = generate(project.path(), true).expect("the policy generates");
    assert_eq!((report.changed, report.check), (Vec::new(), true));
}

#[test]
fn check_names_each_stale_file_and_writes_nothing() {
    let project = project();
    let constraints = "policy/generated/constraints.toml";
    replace(project.path(), constraints, "listens", "listeners");
    let report = generate(project.path(), true).expect("the policy generates");
    assert!(report.is_stale());
    assert_eq!(report.changed, [constraints]);
    assert!(report.to_string().contains("stale: policy/generated/constraints.toml"));
    assert_eq!(generate(project.path(), true).expect("the policy generates").changed, [constraints]);
}

#[test]
fn an_unpublished_version_follows_its_sources() {
    let project = project();
    replace(project.path(), "policy/items/playback.toml", "P180D", "P90D");
    let report = generate(project.path(), false).expect("the policy generates");
    assert!(report.changed.contains(&"policy/versions/1/policy.json".to_owned()));
    assert!(report.changed.contains(&"policy/versions/1/zh-CN/policy.md".to_owned()));
}

#[test]
fn a_published_version_refuses_a_change_of_its_sources() {
    let project = project();
    publish(project.path());
    replace(project.path(), "policy/items/playback.toml", "P180D", "P90D");
    let refusal = refusal(project.path());
    assert!(refusal.contains("version 1 is published"), "{refusal}");
    assert!(refusal.contains("set version = \"2\""), "{refusal}");
}

#[test]
fn a_published_version_refuses_a_change_of_itself() {
    let project = project();
    publish(project.path());
    replace(project.path(), "policy/versions/1/en/policy.md", "Without signing in", "After signing in");
    assert!(refusal(project.path()).contains("does not match its hash"));
}

#[test]
fn a_new_version_continues_the_one_before() {
    let project = project();
    publish(project.path());
    replace(project.path(), "policy/policy.toml", "version = \"1\"", "version = \"2\"");
    replace(project.path(), "policy/items/playback.toml", "P180D", "P90D");
    generate(project.path(), false).expect("a new version may differ");
    let read = |file: &str| fs::read_to_string(project.path().join(file)).expect("a generated file");
    assert_eq!(read("policy/versions/2/previous"), read("policy/versions/1/hash"));
    replace(project.path(), "policy/versions/1/zh-CN/policy.md", "清音", "浊音");
    assert!(refusal(project.path()).contains("policy/versions/1"));
}

#[test]
fn a_new_version_waits_for_the_one_before() {
    let project = project();
    replace(project.path(), "policy/policy.toml", "version = \"1\"", "version = \"2\"");
    assert!(refusal(project.path()).contains("version 1 was never published"));
}

#[test]
fn a_version_is_never_counted_back() {
    let project = project();
    publish(project.path());
    replace(project.path(), "policy/policy.toml", "version = \"1\"", "version = \"2\"");
    generate(project.path(), false).expect("a new version");
    replace(project.path(), "policy/policy.toml", "version = \"2\"", "version = \"1\"");
    assert!(refusal(project.path()).contains("version 2 exists already"));
}

#[test]
fn a_purpose_number_of_a_published_version_is_taken() {
    let project = project();
    publish(project.path());
    replace(project.path(), "policy/policy.toml", "version = \"1\"", "version = \"2\"");
    replace(project.path(), "policy/purposes.toml", "no = 4\n", "no = 44\n");
    assert!(refusal(project.path()).contains("a purpose keeps its number"));
}

#[test]
fn a_table_of_music_changes_no_version() {
    let project = project();
    publish(project.path());
    let path = project.path().join("policy/not_personal.toml");
    let text = fs::read_to_string(&path).expect("a source file");
    fs::write(path, text + "\n[[table]]\nname = \"labels\"\nreason = \"record labels\"\n").expect("a writable file");
    let report = generate(project.path(), false).expect("no version changes");
    assert_eq!(report.changed, ["crates/policy/src/generated.rs"]);
}

#[test]
fn a_fault_of_the_sources_stops_everything() {
    let project = project();
    replace(project.path(), "policy/items/playback.toml", "purpose = \"play_history\"", "purpose = \"play_histery\"");
    let refusal = refusal(project.path());
    assert!(refusal.contains("purpose 'play_histery' is not declared; did you mean 'play_history'?"), "{refusal}");
}
