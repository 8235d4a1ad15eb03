//! All SQL of minors' mode.

use db::{Reader, Tx, args, sql};
use ids::{ModeDayId, SubjectId};
use units::{Millis, Timestamp};

use super::model::{Allows, DAYS_KEPT, Day, Limits, Pause};

/// The columns of [`day`], from `minors_mode_days d`.
macro_rules! day_columns {
    () => {
        "d.day_began_at, d.played_ms, d.counted_at, \
         CASE WHEN d.until_at > d.others_until_at THEN d.until_at ELSE d.others_until_at END"
    };
}

sql! {
    static ANYBODY = "SELECT count(*) FROM (SELECT 1 AS one FROM minors_modes LIMIT 1) AS found";
    static KEPT = concat!("SELECT m.turned_on_at, m.password_hash, m.limit_minutes, m.pause_from_minute, m.pause_to_minute, \
        m.allows_explicit, m.allows_podcasts, m.allows_others, ", day_columns!(), " FROM minors_modes m \
        LEFT JOIN minors_mode_days d ON d.subject_id = m.subject_id AND d.day_began_at = $2 WHERE m.subject_id = $1");
    static TURN_ON = "INSERT INTO minors_modes (subject_id, turned_on_at, password_hash, limit_minutes, \
        pause_from_minute, pause_to_minute, allows_explicit, allows_podcasts, allows_others, changed_at) \
        VALUES ($1, $2, $3, NULL, $4, $5, 0, 0, 0, $2) ON CONFLICT (subject_id) DO NOTHING";
    static TURN_OFF = "DELETE FROM minors_modes WHERE subject_id = $1";
    static CHANGE = "UPDATE minors_modes SET limit_minutes = $2, pause_from_minute = $3, pause_to_minute = $4, \
        allows_explicit = $5, allows_podcasts = $6, allows_others = $7, changed_at = $8 WHERE subject_id = $1";
    static LEAVE_TO_GUARDIAN = "UPDATE minors_modes SET password_hash = NULL WHERE subject_id = $1";
    static COUNT = "INSERT INTO minors_mode_days (id, subject_id, day_began_at, played_ms, device_number, counted_at, \
        until_at, others_until_at, expires_at) VALUES ($1, $2, $3, 0, CAST($4 AS BIGINT), CAST($5 AS BIGINT), \
        CAST($5 AS BIGINT) + CAST($6 AS BIGINT), CAST($5 AS BIGINT), $8) \
        ON CONFLICT (subject_id, day_began_at) DO UPDATE SET played_ms = minors_mode_days.played_ms + CASE \
        WHEN CAST($5 AS BIGINT) <= minors_mode_days.counted_at THEN 0 \
        WHEN minors_mode_days.until_at >= CAST($5 AS BIGINT) OR minors_mode_days.others_until_at >= CAST($5 AS BIGINT) \
        THEN CAST($5 AS BIGINT) - minors_mode_days.counted_at \
        WHEN minors_mode_days.until_at >= minors_mode_days.others_until_at \
        AND minors_mode_days.until_at > minors_mode_days.counted_at \
        THEN minors_mode_days.until_at - minors_mode_days.counted_at \
        WHEN minors_mode_days.others_until_at > minors_mode_days.counted_at \
        THEN minors_mode_days.others_until_at - minors_mode_days.counted_at ELSE 0 END, \
        until_at = CASE WHEN CAST($7 AS BIGINT) = 1 AND minors_mode_days.device_number = CAST($4 AS BIGINT) \
        AND minors_mode_days.until_at > CAST($5 AS BIGINT) THEN minors_mode_days.until_at + CAST($6 AS BIGINT) \
        ELSE CAST($5 AS BIGINT) + CAST($6 AS BIGINT) END, \
        others_until_at = CASE WHEN minors_mode_days.device_number <> CAST($4 AS BIGINT) \
        AND minors_mode_days.until_at > minors_mode_days.others_until_at THEN minors_mode_days.until_at \
        ELSE minors_mode_days.others_until_at END, \
        counted_at = CASE WHEN CAST($5 AS BIGINT) > minors_mode_days.counted_at THEN CAST($5 AS BIGINT) \
        ELSE minors_mode_days.counted_at END, device_number = CAST($4 AS BIGINT)";
    static DAYS = concat!("SELECT ", day_columns!(), " FROM minors_mode_days d \
        WHERE d.subject_id = $1 AND d.day_began_at >= $2 ORDER BY d.day_began_at");
}

