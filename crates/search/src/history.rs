//! What a member searched for, by consent alone.

use consent::{Grant, Holding, Kept, Personal};
use db::{args, sql};
use ids::{SearchId, SubjectId};
use policy::SearchHistory;
use units::Timestamp;

use crate::Search;

/// The longest query that is kept, in characters.
pub const QUERY_CHARACTERS_MAX: usize = 100;

/// The most entries of one member; the oldest make room.
pub const SEARCHES_MAX: i64 = 200;

/// Where in a history a page ends: the time of its last entry in milliseconds, and the entry.
pub type SearchKey = (i64, i64);

/// One search; doing it again moves it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchEntry {
    /// The entry.
    pub id: SearchId,
    /// What was looked for.
    pub query: String,
    /// When it was looked for last.
    pub searched_at: Timestamp,
}

sql! {
    static KEEP = "INSERT INTO searches (id, subject_id, grant_id, query, spelling, searched_at) \
        VALUES ($1, $2, $3, $4, $5, $6) \
        ON CONFLICT (subject_id, query) DO UPDATE SET grant_id = excluded.grant_id, spelling = excluded.spelling, \
        searched_at = excluded.searched_at \
        RETURNING id";
    static MAKE_ROOM = "DELETE FROM searches WHERE subject_id = $1 AND id NOT IN \
        (SELECT id FROM searches WHERE subject_id = $1 ORDER BY searched_at DESC, id DESC LIMIT $2)";
    static SEARCHES_OF = "SELECT id, query, searched_at FROM searches \
        WHERE subject_id = $1 AND (searched_at, id) < ($2, $3) ORDER BY searched_at DESC, id DESC LIMIT $4";
    static REMOVE = "DELETE FROM searches WHERE id = $1 AND subject_id = $2";
    static CLEAR = "DELETE FROM searches WHERE subject_id = $1";
}

impl Search {
    /// The member's live consent to a history of searches; nothing when there is none, and nothing is recorded then.
    ///
    /// # Errors
    /// The database's.
    pub async fn keeping(&self, member: SubjectId) -> db::Result<Option<Grant<SearchHistory>>> {
        self.parts().consents.grant(member).await
    }

    /// What was kept of the member's searches, to be shown to them and removed by them, even while their consent rests.
    ///
    /// # Errors
    /// The database's.
    pub async fn kept_searches(&self, member: SubjectId) -> db::Result<Option<Kept<SearchHistory>>> {
        self.parts().consents.kept(member).await
    }

    /// Keeps what a member looked for; `query` is not empty and at most [`QUERY_CHARACTERS_MAX`] long.
    ///
    /// # Errors
    /// The database's; [`db::Constraint::ForeignKey`] when consent was withdrawn meanwhile,
    /// [`db::Constraint::Check`] for a query outside that range.
    pub async fn keep_search(&self, grant: &mut Grant<SearchHistory>, query: &str) -> db::Result<SearchEntry> {
        let (subject, now) = (grant.subject(), self.now());
        let spelling = search_index::plain(query);
        let arguments = args![SearchId::random(&mut rand::rng()), subject, grant.id(), query, spelling, now];
        let id = grant.tx().query_one(&KEEP, &arguments, |row| row.get(0)).await?;
        grant.tx().execute(&MAKE_ROOM, &args![subject, SEARCHES_MAX]).await?;
        Ok(SearchEntry { id, query: query.to_owned(), searched_at: now })
    }

    /// The member's searches before a point, the latest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn searches(
        &self,
        kept: &mut impl Holding<SearchHistory>,
        before: Option<SearchKey>,
        limit: i64,
    ) -> db::Result<Vec<SearchEntry>> {
        let (searched_at, id) = before.unwrap_or((i64::MAX, i64::MAX));
        let arguments = args![kept.subject(), searched_at, id, limit];
        let rows: Vec<Personal<SearchEntry, SearchHistory>> = kept
            .tx()
            .query(&SEARCHES_OF, &arguments, |row| {
                let (id, query, searched_at) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok(Personal::new(SearchEntry { id, query, searched_at }))
            })
            .await?;
        Ok(rows.into_iter().map(|entry| entry.into_open(kept.permit())).collect())
    }

    /// Removes one entry, and tells whether it was there.
    ///
    /// # Errors
    /// The database's.
    pub async fn remove_search(&self, kept: &mut impl Holding<SearchHistory>, id: SearchId) -> db::Result<bool> {
        let arguments = args![id, kept.subject()];
        Ok(kept.tx().execute(&REMOVE, &arguments).await? > 0)
    }

    /// Removes all entries, and tells how many there were.
    ///
    /// # Errors
    /// The database's.
    pub async fn clear_searches(&self, kept: &mut impl Holding<SearchHistory>) -> db::Result<u64> {
        let arguments = args![kept.subject()];
        kept.tx().execute(&CLEAR, &arguments).await
    }
}
