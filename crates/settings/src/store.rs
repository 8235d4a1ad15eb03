//! All SQL of this crate; the only file that names its tables.

use db::{Reader, Row, Tx, args, sql};
use units::Timestamp;
use vault::Sealed;

sql! {
    static CHANGE = "SELECT change FROM stored_setting_changes WHERE id = 1";
    static CHANGED = "UPDATE stored_setting_changes SET change = change + 1 WHERE id = 1";
    static ALL = "SELECT name, sealed, changed_at FROM stored_settings ORDER BY name";
    static PUT = "INSERT INTO stored_settings (name, sealed, changed_at) VALUES ($1, $2, $3) \
        ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, changed_at = excluded.changed_at";
    static REMOVE = "DELETE FROM stored_settings WHERE name = $1";
    static REMOVE_ALL = "DELETE FROM stored_settings";
}

/// A setting as the table keeps it.
pub(crate) struct Kept {
    pub(crate) name: String,
    pub(crate) sealed: Sealed,
    pub(crate) changed_at: Timestamp,
}

/// How often something was changed.
pub(crate) async fn change(reader: &Reader) -> db::Result<i64> {
    reader.query_one(&CHANGE, &[], |row| row.get(0)).await
}

/// Notes that something changes; whoever else wants to change something waits for this transaction.
pub(crate) async fn note_change(tx: &mut Tx) -> db::Result<i64> {
    tx.execute(&CHANGED, &[]).await?;
    tx.query_one(&CHANGE, &[], |row| row.get(0)).await
}

pub(crate) async fn all(reader: &Reader) -> db::Result<Vec<Kept>> {
    reader.query(&ALL, &[], kept).await
}

pub(crate) async fn all_in(tx: &mut Tx) -> db::Result<Vec<Kept>> {
    tx.query(&ALL, &[], kept).await
}

fn kept(row: &Row<'_>) -> db::Result<Kept> {
    Ok(Kept { name: row.get(0)?, sealed: Sealed::from_bytes(row.get(1)?), changed_at: row.get(2)? })
}

pub(crate) async fn put(tx: &mut Tx, name: &str, sealed: &Sealed, now: Timestamp) -> db::Result<()> {
    tx.execute(&PUT, &args![name, sealed.as_bytes(), now]).await?;
    Ok(())
}

pub(crate) async fn remove(tx: &mut Tx, name: &str) -> db::Result<()> {
    tx.execute(&REMOVE, &args![name]).await?;
    Ok(())
}

pub(crate) async fn remove_all(tx: &mut Tx) -> db::Result<()> {
    tx.execute(&REMOVE_ALL, &[]).await?;
    Ok(())
}
