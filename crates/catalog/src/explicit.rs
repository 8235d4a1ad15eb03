//! Leaving out songs that their tags call explicit, in everything that one request is shown.
//!
//! Who asks is nothing the catalogue knows. Whoever does know wraps the answering, and every list, search and page of the
//! catalogue that is made within leaves those songs out, whichever route asked for it. Counts of albums and genres are
//! made by the scan and stay as they are.

use std::future::Future;

use crate::model::Track;

tokio::task_local! {
    static WITHOUT_EXPLICIT: ();
}

/// Answers without explicit songs whatever `answering` asks of the catalogue.
pub async fn without_explicit<F: Future>(answering: F) -> F::Output {
    WITHOUT_EXPLICIT.scope((), answering).await
}

/// Whether a track is shown to whoever asks.
pub(crate) fn is_shown(track: &Track) -> bool {
    !track.is_explicit() || WITHOUT_EXPLICIT.try_with(|()| ()).is_err()
}

/// The tracks that are shown to whoever asks.
pub(crate) fn shown(mut tracks: Vec<Track>) -> Vec<Track> {
    tracks.retain(is_shown);
    tracks
}
