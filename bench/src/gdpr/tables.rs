//! The service's tables and the statements of its items, for the side that enforces nothing.

use std::sync::OnceLock;

use db::{Migration, Module, Sql, Value};
use ids::{GrantId, SubjectId, TrackId};
use policy::sql::ItemStatements;
use policy_lang::model::{Erase, Period, Store};
use serde_json::{Map, Value as Json};
use units::Timestamp;

/// The constraint of every table whose rows are kept by consent, and the beginning of the check of their purpose.
const FOREIGN_KEY: &str = "FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE";
const CHECK: &str = " CHECK (grant_id / 36028797018963968 = ";
/// Whoever owns all tables here, and in whose name every statement runs.
const OWNER: &str = env!("CARGO_PKG_NAME");
/// What a service without a history of choices keeps of a no.
const REFUSALS: Migration = Migration {
    name: "refusals",
    text: "CREATE TABLE refusals (subject_id BIGINT NOT NULL, purpose_no BIGINT NOT NULL, refused_at BIGINT NOT NULL, \
           PRIMARY KEY (subject_id, purpose_no));",
};

/// One item of the policy as plain statements.
pub(super) struct PlainItem {
    pub(super) id: String,
    pub(super) purpose: String,
    pub(super) is_exported: bool,
    pub(super) columns: Vec<String>,
    /// The place of the row's id among the columns.
    pub(super) row_id_at: Option<usize>,
    pub(super) read_first: Option<&'static Sql>,
    pub(super) read_next: Option<&'static Sql>,
    pub(super) count: Option<&'static Sql>,
    pub(super) erase: Option<&'static Sql>,
    pub(super) end: Option<(Period, &'static Sql)>,
}

/// All tables of the service, without what ties rows to grants.
pub(super) fn module() -> &'static Module {
    static MODULE: OnceLock<Module> = OnceLock::new();
    MODULE.get_or_init(|| {
        let migrations = qingyin::MODULES.iter().flat_map(|module| {
            module.migrations.iter().map(|migration| Migration {
                name: String::leak(format!("{}.{}", module.name, migration.name)),
                text: String::leak(untied(migration.text)),
            })
        });
        let migrations: Vec<Migration> = migrations.chain([REFUSALS]).collect();
        Module { name: OWNER, migrations: Vec::leak(migrations) }
    })
}

/// A migration without the constraints between rows and grants.
fn untied(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some(at) = text.find(FOREIGN_KEY) {
        // It is the last line of its table: the comma before it goes with it.
        let from = text[..at].rfind(',').unwrap_or(at);
        text.replace_range(from..at + FOREIGN_KEY.len(), "");
    }
    while let Some(at) = text.find(CHECK) {
        let end = text[at..].find(')').map_or(text.len(), |length| at + length + 1);
        text.replace_range(at..end, "");
    }
    text
}

/// The items of the policy in the service's database, in the order in which a person's rows can be deleted.
pub(super) fn items() -> Vec<PlainItem> {
    policy::sql::statements(policy::current())
        .into_iter()
        .filter(|statements| statements.store == Store::Main)
        .filter_map(plain)
        .collect()
}

fn plain(statements: ItemStatements) -> Option<PlainItem> {
    let item = policy::current().item(&statements.item)?;
    let sql = |what: &str, text: String| Sql::generated(format!("gdpr.{what}_{}", item.id), OWNER, text);
    let erase = match (item.erase, item.subject_column()) {
        // What the service keeps under a digest because a law asks is deleted here: nobody asks.
        (Erase::RestrictUntilFloor, subject) => {
            subject.map(|subject| format!("DELETE FROM {} WHERE {subject} = $1", item.table))
        }
        _ => statements.erase.map(|erase| erase.sql),
    };
    Some(PlainItem {
        id: item.id.clone(),
        purpose: item.purpose.clone(),
        is_exported: item.export,
        row_id_at: statements.columns.iter().position(|column| *column == item.row_id),
        columns: statements.columns,
        read_first: statements.read_first.map(|text| sql("READ_FIRST", text)),
        read_next: statements.read_next.map(|text| sql("READ_NEXT", text)),
        count: statements.count.map(|text| sql("COUNT", text)),
        erase: erase.map(|text| sql("ERASE", text)),
        end: statements.retention.map(|retention| (retention.term, sql("END", retention.end_batch))),
    })
}

/// A row of an export, in the service's own forms of instants and ids.
pub(super) fn json(columns: &[String], values: Vec<Value>) -> Json {
    let of = |name: &str, value| match value {
        Value::Null => Json::Null,
        Value::Real(number) => number.into(),
        Value::Text(text) => text.into(),
        Value::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned().into(),
        Value::Integer(number) if name == "at" || name.ends_with("_at") => {
            Timestamp::from_millis(number).to_string().into()
        }
        Value::Integer(number) => match name {
            "subject_id" => SubjectId::from_i64(number).to_string().into(),
            "grant_id" => GrantId::from_i64(number).to_string().into(),
            "track_id" => TrackId::from_i64(number).to_string().into(),
            _ => number.into(),
        },
    };
    let pairs = columns.iter().zip(values).map(|(name, value)| (name.clone(), of(name, value)));
    Json::Object(pairs.collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::{CHECK, FOREIGN_KEY, module};

    #[test]
    fn no_table_is_tied_to_grants() {
        for migration in module().migrations {
            assert!(!migration.text.contains(FOREIGN_KEY), "{}", migration.name);
            assert!(!migration.text.contains(CHECK), "{}", migration.name);
        }
    }
}
