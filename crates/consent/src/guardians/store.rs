//! The statements about minors and guardians. Birthdays are compared where they lie: what leaves is a band of ages.

use db::{Reader, Row, Tx, args, sql};
use ids::{GuardianshipId, SubjectId};
use units::Timestamp;

use super::{AgeBand, Guardianship, KnownMinor, ModeBand};

sql! {
    static KNOWN_MINOR = "SELECT m.found_at, m.due_at, m.certificate_id, g.id, g.minor_id, g.guardian_id, \
        g.policy_version, g.text_hash, g.agreed_at FROM minors m LEFT JOIN guardianships g ON g.minor_id = m.subject_id \
        WHERE m.subject_id = $1";
    static AGE = "SELECT CAST(CASE WHEN value >= $2 THEN 0 WHEN value >= $3 THEN 1 ELSE 2 END AS BIGINT) \
        FROM profile_birthdays WHERE subject_id = $1";
    static MODE_BAND = "SELECT CAST(CASE WHEN b.value >= $2 THEN 0 WHEN b.value >= $3 THEN 1 WHEN b.value >= $4 THEN 2 \
        WHEN b.value IS NULL AND m.subject_id IS NOT NULL THEN 0 ELSE 1 END AS BIGINT) FROM subjects s \
        LEFT JOIN profile_birthdays b ON b.subject_id = s.id LEFT JOIN minors m ON m.subject_id = s.id WHERE s.id = $1";
    pub(super) static IS_KNOWN = "SELECT count(*) FROM minors WHERE subject_id = $1";
    pub(super) static LACKS_GUARDIAN = "SELECT count(*) FROM minors m WHERE m.subject_id = $1 \
        AND NOT EXISTS (SELECT 1 FROM guardianships g WHERE g.minor_id = m.subject_id)";
    pub(super) static IS_A_MINOR = "SELECT (SELECT count(*) FROM minors WHERE subject_id = $1) \
        + (SELECT count(*) FROM profile_birthdays WHERE subject_id = $1 AND value >= $2)";
    pub(super) static WARDS_OF = "SELECT id, minor_id, guardian_id, policy_version, text_hash, agreed_at \
        FROM guardianships WHERE guardian_id = $1 ORDER BY agreed_at DESC, id DESC LIMIT 50";
    static LIVING = "SELECT id, minor_id, guardian_id, policy_version, text_hash, agreed_at FROM guardianships WHERE id = $1";
    pub(super) static NOTE_MINOR = "INSERT INTO minors (subject_id, certificate_id, found_at, due_at) \
        SELECT subject_id, CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT) FROM profile_birthdays \
        WHERE subject_id = $1 AND value >= $5 ON CONFLICT (subject_id) DO NOTHING";
    pub(super) static FORGET_MINOR = "DELETE FROM minors WHERE subject_id = $1 AND (due_at IS NULL OR due_at > $2) \
        AND NOT EXISTS (SELECT 1 FROM guardianships g WHERE g.minor_id = minors.subject_id) \
        AND EXISTS (SELECT 1 FROM profile_birthdays b WHERE b.subject_id = minors.subject_id AND b.value < $3)";
    pub(super) static UNNOTED = "SELECT b.subject_id FROM profile_birthdays b WHERE b.value >= $1 \
        AND NOT EXISTS (SELECT 1 FROM minors m WHERE m.subject_id = b.subject_id) ORDER BY b.subject_id LIMIT $2";
    pub(super) static GROWN = "SELECT m.subject_id, g.id FROM minors m \
        JOIN profile_birthdays b ON b.subject_id = m.subject_id AND b.value < $1 \
        LEFT JOIN guardianships g ON g.minor_id = m.subject_id ORDER BY m.subject_id LIMIT $2";
    pub(super) static DUE = "SELECT m.subject_id, m.certificate_id FROM minors m WHERE m.due_at <= $1 \
        AND NOT EXISTS (SELECT 1 FROM guardianships g WHERE g.minor_id = m.subject_id) ORDER BY m.due_at LIMIT $2";
    pub(super) static START_CLOCK = "UPDATE minors SET found_at = $2, due_at = $3 WHERE subject_id = $1";
    pub(super) static START_CLOCKS = "UPDATE minors SET found_at = $1, due_at = $2 WHERE due_at IS NULL \
        AND NOT EXISTS (SELECT 1 FROM guardianships g WHERE g.minor_id = minors.subject_id)";
    pub(super) static STOP_CLOCK = "UPDATE minors SET due_at = NULL WHERE subject_id = $1 \
        AND (due_at IS NULL OR due_at > $2)";
    pub(super) static ADD_GUARDIANSHIP = "INSERT INTO guardianships \
        (id, minor_id, guardian_id, policy_version, text_hash, agreed_at) VALUES ($1, $2, $3, $4, $5, $6)";
    pub(super) static REMOVE_GUARDIANSHIP = "DELETE FROM guardianships WHERE id = $1";
    pub(super) static OWN_GRANTS = "SELECT purpose_no FROM grants WHERE subject_id = $1 AND guardianship_id IS NULL";
    pub(super) static RELEASE_GRANTS = "UPDATE grants SET guardianship_id = NULL WHERE guardianship_id = $1";
    pub(super) static ADD_EVENT = "INSERT INTO guardian_events \
        (id, subject_id, role, guardianship_number, event, at, policy_version, text_hash) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
}