/// What is kept of somebody in the mode.
pub(super) struct Kept {
    pub(super) turned_on_at: Timestamp,
    pub(super) password_hash: Option<String>,
    pub(super) limits: Limits,
    pub(super) today: Option<Day>,
}

fn day(row: &db::Row<'_>, at: usize) -> db::Result<Day> {
    Ok(Day {
        began_at: row.get(at)?,
        played: row.get(at + 1)?,
        counted_at: row.get(at + 2)?,
        until_at: row.get(at + 3)?,
    })
}

/// Whether anybody at all is in the mode.
pub(super) async fn anybody(reader: &Reader) -> db::Result<bool> {
    let found: i64 = reader.query_one(&ANYBODY, &args![], |row| row.get(0)).await?;
    Ok(found > 0)
}

pub(super) async fn kept(reader: &Reader, subject: SubjectId, now: Timestamp) -> db::Result<Option<Kept>> {
    let found = |row: &db::Row<'_>| {
        Ok(Kept {
            turned_on_at: row.get(0)?,
            password_hash: row.get(1)?,
            limits: Limits {
                limit_minutes: row.get(2)?,
                pause: Pause { from_minute: row.get(3)?, to_minute: row.get(4)? },
                allows: Allows { explicit: row.get(5)?, podcasts: row.get(6)?, others: row.get(7)? },
            },
            today: row.get::<Option<Timestamp>>(8)?.map(|_| day(row, 8)).transpose()?,
        })
    };
    reader.query_optional(&KEPT, &args![subject, now.day_began()], found).await
}

/// Whether it was off.
pub(crate) async fn turn_on(
    tx: &mut Tx,
    subject: SubjectId,
    password_hash: Option<&str>,
    now: Timestamp,
) -> db::Result<bool> {
    let pause = Pause::USUAL;
    let arguments = args![subject, now, password_hash, pause.from_minute, pause.to_minute];
    Ok(tx.execute(&TURN_ON, &arguments).await? == 1)
}

pub(super) async fn turn_off(tx: &mut Tx, subject: SubjectId) -> db::Result<()> {
    tx.execute(&TURN_OFF, &args![subject]).await.map(drop)
}

pub(super) async fn change(tx: &mut Tx, subject: SubjectId, limits: &Limits, now: Timestamp) -> db::Result<()> {
    let Limits { limit_minutes, pause, allows } = *limits;
    let arguments = args![
        subject,
        limit_minutes,
        pause.from_minute,
        pause.to_minute,
        allows.explicit,
        allows.podcasts,
        allows.others,
        now
    ];
    tx.execute(&CHANGE, &arguments).await.map(drop)
}

/// From now on the guardian decides, and no password does.
pub(crate) async fn leave_to_guardian(tx: &mut Tx, subject: SubjectId) -> db::Result<()> {
    tx.execute(&LEAVE_TO_GUARDIAN, &args![subject]).await.map(drop)
}

/// Counts sound of one device from now on: in one statement, so that devices that ask at once are counted together.
pub(super) async fn count(
    tx: &mut Tx,
    subject: SubjectId,
    device_number: i64,
    lasts: Millis,
    follows: bool,
    now: Timestamp,
) -> db::Result<()> {
    let day_began_at = now.day_began();
    let expires_at = day_began_at + Millis::days(DAYS_KEPT);
    let id = ModeDayId::random(&mut rand::rng());
    let arguments = args![id, subject, day_began_at, device_number, now, lasts, follows, expires_at];
    tx.execute(&COUNT, &arguments).await.map(drop)
}

pub(super) async fn days(reader: &Reader, subject: SubjectId, since: Timestamp) -> db::Result<Vec<Day>> {
    reader.query(&DAYS, &args![subject, since], |row| day(row, 0)).await
}
