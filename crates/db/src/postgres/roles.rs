//! Three roles that own nothing: one for each view, and one for the tables of consent.

use std::collections::{BTreeMap, BTreeSet};

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

const READ: &[&str] = &["SELECT"];
const WRITE: &[&str] = &["SELECT", "INSERT", "UPDATE", "DELETE"];

/// A right of a role on a table.
type Right = (String, String, String);

/// Gives each role its rights on the tables, and takes from it any other.
pub(super) async fn grant(
    owner: &mut tokio_postgres::Client,
    owners: &TableOwners,
    personal: &BTreeSet<String>,
) -> Result<()> {
    let failed = |source| engine("postgres.roles", source);
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
         EXCEPTION WHEN OTHERS THEN IF SQLERRM NOT LIKE '%concurrently%' AND SQLSTATE <> '23505' THEN RAISE; END IF; END $$;\n"
    ));
    owner.batch_execute(&script).await.map_err(failed)?;

    // Two nodes that start together take turns, as they do for migrations; the second then finds nothing to change.
    let turn = owner.transaction().await.map_err(failed)?;
    turn.batch_execute(&format!(
        "LOCK TABLE schema_migrations IN EXCLUSIVE MODE;\n\
         GRANT USAGE ON SCHEMA public TO {SERVICE}, {CATALOGUE}, {CONSENT};"
    ))
    .await
    .map_err(failed)?;
    let rows = turn
        .query(
            "SELECT c.relname::text, r.rolname::text, a.privilege_type FROM pg_class c \
             CROSS JOIN LATERAL aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee \
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND r.rolname = ANY ($1)",
            &[&[SERVICE, CATALOGUE, CONSENT].as_slice()],
        )
        .await
        .map_err(failed)?;
    let held: BTreeSet<Right> = rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
    turn.batch_execute(&changes(&rights(owners, personal), &held)).await.map_err(failed)?;
    turn.commit().await.map_err(failed)
}

/// What each role may do with each table.
fn rights(owners: &TableOwners, personal: &BTreeSet<String>) -> BTreeSet<Right> {
    let mut rights = BTreeSet::new();
    let mut give = |table: &str, role: &str, privileges: &[&str]| {
        rights.extend(privileges.iter().map(|&one| (table.to_owned(), role.to_owned(), one.to_owned())));
    };
    for (table, of) in owners {
        if *of == CONSENT_OWNER {
            give(table, SERVICE, READ);
            give(table, CONSENT, WRITE);
        } else {
            give(table, SERVICE, WRITE);
            // A withdrawal tells how many rows go with it; they go by cascade, which asks for no more.
            give(table, CONSENT, READ);
        }
        if !personal.contains(table) {
            give(table, CATALOGUE, READ);
        }
    }
    rights
}

/// The statements that make `wanted` of what is `held`, one for each role and privilege.
fn changes(wanted: &BTreeSet<Right>, held: &BTreeSet<Right>) -> String {
    let mut changes = String::new();
    for (verb, to, rights) in [("REVOKE", "FROM", held - wanted), ("GRANT", "TO", wanted - held)] {
        let mut tables = BTreeMap::<(String, String), Vec<String>>::new();
        for (table, role, privilege) in rights {
            tables.entry((role, privilege)).or_default().push(table);
        }
        for ((role, privilege), tables) in tables {
            changes.push_str(&format!("{verb} {privilege} ON {} {to} {role};\n", tables.join(", ")));
        }
    }
    changes
}
