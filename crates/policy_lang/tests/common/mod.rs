//! A small policy that keeps every rule, and ways to break it.

use policy_lang::{CompiledPolicy, Loaded, Sources, lint, load};

const FILES: [(&str, &str); 15] = [
    ("policy", include_str!("../fixture/policy.toml")),
    ("categories", include_str!("../fixture/categories.toml")),
    ("functions", include_str!("../fixture/functions.toml")),
    ("purposes", include_str!("../fixture/purposes.toml")),
    ("columns", include_str!("../fixture/columns.toml")),
    ("items/small", include_str!("../fixture/items.toml")),
    ("recipients", include_str!("../fixture/recipients.toml")),
    ("permissions", include_str!("../fixture/permissions.toml")),
    ("cookies", include_str!("../fixture/cookies.toml")),
    ("storage", include_str!("../fixture/storage.toml")),
    ("surfaces", include_str!("../fixture/surfaces.toml")),
    ("legal_floors", include_str!("../fixture/legal_floors.toml")),
    ("exemptions", include_str!("../fixture/exemptions.toml")),
    ("logs", include_str!("../fixture/logs.toml")),
    ("not_personal", include_str!("../fixture/not_personal.toml")),
];

const CHAPTERS: [(&str, &str); 11] = [
    ("summary", "{{list.summary}}"),
    ("collection", "{{list.collection}}\n\n{{list.permissions}}"),
    ("use", "{{list.uses}}"),
    ("cookies", "{{list.cookies}}\n\n{{list.storage}}"),
    ("sharing", "{{list.recipients}}\n\n{{list.sharing}}"),
    ("keeping", "{{list.retention}}\n\n{{operator.storage_region}}"),
    ("rights", "{{operator.company}}"),
    ("minors", "14"),
    ("transfer", "{{operator.storage_region}}"),
    ("changes", "{{policy.version}}"),
    ("contact", "{{operator.officer_name}} {{operator.officer_email}} {{operator.hotline}} {{operator.court}}"),
];

/// The sources of the small policy.
pub fn sources() -> Sources {
    let mut sources = Sources::new();
    for (name, text) in FILES {
        sources.insert(format!("policy/{name}.toml"), text.to_owned());
    }
    for language in ["zh-CN", "en"] {
        for (number, (id, body)) in CHAPTERS.iter().enumerate() {
            let path = format!("policy/texts/{language}/{number:02}-{id}.md");
            sources.insert(path, format!("# {id}\n\n{body}\n"));
        }
    }
    sources
}

/// The small policy.
pub fn loaded() -> Loaded {
    load::load(&sources()).unwrap_or_else(|faults| panic!("the fixture is broken:\n{faults}"))
}

/// The small policy after a change.
pub fn changed(change: impl FnOnce(&mut CompiledPolicy)) -> CompiledPolicy {
    let mut policy = loaded().policy;
    change(&mut policy);
    policy
}

/// Everything that loader and rules say about the small policy after replacing text in one file.
pub fn faults(file: &str, replaced: &str, by: &str) -> String {
    let mut sources = sources();
    let path = format!("policy/{file}");
    let text = sources.get(&path).cloned().unwrap_or_default();
    assert!(text.contains(replaced), "{path} holds no '{replaced}'");
    sources.insert(path, text.replacen(replaced, by, 1));
    match load::load(&sources) {
        Err(faults) => faults.to_string(),
        Ok(loaded) => lint::check(&loaded, &[]).err().map_or(String::new(), |faults| faults.to_string()),
    }
}
