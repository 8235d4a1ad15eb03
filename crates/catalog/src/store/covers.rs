//! SQL of covers.

use db::{Reader, Result, Tx, Value, args, sql};
use ids::CoverId;

sql! {
    static COVER = "SELECT music_folder_id, path, embedded FROM covers WHERE id = $1";
    static COLORLESS = "SELECT id, music_folder_id, path, embedded FROM covers WHERE color IS NULL LIMIT $1";
    static SET_COLOR = "UPDATE covers SET color = $2 WHERE id = $1";
}

/// Where a picture is: music folder, path, whether it is inside the tags of that file.
pub(crate) type Place = (i64, Vec<u8>, bool);

pub(crate) async fn place(reader: &Reader, id: CoverId) -> Result<Option<Place>> {
    reader.query_optional(&COVER, &args![id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).await
}

/// Some covers whose colour was not told yet.
pub(crate) async fn colorless(reader: &Reader, limit: i64) -> Result<Vec<(CoverId, Place)>> {
    reader.query(&COLORLESS, &args![limit], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?)))).await
}

pub(crate) async fn set_colors(tx: &mut Tx, colors: &[(CoverId, String)]) -> Result<u64> {
    let rows: Vec<Vec<Value>> = colors.iter().map(|(id, color)| args![*id, color].to_vec()).collect();
    tx.execute_many(&SET_COLOR, &rows).await
}
