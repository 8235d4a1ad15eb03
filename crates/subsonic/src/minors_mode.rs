//! Minors' mode for other people's apps: before any endpoint does what it is for.
//!
//! What an endpoint is to the mode stands in [`kind`]; one that is not named there is none of its business. What sounds is
//! let out by [`minors::mode::Mode::admit`], which counts it together with what the web app fetches.

use accounts::SignedInWith;
use axum::http::Method;
use ids::{EpisodeId, PlaylistId, TrackId};
use library::PlaylistRole;
use minors::mode::{Lasting, ModeError, Sound};
use units::Millis;

use crate::answer::Reply;
use crate::call::Call;
use crate::endpoints;
use crate::fault::Fault;

/// How long an episode is taken to last whose feed does not say.
const EPISODE_USUAL: Millis = Millis::minutes(30);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Sound of a song or an episode, named by this parameter.
    Sound(&'static str),
    /// What nobody could count or stop.
    Untold,
    /// Podcasts.
    Podcasts,
    /// What others say.
    Others,
    /// A playlist, which may be another member's.
    Playlist,
}

fn kind(endpoint: &str, action: Option<&str>) -> Option<Kind> {
    Some(match endpoint {
        "stream" => Kind::Sound("id"),
        "getTranscodeStream" => Kind::Sound("mediaId"),
        // Pieces of a playlist are fetched by nobody in particular, files are kept, and stations sound elsewhere.
        "download" | "hls.m3u8" | "getInternetRadioStations" => Kind::Untold,
        "jukeboxControl" if matches!(action, Some("start" | "skip" | "set" | "add")) => Kind::Untold,
        "getPodcasts" | "getNewestPodcasts" | "getPodcastEpisode" => Kind::Podcasts,
        "getPlaylist" => Kind::Playlist,
        "addChatMessage" | "getChatMessages" | "getNowPlaying" => Kind::Others,
        _ => return None,
    })
}

/// Does what an endpoint is for, as far as the mode lets it.
pub(crate) async fn answer(endpoint: &str, call: &Call<'_>) -> Result<Reply, Fault> {
    let mode = &call.service.mode;
    let Some(allows) = mode.allows(call.subject()).await? else { return endpoints::answer(endpoint, call).await };
    match kind(endpoint, call.params.get("action")) {
        Some(Kind::Podcasts) if !allows.podcasts => return Err(ModeError::LeftOut.into()),
        Some(Kind::Others) if !allows.others => return Err(ModeError::LeftOut.into()),
        Some(Kind::Untold) => return Err(ModeError::Untold.into()),
        Some(Kind::Sound(parameter)) => {
            let (sound, lasting) = told(call, parameter).await?;
            mode.admit(call.subject(), device_number(call), sound, lasting).await?;
        }
        Some(Kind::Playlist) if !allows.others => {
            let id: PlaylistId = crate::browse::id(call.params.require("id")?)?;
            if call.service.library.playlist(Some(call.subject()), id).await?.role == PlaylistRole::Viewer {
                return Err(ModeError::LeftOut.into());
            }
        }
        Some(Kind::Podcasts | Kind::Others | Kind::Playlist) | None => {}
    }
    let answering = endpoints::answer(endpoint, call);
    if allows.explicit { answering.await } else { catalog::without_explicit(answering).await }
}

/// What is asked for that sounds, and for how long; what is not there the endpoint refuses.
async fn told(call: &Call<'_>, parameter: &str) -> Result<(Sound, Lasting), Fault> {
    let text = call.params.require(parameter)?;
    let looks = *call.method == Method::HEAD;
    let lasting = |lasts| if looks { Lasting::Nothing } else { Lasting::For(lasts) };
    if let Ok(id) = text.parse::<EpisodeId>() {
        let episode = call.service.podcasts.episode(id).await?;
        return Ok((Sound::Episode, lasting(episode.duration_ms.map_or(EPISODE_USUAL, millis))));
    }
    let id: TrackId = crate::browse::id(text)?;
    let track = call.service.catalog.track(id).await?.ok_or_else(Fault::not_found)?;
    let offset = if parameter == "mediaId" { "offset" } else { "timeOffset" };
    let begun_ms = call.params.parsed::<u64>(offset)?.unwrap_or(0).saturating_mul(1_000);
    let lasts = lasting(millis(track.duration_ms.saturating_sub(begun_ms)));
    Ok((Sound::Song { is_explicit: track.is_explicit() }, lasts))
}

fn millis(duration_ms: u64) -> Millis {
    Millis(i64::try_from(duration_ms).unwrap_or(i64::MAX).min(Millis::days(1).0))
}

fn device_number(call: &Call<'_>) -> i64 {
    match call.member.signed_in_with {
        SignedInWith::ApiKey(id) => id.as_i64(),
        SignedInWith::AppPassword(id) => id.as_i64(),
    }
}

impl From<ModeError> for Fault {
    fn from(error: ModeError) -> Self {
        match error {
            ModeError::TimeOver { goes_on_at } => {
                Self::new(50, format!("Today's time for listening is over; it goes on at {goes_on_at}."))
            }
            ModeError::Pause { goes_on_at } => {
                Self::new(50, format!("It is the time to rest; the music goes on at {goes_on_at}."))
            }
            ModeError::LeftOut => Self::new(50, "Minors' mode leaves this out."),
            ModeError::Untold => {
                Self::new(50, "Minors' mode does without this: it could be neither counted nor stopped.")
            }
            error => http_api::Problem::from(error).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every endpoint that answers with sound is known to the mode; a new one is added here with it.
    #[test]
    fn what_sounds_is_known_to_the_mode() {
        for endpoint in ["stream", "download", "hls.m3u8", "getTranscodeStream", "getInternetRadioStations"] {
            assert!(matches!(kind(endpoint, None), Some(Kind::Sound(_) | Kind::Untold)), "{endpoint}");
            assert!(endpoints::ENDPOINTS.iter().any(|(name, _)| *name == endpoint), "{endpoint}");
        }
        for action in ["start", "skip", "set", "add"] {
            assert_eq!(kind("jukeboxControl", Some(action)), Some(Kind::Untold));
        }
        assert_eq!(kind("jukeboxControl", Some("stop")), None);
        assert_eq!(kind("ping", None), None);
    }
}
