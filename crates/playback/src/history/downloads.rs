//! What a member downloaded, by consent alone.

use consent::{Grant, Holding, Kept, Personal};
use db::{args, sql};
use ids::{AlbumId, DownloadId, PlaylistId, SubjectId, TrackId};
use policy::DownloadHistory;
use units::Timestamp;

use super::{History, ListenKey};
use crate::download::Wanted;

/// One download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// The record.
    pub id: DownloadId,
    /// What was downloaded.
    pub what: Wanted,
    /// `original`, or the codec that was chosen.
    pub format: String,
    /// When.
    pub downloaded_at: Timestamp,
}

sql! {
    static ADD_DOWNLOAD = "INSERT INTO downloads (id, subject_id, grant_id, track_id, album_id, playlist_id, format, \
        downloaded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    static DOWNLOADS_OF = "SELECT id, track_id, album_id, playlist_id, format, downloaded_at FROM downloads \
        WHERE subject_id = $1 AND (downloaded_at, id) < ($2, $3) ORDER BY downloaded_at DESC, id DESC LIMIT $4";
    static REMOVE_DOWNLOAD = "DELETE FROM downloads WHERE id = $1 AND subject_id = $2";
    static REMOVE_DOWNLOADS = "DELETE FROM downloads WHERE subject_id = $1";
}

impl History {
    /// The member's live consent to a history of downloads; nothing when there is none, and nothing is recorded then.
    ///
    /// # Errors
    /// The database's.
    pub async fn downloading(&self, subject: SubjectId) -> db::Result<Option<Grant<DownloadHistory>>> {
        self.consents.grant(subject).await
    }

    /// What was kept of the member's downloads, to be shown to them and removed by them, even while their consent rests.
    ///
    /// # Errors
    /// The database's.
    pub async fn kept_downloads(&self, subject: SubjectId) -> db::Result<Option<Kept<DownloadHistory>>> {
        self.consents.kept(subject).await
    }

    /// Records one download.
    ///
    /// # Errors
    /// The database's; [`db::Constraint::ForeignKey`] when consent was withdrawn meanwhile.
    pub async fn record_download(
        &self,
        grant: &mut Grant<DownloadHistory>,
        what: Wanted,
        format: &str,
    ) -> db::Result<Download> {
        let id = DownloadId::random(&mut rand::rng());
        let download = Download { id, what, format: format.to_owned(), downloaded_at: self.now() };
        let (mut track, mut album, mut playlist) = (None::<TrackId>, None::<AlbumId>, None::<PlaylistId>);
        match what {
            Wanted::Track(id) => track = Some(id),
            Wanted::Album(id) => album = Some(id),
            Wanted::Playlist(id) => playlist = Some(id),
        }
        let arguments = args![id, grant.subject(), grant.id(), track, album, playlist, format, download.downloaded_at];
        grant.tx().execute(&ADD_DOWNLOAD, &arguments).await?;
        Ok(download)
    }

    /// The member's downloads before a point, the latest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn downloads(
        &self,
        kept: &mut impl Holding<DownloadHistory>,
        before: Option<ListenKey>,
        limit: i64,
    ) -> db::Result<Vec<Download>> {
        let (downloaded_at, id) = before.unwrap_or((i64::MAX, i64::MAX));
        let arguments = args![kept.subject(), downloaded_at, id, limit];
        let rows: Vec<Option<Personal<Download, DownloadHistory>>> = kept
            .tx()
            .query(&DOWNLOADS_OF, &arguments, |row| {
                let track = row.get::<Option<TrackId>>(1)?.map(Wanted::Track);
                let album = row.get::<Option<AlbumId>>(2)?.map(Wanted::Album);
                let playlist = row.get::<Option<PlaylistId>>(3)?.map(Wanted::Playlist);
                // The table's check lets no row be without one of the three.
                let Some(what) = track.or(album).or(playlist) else { return Ok(None) };
                let (id, format, downloaded_at) = (row.get(0)?, row.get(4)?, row.get(5)?);
                Ok(Some(Personal::new(Download { id, what, format, downloaded_at })))
            })
            .await?;
        Ok(rows.into_iter().flatten().map(|download| download.into_open(kept.permit())).collect())
    }

    /// Removes one record, and tells whether it was there.
    pub(crate) async fn remove_download(
        &self,
        kept: &mut impl Holding<DownloadHistory>,
        download: DownloadId,
    ) -> db::Result<bool> {
        let arguments = args![download, kept.subject()];
        Ok(kept.tx().execute(&REMOVE_DOWNLOAD, &arguments).await? > 0)
    }

    /// Removes all records, and tells how many there were.
    pub(crate) async fn clear_downloads(&self, kept: &mut impl Holding<DownloadHistory>) -> db::Result<u64> {
        let arguments = args![kept.subject()];
        kept.tx().execute(&REMOVE_DOWNLOADS, &arguments).await
    }
}
