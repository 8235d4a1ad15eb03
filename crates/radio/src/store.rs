//! All SQL of this domain; the only file that names its table.

use db::{Reader, Row, Tx, args, sql};
use ids::StationId;

use crate::Station;

sql! {
    static ADD = "INSERT INTO radio_stations (id, name, stream_url, site_url, created_at) VALUES ($1, $2, $3, $4, $5)";
    static CHANGE = "UPDATE radio_stations SET name = $2, stream_url = $3, site_url = $4 WHERE id = $1";
    static REMOVE = "DELETE FROM radio_stations WHERE id = $1";
    static COUNT = "SELECT count(*) FROM radio_stations";
    static BY_ID = "SELECT id, name, stream_url, site_url, created_at FROM radio_stations WHERE id = $1";
    static AFTER = "SELECT id, name, stream_url, site_url, created_at FROM radio_stations \
        WHERE (name, id) > ($1, $2) ORDER BY name, id LIMIT $3";
}

pub(crate) async fn add(tx: &mut Tx, station: &Station) -> db::Result<()> {
    let Station { id, name, stream_url, site_url, created_at } = station;
    tx.execute(&ADD, &args![*id, name, stream_url, site_url.as_ref(), *created_at]).await?;
    Ok(())
}

pub(crate) async fn change(tx: &mut Tx, station: &Station) -> db::Result<bool> {
    let Station { id, name, stream_url, site_url, .. } = station;
    Ok(tx.execute(&CHANGE, &args![*id, name, stream_url, site_url.as_ref()]).await? > 0)
}

pub(crate) async fn remove(tx: &mut Tx, id: StationId) -> db::Result<bool> {
    Ok(tx.execute(&REMOVE, &args![id]).await? > 0)
}

pub(crate) async fn count(tx: &mut Tx) -> db::Result<u64> {
    let count: i64 = tx.query_one(&COUNT, &[], |row| row.get(0)).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

pub(crate) async fn by_id(reader: &Reader, id: StationId) -> db::Result<Option<Station>> {
    reader.query_optional(&BY_ID, &args![id], station).await
}

pub(crate) async fn after(reader: &Reader, after: Option<(String, i64)>, limit: i64) -> db::Result<Vec<Station>> {
    let (name, id) = after.unwrap_or((String::new(), i64::MIN));
    reader.query(&AFTER, &args![name, id, limit], station).await
}

fn station(row: &Row<'_>) -> db::Result<Station> {
    Ok(Station {
        id: row.get(0)?,
        name: row.get(1)?,
        stream_url: row.get(2)?,
        site_url: row.get(3)?,
        created_at: row.get(4)?,
    })
}
