//! Three roles that own nothing: one for each view, and one for the tables of consent.

use std::collections::BTreeSet;

use super::engine;
use crate::ddl::TableOwners;
use crate::error::Result;

/// Reads and writes what members asked the service to keep.
pub(super) const SERVICE: &str = "qingyin_service";
/// Reads the catalogue, and cannot see a table with personal data.
pub(super) const CATALOGUE: &str = "qingyin_catalogue";
/// Writes the tables of consent; the service takes this role for statements of the crate `consent` only.
pub(super) const CONSENT: &str = "qingyin_consent";

/// The crate whose tables only its own role may write.
pub(super) const CONSENT_OWNER: &str = "consent";

pub(super) async fn grant(
    owner: &tokio_postgres::Client,
    owners: &TableOwners,
    personal: &BTreeSet<String>,
) -> Result<()> {
    let mut script = String::new();
    for role in [SERVICE, CATALOGUE, CONSENT] {
        // Roles belong to the cluster, so another database or another node may make them at the same moment.
        script.push_str(&format!(
            "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}') THEN \
             CREATE ROLE {role} NOLOGIN; END IF; \
             EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;\n"
        ));
    }
    script.push_str(&format!(
        "DO $$ BEGIN IF NOT pg_has_role('{SERVICE}', '{CONSENT}', 'MEMBER') THEN GRANT {CONSENT} TO {SERVICE}; END IF; \
         EXCEPTION WHEN OTHERS THEN IF SQLERRM NOT LIKE '%concurrently%' AND SQLSTATE <> '23505' THEN RAISE; END IF; END $$;\n\
         GRANT USAGE ON SCHEMA public TO {SERVICE}, {CATALOGUE}, {CONSENT};\n"
    ));
    for (table, of) in owners {
        if *of == CONSENT_OWNER {
            script.push_str(&format!(
                "GRANT SELECT ON {table} TO {SERVICE}; GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {CONSENT};\n"
            ));
        } else {
            script.push_str(&format!("GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {SERVICE};\n"));
            // A withdrawal tells how many rows go with it; they go by cascade, which asks for no more.
            script.push_str(&format!("GRANT SELECT ON {table} TO {CONSENT};\n"));
        }
        if !personal.contains(table) {
            script.push_str(&format!("GRANT SELECT ON {table} TO {CATALOGUE};\n"));
        }
    }
    owner.batch_execute(&script).await.map_err(|source| engine("postgres.roles", source))
}