/// The guardianship whose columns begin at this place.
pub(super) fn guardianship(row: &Row<'_>, at: usize) -> db::Result<Guardianship> {
    Ok(Guardianship {
        id: row.get(at)?,
        minor: row.get(at + 1)?,
        guardian: row.get(at + 2)?,
        policy_version: row.get(at + 3)?,
        text_hash: row.get(at + 4)?,
        agreed_at: row.get(at + 5)?,
    })
}

pub(super) async fn living(tx: &mut Tx, id: GuardianshipId) -> db::Result<Option<Guardianship>> {
    tx.query_optional(&LIVING, &args![id], |row| guardianship(row, 0)).await
}

/// What is known of a minor, but for the age.
fn known(row: &Row<'_>) -> db::Result<KnownMinor> {
    let living = row.get::<Option<GuardianshipId>>(3)?.map(|_| guardianship(row, 3)).transpose()?;
    Ok(KnownMinor {
        age: AgeBand::Child,
        found_at: row.get(0)?,
        due_at: row.get(1)?,
        certificate: row.get(2)?,
        guardianship: living,
    })
}

/// Who cleared the birthday, or took its consent back, gains no right by that.
fn band(found: Option<i64>) -> AgeBand {
    match found {
        Some(1) => AgeBand::Youth,
        Some(2) => AgeBand::OfAge,
        _ => AgeBand::Child,
    }
}

pub(super) async fn minor_of(reader: &Reader, subject: SubjectId, now: Timestamp) -> db::Result<Option<KnownMinor>> {
    let found = reader.query_optional(&KNOWN_MINOR, &args![subject], known).await?;
    let Some(minor) = found else { return Ok(None) };
    let arguments = args![subject, now.children_born_since(), now.minors_born_since()];
    let age = band(reader.query_optional(&AGE, &arguments, |row| row.get(0)).await?);
    Ok(Some(KnownMinor { age, ..minor }))
}

/// As [`minor_of`], in the transaction that acts on it.
pub(super) async fn known_minor(tx: &mut Tx, subject: SubjectId, now: Timestamp) -> db::Result<Option<KnownMinor>> {
    let found = tx.query_optional(&KNOWN_MINOR, &args![subject], known).await?;
    let Some(minor) = found else { return Ok(None) };
    let arguments = args![subject, now.children_born_since(), now.minors_born_since()];
    let age = band(tx.query_optional(&AGE, &arguments, |row| row.get(0)).await?);
    Ok(Some(KnownMinor { age, ..minor }))
}

/// In which band of minors' mode somebody is.
pub(super) async fn mode_band(reader: &Reader, subject: SubjectId, now: Timestamp) -> db::Result<ModeBand> {
    let [eight, sixteen] = now.mode_bands_born_since();
    let arguments = args![subject, eight, sixteen, now.minors_born_since()];
    let band: Option<i64> = reader.query_optional(&MODE_BAND, &arguments, |row| row.get(0)).await?;
    Ok(match band {
        Some(0) => ModeBand::BelowEight,
        Some(2) => ModeBand::BelowEighteen,
        _ => ModeBand::BelowSixteen,
    })
}
