//! What suggestions beside likes may read: the likes of whoever switched them on, and what they said of it.

use consent::Grant;
use db::{Db, args, sql};
use ids::{DislikeId, GrantId, SubjectId, TrackId};
use policy::{LikesRecommendation, Purpose as _};
use units::Timestamp;

/// Liked songs that are read at most: the latest.
const LIKED_MAX: i64 = 1_000;
/// Songs that a member does not want, at most; the latest.
const DISLIKES_MAX: i64 = 5_000;

sql! {
    static SWITCH = "SELECT id FROM grants WHERE subject_id = $1 AND purpose_no = $2 AND rests_since IS NULL \
        AND subject_id NOT IN (SELECT subject_id FROM profile_birthdays WHERE value >= $3)";
    static LIKED = "SELECT k.track_id, k.created_at FROM likes k \
        JOIN grants g ON g.subject_id = k.subject_id AND g.purpose_no = $2 AND g.rests_since IS NULL \
        WHERE k.subject_id = $1 AND k.track_id IS NOT NULL \
        AND k.subject_id NOT IN (SELECT subject_id FROM profile_birthdays WHERE value >= $4) \
        ORDER BY k.created_at DESC, k.id DESC LIMIT $3";
    static DISLIKES = "SELECT track_id FROM suggestion_dislikes WHERE subject_id = $1 \
        ORDER BY disliked_at DESC, id DESC LIMIT $2";
    static DISLIKE = "INSERT INTO suggestion_dislikes (id, subject_id, grant_id, track_id, disliked_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (subject_id, track_id) DO NOTHING";
    static TAKE_BACK = "DELETE FROM suggestion_dislikes WHERE subject_id = $1 AND track_id = $2";
}

/// The member's live consent to suggestions beside their likes, if there is one and they are no minor.
pub(super) async fn switch(db: &Db, member: SubjectId, now: Timestamp) -> db::Result<Option<GrantId>> {
    let arguments = args![member, LikesRecommendation::NO, now.minors_born_since()];
    db.service().query_optional(&SWITCH, &arguments, |row| row.get(0)).await
}

/// The songs the member likes, the latest first, and since when; nothing without their live consent, nothing of minors.
pub(super) async fn liked(db: &Db, member: SubjectId, now: Timestamp) -> db::Result<Vec<(TrackId, Timestamp)>> {
    let arguments = args![member, LikesRecommendation::NO, LIKED_MAX, now.minors_born_since()];
    db.service().query(&LIKED, &arguments, |row| Ok((row.get(0)?, row.get(1)?))).await
}

/// What the member does not want beside their likes, marked last first.
pub(super) async fn dislikes(db: &Db, member: SubjectId) -> db::Result<Vec<TrackId>> {
    db.service().query(&DISLIKES, &args![member, DISLIKES_MAX], |row| row.get(0)).await
}

/// Keeps that the member does not want a song; marked twice it is kept once.
pub(super) async fn dislike(grant: &mut Grant<LikesRecommendation>, track: TrackId, now: Timestamp) -> db::Result<u64> {
    let id = DislikeId::random(&mut rand::rng());
    let arguments = args![id, grant.subject(), grant.id(), track, now];
    grant.tx().execute(&DISLIKE, &arguments).await
}

/// Lets a song be suggested again.
pub(super) async fn take_back(grant: &mut Grant<LikesRecommendation>, track: TrackId) -> db::Result<u64> {
    let arguments = args![grant.subject(), track];
    grant.tx().execute(&TAKE_BACK, &arguments).await
}
