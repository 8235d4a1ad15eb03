//! Where the web app asks: calls of the API in its source.

use std::collections::{BTreeMap, BTreeSet};

use super::super::files::SourceFile;

/// Where the features of the web app lie.
const FEATURES: &str = "web/src/lib/features/";
const APP: &str = "web/src/";
/// The calls that carry a body.
const CALLS: [(&str, &str); 3] = [("api.POST(", "post"), ("api.PUT(", "put"), ("api.PATCH(", "patch")];

/// What the source of the web app calls.
pub(super) struct Calls {
    /// By method and path, the folders of features that call it.
    pub(super) asked_in: BTreeMap<(String, String), BTreeSet<String>>,
    /// Calls whose address cannot be read off.
    pub(super) breaches: Vec<String>,
}

/// Every call that may carry a body; tests are left out.
pub(super) fn calls(files: &[SourceFile]) -> Calls {
    let mut found = Calls { asked_in: BTreeMap::new(), breaches: Vec::new() };
    for file in files.iter().filter(|file| file.path.starts_with(APP) && !file.path.ends_with(".test.ts")) {
        let folder = file.path.strip_prefix(FEATURES).and_then(|path| path.split_once('/')).map(|(folder, _)| folder);
        for (call, method) in CALLS {
            for (at, _) in file.text.match_indices(call) {
                let rest = file.text[at + call.len()..].trim_start();
                let path = rest.strip_prefix('\'').and_then(|rest| rest.split_once('\'')).map(|(path, _)| path);
                match (path, folder) {
                    (Some(path), Some(folder)) => {
                        let asked = found.asked_in.entry((method.to_owned(), path.to_owned())).or_default();
                        asked.insert(folder.to_owned());
                    }
                    (None, _) => found.breaches.push(format!(
                        "{}: write the address of `{call}` where it is called, so that who asks can be read off",
                        file.path
                    )),
                    (Some(_), None) => found.breaches.push(format!(
                        "{}: move the call `{call}` below {FEATURES}, to the function that asks",
                        file.path
                    )),
                }
            }
        }
    }
    found
}
