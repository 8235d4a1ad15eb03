//! Floors: dependencies go down, and across only where it is written why.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::Error;
use crate::manifests::{Crate, read};

/// The declaration in `crates/strata.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Strata {
    /// Floors, the lowest first.
    #[serde(rename = "stratum")]
    pub(crate) strata: Vec<Stratum>,
    pub(crate) tools: Tools,
    #[serde(default, rename = "edge")]
    edges: Vec<Edge>,
    #[serde(default, rename = "reserved")]
    reserved: Vec<Reserved>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stratum {
    pub(crate) name: String,
    pub(crate) about: String,
    pub(crate) crates: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tools {
    pub(crate) about: String,
    pub(crate) crates: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edge {
    from: String,
    to: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reserved {
    dependency: String,
    only: Vec<String>,
    reason: String,
}

/// Where a crate stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Floor {
    Stratum(usize),
    Tools,
}

impl Strata {
    pub(crate) fn read(root: &Path) -> Result<Self, Error> {
        let path = "crates/strata.toml";
        Self::parse(read(&root.join(path))?).map_err(|error| format!("{path}: {error}").into())
    }

    fn parse(table: toml::Table) -> Result<Self, toml::de::Error> {
        table.try_into()
    }

    fn floors(&self) -> BTreeMap<&str, Floor> {
        let strata = self.strata.iter().enumerate();
        let floors =
            strata.flat_map(|(at, stratum)| stratum.crates.iter().map(move |n| (n.as_str(), Floor::Stratum(at))));
        floors.chain(self.tools.crates.iter().map(|name| (name.as_str(), Floor::Tools))).collect()
    }

    /// Every edge of the manifests that this declaration does not allow.
    pub(crate) fn breaches(&self, crates: &BTreeMap<String, Crate>) -> Vec<String> {
        let floors = self.floors();
        let mut breaches = Vec::new();
        for krate in crates.values() {
            let Some(&floor) = floors.get(krate.name.as_str()) else {
                breaches.push(format!("{} stands on no floor; add it to crates/strata.toml", krate.name));
                continue;
            };
            let built = krate.dependencies.iter().map(|name| (name, false));
            for (name, only_tests) in built.chain(krate.test_dependencies.iter().map(|name| (name, true))) {
                breaches.extend(self.reserved_breach(&krate.name, name));
                let Some(&below) = floors.get(name.as_str()).filter(|_| crates.contains_key(name)) else { continue };
                breaches.extend(self.edge_breach(&krate.name, floor, name, below, only_tests));
            }
        }
        breaches.extend(self.idle_edges(crates));
        breaches
    }

    fn reserved_breach(&self, from: &str, to: &str) -> Option<String> {
        let reserved = self.reserved.iter().find(|reserved| reserved.dependency == to)?;
        let allowed = reserved.only.iter().any(|name| name == from);
        (!allowed).then(|| {
            format!("{from} depends on {to}, which belongs to {}: {}", reserved.only.join(", "), reserved.reason)
        })
    }

    fn edge_breach(&self, from: &str, floor: Floor, to: &str, below: Floor, only_tests: bool) -> Option<String> {
        let declared = self.edges.iter().any(|edge| edge.from == from && edge.to == to);
        if floor == Floor::Tools || below < floor || declared || (only_tests && below == Floor::Tools) {
            return None;
        }
        let what = if below > floor { "a higher floor" } else { "its own floor" };
        Some(format!(
            "{from} depends on {to}, on {what}; turn the dependency round, or declare an edge of one floor with its reason in crates/strata.toml"
        ))
    }

    /// Declared edges that go upwards, have no reason, or that no manifest has any more.
    fn idle_edges(&self, crates: &BTreeMap<String, Crate>) -> Vec<String> {
        let floors = self.floors();
        let mut breaches = Vec::new();
        for Edge { from, to, reason } in &self.edges {
            if floors.get(from.as_str()) != floors.get(to.as_str()) {
                breaches.push(format!("the edge {from} → {to} is declared between two floors; remove it"));
            }
            if reason.trim().is_empty() {
                breaches.push(format!("the edge {from} → {to} has no reason; write it"));
            }
            let exists = |krate: &Crate| krate.dependencies.contains(to) || krate.test_dependencies.contains(to);
            if crates.contains_key(to) && crates.get(from).is_some_and(|krate| !exists(krate)) {
                breaches.push(format!(
                    "the edge {from} → {to} is declared and not used; remove it from crates/strata.toml"
                ));
            }
        }
        breaches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSE: &str = r#"
        [[stratum]]
        name = "low"
        about = ""
        crates = ["stone"]
        [[stratum]]
        name = "high"
        about = ""
        crates = ["roof", "window"]
        [tools]
        about = ""
        crates = ["ladder"]
        [[edge]]
        from = "window"
        to = "roof"
        reason = "it is a skylight"
        [[reserved]]
        dependency = "dynamite"
        only = ["ladder"]
        reason = "it is dangerous"
    "#;

    fn breaches(edges: &[(&str, &str, bool)]) -> Vec<String> {
        let mut crates: BTreeMap<String, Crate> = BTreeMap::new();
        for name in ["stone", "roof", "window", "ladder"] {
            let of =
                |tests: bool| edges.iter().filter(|e| e.0 == name && e.2 == tests).map(|e| e.1.to_owned()).collect();
            let krate = Crate {
                name: name.to_owned(),
                folder: name.into(),
                description: String::new(),
                dependencies: of(false),
                test_dependencies: of(true),
            };
            crates.insert(name.to_owned(), krate);
        }
        Strata::parse(HOUSE.parse().unwrap()).unwrap().breaches(&crates)
    }

    /// The skylight is always there: an unused edge would be a breach of its own.
    fn with_skylight(edge: (&'static str, &'static str, bool)) -> Vec<String> {
        breaches(&[("window", "roof", false), edge])
    }

    #[test]
    fn down_and_declared_edges_are_allowed() {
        assert_eq!(with_skylight(("roof", "stone", false)), Vec::<String>::new());
        assert_eq!(with_skylight(("ladder", "roof", false)), Vec::<String>::new());
    }

    #[test]
    fn tests_may_use_tools_and_the_program_may_not() {
        assert_eq!(with_skylight(("stone", "ladder", true)), Vec::<String>::new());
        assert!(with_skylight(("stone", "ladder", false))[0].contains("a higher floor"));
    }

    #[test]
    fn upward_and_undeclared_edges_are_refused() {
        assert!(with_skylight(("stone", "roof", false))[0].starts_with("stone depends on roof, on a higher floor"));
        assert!(with_skylight(("stone", "roof", true))[0].contains("a higher floor"));
        assert!(with_skylight(("roof", "window", false))[0].contains("its own floor"));
    }

    #[test]
    fn a_reserved_dependency_is_refused_elsewhere() {
        assert_eq!(with_skylight(("ladder", "dynamite", false)), Vec::<String>::new());
        let told = with_skylight(("roof", "dynamite", true));
        assert_eq!(told, ["roof depends on dynamite, which belongs to ladder: it is dangerous"]);
    }

    #[test]
    fn an_edge_that_is_not_used_has_to_go() {
        assert!(breaches(&[])[0].contains("declared and not used"));
    }
}
