//! All SQL of this crate; it reads what playback kept, and only of people whose consent lives at this moment.
//!
//! Minors are never profiled (purpose `minor_protection`): each statement that reads what people did leaves out those who
//! chose to keep a birthday that makes them minors. The birthday is compared in the database and does not leave it.

use std::collections::HashSet;

use consent::Grant;
use db::{Db, args, sql};
use ids::{DislikeId, GrantId, SubjectId, TrackId};
use policy::{HelpingDiscovery, PersonalRecommendation, Purpose as _};
use recommender::{ITEMS_PER_LISTENER_MAX, Item, Listener, Listening};
use units::Timestamp;

/// Listens of one's own that count at most: the latest.
const PLAYS_MAX: i64 = 5_000;
/// Songs that a member does not want, at most; the latest.
const DISLIKES_MAX: i64 = 5_000;

sql! {
    static SWITCH = "SELECT id FROM grants WHERE subject_id = $1 AND purpose_no = $2 AND rests_since IS NULL \
        AND subject_id NOT IN (SELECT subject_id FROM profile_birthdays WHERE value >= $3)";
    static OWN = "SELECT l.track_id, l.started_at FROM listens l \
        JOIN grants g ON g.subject_id = l.subject_id AND g.purpose_no = $2 AND g.rests_since IS NULL \
        LEFT JOIN recommendation_resets r ON r.subject_id = l.subject_id \
        WHERE l.subject_id = $1 AND (r.reset_at IS NULL OR l.started_at >= r.reset_at) \
        AND l.subject_id NOT IN (SELECT subject_id FROM profile_birthdays WHERE value >= $4) \
        ORDER BY l.started_at DESC, l.id DESC LIMIT $3";
    static OTHERS = "SELECT l.subject_id, l.track_id FROM listens l \
        WHERE l.subject_id IN (SELECT subject_id FROM grants WHERE purpose_no = $1 AND rests_since IS NULL) \
        AND l.started_at < $2 \
        AND l.subject_id NOT IN (SELECT subject_id FROM profile_birthdays WHERE value >= $3) \
        ORDER BY l.subject_id DESC, l.started_at DESC, l.id DESC";
    static POPULAR = "SELECT track_id, count(DISTINCT subject_id) FROM listens \
        WHERE subject_id IN (SELECT subject_id FROM grants WHERE purpose_no = $1 AND rests_since IS NULL) \
        AND started_at >= $2 AND started_at < $3 \
        AND subject_id NOT IN (SELECT subject_id FROM profile_birthdays WHERE value >= $6) \
        GROUP BY track_id HAVING count(DISTINCT subject_id) >= $4 \
        ORDER BY 2 DESC, 1 LIMIT $5";
    static DISLIKES = "SELECT track_id FROM recommendation_dislikes WHERE subject_id = $1 \
        ORDER BY disliked_at DESC, id DESC LIMIT $2";
    static DISLIKE = "INSERT INTO recommendation_dislikes (id, subject_id, grant_id, track_id, disliked_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (subject_id, track_id) DO NOTHING";
    static TAKE_BACK = "DELETE FROM recommendation_dislikes WHERE subject_id = $1 AND track_id = $2";
    static TAKE_ALL_BACK = "DELETE FROM recommendation_dislikes WHERE subject_id = $1";
    static RESET = "INSERT INTO recommendation_resets (subject_id, grant_id, reset_at) VALUES ($1, $2, $3) \
        ON CONFLICT (subject_id) DO UPDATE SET grant_id = excluded.grant_id, reset_at = excluded.reset_at";
}

/// One hearing; of all that is kept about a member, this is what recommendation may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Play {
    pub(crate) track: TrackId,
    pub(crate) started_at: Timestamp,
}

/// The member's live consent to recommendations, if there is one and they are no minor.
pub(crate) async fn switch(db: &Db, member: SubjectId, now: Timestamp) -> db::Result<Option<GrantId>> {
    let arguments = args![member, PersonalRecommendation::NO, now.minors_born_since()];
    db.service().query_optional(&SWITCH, &arguments, |row| row.get(0)).await
}

