//! Where everything that is kept lies, and whether the policy lets it lie there (promise P-139).

use crate::problem::Problem;
use crate::{Config, Database};

/// One place in which data is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The setting that declares its country.
    pub setting: &'static str,
    /// What lies there, in plain words and without a password.
    pub what: String,
    /// Its country, as ISO 3166-1; absent while nobody has said so.
    pub region: Option<String>,
}

impl Config {
    /// Every place in which data is kept.
    ///
    /// A server on this very machine stands where the machine stands; of any other the country has to be said.
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        let here = &self.data.region;
        let mut places =
            vec![Place { setting: "data.region", what: "the data folder".to_owned(), region: Some(here.clone()) }];
        let server = |setting, what: &str, url: &str, region: &Option<String>| Place {
            setting,
            what: format!("{what} on {}", if is_here(url) { "this machine" } else { "another machine" }),
            region: region.clone().or_else(|| is_here(url).then(|| here.clone())),
        };
        if let Database::Postgres { url, region, .. } = &self.database {
            places.push(server("database.region", "the database server", url.expose(), region));
        }
        if let Some(url) = &self.vault.url {
            places.push(server("vault.region", "the server of the keys", url.expose(), &self.vault.region));
        }
        if let Some(region) = &self.data.backup_region {
            let what = "copies that `qingyin backup` makes".to_owned();
            places.push(Place { setting: "backup.region", what, region: Some(region.clone()) });
        }
        places
    }

    /// Every place whose country is not among those in which the policy promises to store data, each with what to do.
    #[must_use]
    pub fn check_places(&self, promised: &[String]) -> Vec<Problem> {
        self.places().iter().filter_map(|place| place.problem(promised)).collect()
    }

    /// Whether a copy of the data may be made: its country is declared, and one of those that the policy promises.
    #[must_use]
    pub fn check_backup(&self, promised: &[String]) -> Option<Problem> {
        let what = "the copy".to_owned();
        Place { setting: "backup.region", what, region: self.data.backup_region.clone() }.problem(promised)
    }
}

impl Place {
    /// What is wrong with this place, if anything is.
    fn problem(&self, promised: &[String]) -> Option<Problem> {
        let Some(region) = &self.region else {
            let message = format!("it is not said in which country {} lies", self.what);
            return Some(Problem::new(self.setting, message, format!("set {} to that country", self.setting)));
        };
        if promised.contains(region) {
            return None;
        }
        let message =
            format!("the policy declares that data is stored in {}, and this says {region}", promised.join(", "));
        Some(Problem::new(self.setting, message, "store the data there, or change the policy first"))
    }
}

/// Whether the address of a database server names this very machine: a loopback address, a socket, or no host at all.
fn is_here(url: &str) -> bool {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = after_scheme.split(['/', '?']).next().unwrap_or_default();
    let hosts = authority.rsplit_once('@').map_or(authority, |(_, hosts)| hosts);
    // `?host=` names the server, too, and may name another one.
    let named = url.split_once('?').map_or("", |(_, query)| query);
    let named =
        named.split('&').filter_map(|pair| pair.strip_prefix("host=").or_else(|| pair.strip_prefix("hostaddr=")));
    hosts.split(',').chain(named).all(is_loopback)
}

fn is_loopback(host: &str) -> bool {
    let is_socket = host.is_empty() || host.starts_with('/') || host.starts_with("%2F") || host.starts_with("%2f");
    let name = host.strip_prefix('[').map_or_else(
        || host.rsplit_once(':').map_or(host, |(name, _)| name),
        |rest| rest.split_once(']').map_or(rest, |(name, _)| name),
    );
    let is_loopback_address = name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    is_socket || name.is_empty() || name == "localhost" || is_loopback_address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_here_when_every_address_is_this_machines() {
        for here in [
            "postgres://qingyin@127.0.0.1:5432/qingyin",
            "postgres://q:p%40ss@localhost/qingyin",
            "postgresql://[::1]:5432/q",
            "postgres:///qingyin?host=/var/run/postgresql",
            "postgres://q@%2Fvar%2Frun/q",
        ] {
            assert!(is_here(here), "{here}");
        }
        for elsewhere in [
            "postgres://q@db.example/q",
            "postgres://q:localhost@10.0.0.7:5432/q",
            "postgres://q@localhost,db.example/q",
            "postgres://localhost@db.example/127.0.0.1",
            "postgres:///q?host=db.example",
            "postgres://localhost/q?sslmode=require&hostaddr=203.0.113.7",
            "postgres://127.0.0.1.example/q",
        ] {
            assert!(!is_here(elsewhere), "{elsewhere}");
        }
    }
}
