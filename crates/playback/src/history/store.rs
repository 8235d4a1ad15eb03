//! All SQL of this crate; it touches `listens` and `play_states` alone, and inside a grant alone.

use consent::{Grant, Holding, Personal};
use db::{args, sql};
use ids::ListenId;
use policy::{PlayHistory, ResumePlayback};

use super::listen::{Listen, NewListen};
use super::play_state::{PlayState, Queue, RepeatMode};
use super::{ListenKey, tracks_listed};

sql! {
    static ADD_LISTEN = "INSERT INTO listens (id, subject_id, grant_id, track_id, started_at, played_ms) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (subject_id, track_id, started_at) DO UPDATE SET played_ms = \
        CASE WHEN excluded.played_ms > listens.played_ms THEN excluded.played_ms ELSE listens.played_ms END \
        RETURNING id";
    static ADD_MISSING_LISTEN = "INSERT INTO listens (id, subject_id, grant_id, track_id, started_at, played_ms) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (subject_id, track_id, started_at) DO NOTHING";
    static LISTENS_OF = "SELECT id, track_id, started_at, played_ms FROM listens \
        WHERE subject_id = $1 AND (started_at, id) < ($2, $3) ORDER BY started_at DESC, id DESC LIMIT $4";
    static REMOVE_LISTEN = "DELETE FROM listens WHERE id = $1 AND subject_id = $2";
    static REMOVE_LISTENS = "DELETE FROM listens WHERE subject_id = $1";
    static PUT_PLAY_STATE = "INSERT INTO play_states (subject_id, grant_id, queue, position_index, position_ms, \
        repeat_mode, shuffle, device_name, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
        ON CONFLICT (subject_id) DO UPDATE SET grant_id = excluded.grant_id, queue = excluded.queue, \
        position_index = excluded.position_index, position_ms = excluded.position_ms, \
        repeat_mode = excluded.repeat_mode, shuffle = excluded.shuffle, device_name = excluded.device_name, \
        updated_at = excluded.updated_at";
    static PLAY_STATE_OF = "SELECT queue, position_index, position_ms, repeat_mode, shuffle, device_name, updated_at \
        FROM play_states WHERE subject_id = $1";
}

pub(super) async fn add_listen(
    grant: &mut Grant<PlayHistory>,
    id: ListenId,
    listen: &NewListen,
) -> db::Result<ListenId> {
    let NewListen { track_id, started_at, played } = *listen;
    let arguments = args![id, grant.subject(), grant.id(), track_id, started_at, played];
    grant.tx().query_one(&ADD_LISTEN, &arguments, |row| row.get(0)).await
}

/// Adds a listen unless the track was heard at that time already; tells how many were added.
pub(super) async fn add_missing_listen(
    grant: &mut Grant<PlayHistory>,
    id: ListenId,
    listen: &NewListen,
) -> db::Result<u64> {
    let NewListen { track_id, started_at, played } = *listen;
    let arguments = args![id, grant.subject(), grant.id(), track_id, started_at, played];
    grant.tx().execute(&ADD_MISSING_LISTEN, &arguments).await
}

pub(super) async fn listens_of(
    kept: &mut impl Holding<PlayHistory>,
    before: Option<ListenKey>,
    limit: i64,
) -> db::Result<Vec<Personal<Listen, PlayHistory>>> {
    let (started_at, id) = before.unwrap_or((i64::MAX, i64::MAX));
    let arguments = args![kept.subject(), started_at, id, limit];
    kept.tx()
        .query(&LISTENS_OF, &arguments, |row| {
            Ok(Personal::new(Listen {
                id: row.get(0)?,
                track_id: row.get(1)?,
                started_at: row.get(2)?,
                played_ms: row.get(3)?,
            }))
        })
        .await
}

pub(super) async fn remove_listen(kept: &mut impl Holding<PlayHistory>, listen: ListenId) -> db::Result<u64> {
    let arguments = args![listen, kept.subject()];
    kept.tx().execute(&REMOVE_LISTEN, &arguments).await
}

pub(super) async fn remove_listens(kept: &mut impl Holding<PlayHistory>) -> db::Result<u64> {
    let arguments = args![kept.subject()];
    kept.tx().execute(&REMOVE_LISTENS, &arguments).await
}

pub(super) async fn put_play_state(grant: &mut Grant<ResumePlayback>, state: &PlayState) -> db::Result<()> {
    let Queue { tracks, index, position_ms, repeat, shuffle } = &state.queue;
    let queue: Vec<String> = tracks.iter().map(ToString::to_string).collect();
    let arguments = args![
        grant.subject(),
        grant.id(),
        queue.join(" "),
        *index,
        *position_ms,
        repeat.name(),
        *shuffle,
        state.device_name.clone(),
        state.updated_at
    ];
    grant.tx().execute(&PUT_PLAY_STATE, &arguments).await?;
    Ok(())
}

pub(super) async fn play_state_of(
    grant: &mut Grant<ResumePlayback>,
) -> db::Result<Option<Personal<PlayState, ResumePlayback>>> {
    let arguments = args![grant.subject()];
    grant
        .tx()
        .query_optional(&PLAY_STATE_OF, &arguments, |row| {
            let queue = Queue {
                tracks: tracks_listed(&row.get::<String>(0)?),
                index: row.get(1)?,
                position_ms: row.get(2)?,
                repeat: RepeatMode::named(&row.get::<String>(3)?),
                shuffle: row.get(4)?,
            };
            Ok(Personal::new(PlayState { queue, device_name: row.get(5)?, updated_at: row.get(6)? }))
        })
        .await
}