/// What the member heard since they last cleared, the latest first; nothing without their live consent, nothing of minors.
pub(crate) async fn own(db: &Db, member: SubjectId, now: Timestamp) -> db::Result<Vec<Play>> {
    let arguments = args![member, PersonalRecommendation::NO, PLAYS_MAX, now.minors_born_since()];
    db.service().query(&OWN, &arguments, |row| Ok(Play { track: row.get(0)?, started_at: row.get(1)? })).await
}

/// Who heard what before an instant, of those who let it help others; the latest of each first.
pub(crate) async fn others(db: &Db, before: Timestamp) -> db::Result<Vec<(SubjectId, TrackId)>> {
    let arguments = args![HelpingDiscovery::NO, before, before.minors_born_since()];
    db.service().query(&OTHERS, &arguments, |row| Ok((row.get(0)?, row.get(1)?))).await
}

/// The same, to be counted.
///
/// People are numbered as they come and the numbers are gone with the answer: what is counted knows nobody.
pub(crate) fn listening_of(rows: &[(SubjectId, TrackId)]) -> Listening {
    let mut listening = Listening::new();
    for (number, of_one) in (0..).zip(rows.chunk_by(|left, right| left.0 == right.0)) {
        let mut seen = HashSet::new();
        let items = of_one.iter().map(|(_, track)| Item(track.as_i64())).filter(|item| seen.insert(*item));
        listening.set(Listener(number), &items.take(ITEMS_PER_LISTENER_MAX).collect::<Vec<_>>());
    }
    listening
}

/// What at least `people_min` of those who let their listening help others heard in a span of time, the most first.
pub(crate) async fn popular(
    db: &Db,
    since: Timestamp,
    before: Timestamp,
    people_min: u32,
    limit: i64,
) -> db::Result<Vec<TrackId>> {
    let people_min = i64::from(people_min);
    let arguments = args![HelpingDiscovery::NO, since, before, people_min, limit, before.minors_born_since()];
    db.service().query(&POPULAR, &arguments, |row| row.get(0)).await
}

/// What the member does not want recommended, marked last first.
pub(crate) async fn dislikes(db: &Db, member: SubjectId) -> db::Result<Vec<TrackId>> {
    db.service().query(&DISLIKES, &args![member, DISLIKES_MAX], |row| row.get(0)).await
}

/// Keeps that the member does not want a song; marked twice it is kept once.
pub(crate) async fn dislike(
    grant: &mut Grant<PersonalRecommendation>,
    track: TrackId,
    now: Timestamp,
) -> db::Result<u64> {
    let id = DislikeId::random(&mut rand::rng());
    let arguments = args![id, grant.subject(), grant.id(), track, now];
    grant.tx().execute(&DISLIKE, &arguments).await
}

/// Lets a song be recommended again.
pub(crate) async fn take_back(grant: &mut Grant<PersonalRecommendation>, track: TrackId) -> db::Result<u64> {
    let arguments = args![grant.subject(), track];
    grant.tx().execute(&TAKE_BACK, &arguments).await
}

/// Begins anew: what was heard before `now` counts no more, and no song is marked.
pub(crate) async fn reset(grant: &mut Grant<PersonalRecommendation>, now: Timestamp) -> db::Result<()> {
    let (subject, id) = (grant.subject(), grant.id());
    grant.tx().execute(&TAKE_ALL_BACK, &args![subject]).await?;
    grant.tx().execute(&RESET, &args![subject, id, now]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_knows_nobody() {
        let (first, second) = (SubjectId::from_i64(900_001), SubjectId::from_i64(900_002));
        let track = TrackId::from_i64;
        let listening = listening_of(&[(second, track(1)), (second, track(2)), (first, track(2))]);
        let counted = format!("{listening:?}");
        assert!(!counted.contains("90000"), "{counted}");
        assert!(counted.contains("Listener(0)") && counted.contains("Listener(1)"), "{counted}");
    }
}
