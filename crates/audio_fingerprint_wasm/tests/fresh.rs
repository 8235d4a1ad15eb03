//! The module that the web app ships was made of these sources.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

/// The committed module with the sum of its sources beside it; `make-fingerprint-module` in `web/scripts` writes both.
const SUM: &str = "../../web/src/lib/features/local/fingerprint.sources";
/// What looks recordings up is not in the module: only what fingerprints sound is.
const NOT_IN_IT: [&str; 2] = ["compare.rs", "index.rs"];

#[test]
fn the_module_was_made_of_these_sources() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sums = String::new();
    for folder in ["../audio_fingerprint/src", "src"] {
        let mut files: Vec<_> =
            std::fs::read_dir(here.join(folder)).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        for file in files {
            let name = file.file_name().unwrap().to_str().unwrap();
            if NOT_IN_IT.contains(&name) {
                continue;
            }
            sums += &format!("{name} {:08x}\n", crc32fast::hash(&std::fs::read(&file).unwrap()));
        }
    }
    let path = here.join(SUM);
    if std::env::var_os("QINGYIN_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &sums).unwrap();
    }
    let noted = std::fs::read_to_string(&path).unwrap();
    assert_eq!(noted, sums, "run `web/scripts/make-fingerprint-module.sh` and commit what it writes");
}
