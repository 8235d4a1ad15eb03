//! The policy's items as registered statements.

use db::{Module, Sql};
use policy::sql::{ItemStatements, statements};
use policy_lang::model::{Basis, CompiledPolicy, Erase, Item};
use vault::Place;

/// One item and what may be done with its rows.
#[derive(Debug)]
pub(crate) struct ItemSql {
    pub(crate) item: &'static Item,
    /// The module that owns its table.
    pub(crate) owner: &'static str,
    /// Its table lies beside the keys, not in the service's database.
    pub(crate) in_key_store: bool,
    /// The columns that reads answer, in order.
    pub(crate) columns: Vec<&'static policy_lang::model::Column>,
    /// For each of these columns, where it was sealed, if it was.
    pub(crate) places: Vec<Option<Place>>,
    pub(crate) read_first: Option<&'static Sql>,
    pub(crate) read_next: Option<&'static Sql>,
    pub(crate) read_row: Option<&'static Sql>,
    /// Counts a subject's rows, with the oldest and the newest; [`Held`](crate::versions::Held) asks of all items at once.
    pub(crate) count: Option<String>,
    pub(crate) people: Option<&'static Sql>,
    pub(crate) erase: Option<&'static Sql>,
    pub(crate) correct: Vec<(String, &'static Sql)>,
    pub(crate) retention: Option<RetentionSql>,
}

#[derive(Clone, Debug)]
pub(crate) struct RetentionSql {
    pub(crate) term: policy_lang::model::Period,
    pub(crate) end_batch: &'static Sql,
    /// Counts what is past its term; [`ByVersion`](crate::versions::ByVersion) asks of all ends at once.
    pub(crate) count_overdue: String,
}

impl ItemSql {
    /// Whether the person may have these rows erased while the account lives.
    pub(crate) fn is_erasable(&self, policy: &CompiledPolicy) -> bool {
        let basis = policy.purpose(&self.item.purpose).map(|purpose| purpose.basis);
        matches!(self.item.erase, Erase::Delete | Erase::Crypto)
            && !self.item.required
            && self.erase.is_some()
            && basis.is_some_and(|basis| basis.needs_grant() || basis == Basis::Contract)
    }

    /// The place of the row id among the columns read.
    pub(crate) fn row_id_at(&self) -> Option<usize> {
        self.columns.iter().position(|column| column.name == self.item.row_id)
    }
}

/// Makes the statements of every item; a generated statement runs in the name of its table's owner,
/// because it does to the table exactly what the policy says of it.
pub(crate) fn compile(policy: &'static CompiledPolicy, modules: &[&'static Module]) -> Vec<ItemSql> {
    let owners = db::owners(modules);
    let key_owners = db::owners(&[&vault::MIGRATIONS]);
    statements(policy)
        .into_iter()
        .filter_map(|of_item| {
            let item = policy.item(&of_item.item)?;
            let in_key_store = key_owners.contains_key(&of_item.table);
            let owner = owners.get(&of_item.table).or_else(|| key_owners.get(&of_item.table)).copied()?;
            Some(compile_one(item, of_item, owner, in_key_store))
        })
        .collect()
}

fn compile_one(item: &'static Item, of_item: ItemStatements, owner: &'static str, in_key_store: bool) -> ItemSql {
    let sql = |what: &str, text: String| Sql::generated(format!("rights.{what}_{}", item.id), owner, text);
    let columns: Vec<_> = of_item.columns.iter().filter_map(|name| item.column(name)).collect();
    let places = columns
        .iter()
        .map(|column| column.sealed.then(|| Place(String::leak(format!("{}.{}", item.table, column.name)))))
        .collect();
    ItemSql {
        item,
        owner,
        in_key_store,
        columns,
        places,
        read_first: of_item.read_first.map(|text| sql("READ_FIRST", text)),
        read_next: of_item.read_next.map(|text| sql("READ_NEXT", text)),
        read_row: of_item.read_row.map(|text| sql("READ_ROW", text)),
        count: of_item.count,
        people: of_item.people.map(|text| sql("PEOPLE", text)),
        erase: of_item.erase.map(|erase| sql("ERASE", erase.sql)),
        correct: of_item
            .correct
            .into_iter()
            .map(|(column, text)| {
                let statement = sql(&format!("CORRECT_{column}"), text);
                (column, statement)
            })
            .collect(),
        retention: of_item.retention.map(|retention| RetentionSql {
            term: retention.term,
            end_batch: sql("END_BATCH", retention.end_batch),
            count_overdue: retention.count_overdue,
        }),
    }
}
