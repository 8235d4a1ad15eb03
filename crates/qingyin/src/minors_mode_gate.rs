//! Minors' mode before every route: what sounds is let out by [`Mode::admit`] alone, and what is left out is not shown.
//!
//! Which operations serve sound is told by the description of the API: by what they answer with. One that this file does
//! not know how to count is refused in the mode, so that a new way to sound is closed until it is counted here. Other
//! people's apps are told apart behind their own route, in crate `subsonic`, by the same [`Mode::admit`].
//!
//! A browser in which an account in the mode was signed in keeps a mark that says nothing about anybody: signing out
//! there does not open what the mode closes.

use std::collections::BTreeMap;
use std::sync::Arc;

use accounts::Accounts;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE, RANGE, SET_COOKIE};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use catalog::Catalog;
use consent::Consents;
use http_api::{Code, Problem, SignedIn, Text, codes};
use ids::{EpisodeId, PlaylistId, TrackId};
use library::{Library, PlaylistRole};
use minors::mode::{Allows, Lasting, Mode, ModeError, Sound};
use podcasts::Podcasts;
use units::Millis;
use utoipa::openapi::OpenApi;

use crate::app::API;

/// How long an episode is taken to last whose feed does not say; at the end the player asks again.
const EPISODE_USUAL: Millis = Millis::minutes(30);
/// A segment of HTTP Live Streaming, which follows the one before it.
const SEGMENT: Millis = Millis::seconds(6);

/// A guest in a browser that was in the mode.
static SIGN_IN: Code = Code {
    code: "minors_mode.sign_in",
    status: StatusCode::FORBIDDEN,
    title: Text::new(
        "这个浏览器上次是未成年人模式，请登录后再听",
        "This browser was in minors' mode; please sign in to listen",
    ),
};

/// What an operation is to the mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// It answers with sound, or says where to fetch it.
    Sound,
    /// It shows podcasts.
    Podcasts,
    /// It shows stations, which the service can neither count nor stop.
    Stations,
    /// It shows what other members made or say.
    Others,
    /// It recommends from what somebody did, and everybody's where nobody is known.
    Recommends,
    /// It is about what is known of somebody for recommending.
    Profiles,
}

/// What the gate asks.
#[derive(Clone, Debug)]
pub(crate) struct ModeGate {
    kinds: Arc<BTreeMap<(String, String), Kind>>,
    parts: ModeGateParts,
}

/// Who knows what the gate asks for.
#[derive(Clone, Debug)]
pub(crate) struct ModeGateParts {
    mode: Mode,
    accounts: Accounts,
    consents: Consents,
    catalog: Catalog,
    library: Library,
    podcasts: Podcasts,
}

impl ModeGateParts {
    pub(crate) fn new(
        mode: Mode,
        accounts: Accounts,
        consents: Consents,
        (catalog, library, podcasts): (Catalog, Library, Podcasts),
    ) -> Self {
        Self { mode, accounts, consents, catalog, library, podcasts }
    }
}

impl ModeGate {
    pub(crate) fn of(api: &OpenApi, parts: ModeGateParts) -> Self {
        let kinds = http_api::operations(api).into_iter().filter_map(|operation| {
            let kind = kind_of(api, operation.method, &operation.path, operation.function.as_deref())?;
            Some(((operation.method.to_owned(), operation.path), kind))
        });
        Self { kinds: Arc::new(kinds.collect()), parts }
    }
}

/// Whether an operation answers with sound: the apps' one route is told apart where the app is.
pub(crate) fn sounds(api: &OpenApi, method: &str, path: &str) -> bool {
    if !path.starts_with(API) {
        return false;
    }
    if path.ends_with("/playback") {
        return true;
    }
    let item = api.paths.paths.get(path);
    let operation = item.and_then(|item| match method {
        "GET" => item.get.as_ref(),
        "POST" => item.post.as_ref(),
        _ => None,
    });
    let responses = operation.into_iter().flat_map(|operation| operation.responses.responses.values());
    let is_archive = |media: &str| media == "application/zip" && path.ends_with("/download");
    responses.into_iter().any(|response| match response {
        utoipa::openapi::RefOr::T(response) => response
            .content
            .keys()
            .any(|media| media.starts_with("audio/") || media == "application/vnd.apple.mpegurl" || is_archive(media)),
        utoipa::openapi::RefOr::Ref(_) => false,
    })
}

fn kind_of(api: &OpenApi, method: &str, path: &str, function: Option<&str>) -> Option<Kind> {
    if sounds(api, method, path) {
        return Some(Kind::Sound);
    }
    let below = path.strip_prefix(API)?;
    let is_below =
        |prefix: &str| below.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    Some(match function? {
        _ if is_below("/podcasts") || is_below("/podcast_episodes") => Kind::Podcasts,
        _ if is_below("/radio_stations") => Kind::Stations,
        _ if is_below("/playlist_links") || is_below("/shares") || is_below("/playlists/{id}") => Kind::Others,
        _ if is_below("/recommendations/playlists") || is_below("/recommendations/for_you") => Kind::Others,
        "chat" | "playlist_square" => Kind::Others,
        "recommendation" | "likes_recommendation" => {
            let is_of_everybody = ["today", "single", "because", "on_repeat", "treasures", "different", "radio"].iter();
            let mut is_of_everybody = is_of_everybody.map(|name| format!("/recommendations/{name}"));
            if is_of_everybody.any(|path| path == below) { Kind::Recommends } else { Kind::Profiles }
        }
        _ => return None,
    })
}

/// Lets through what the mode lets through, and shows the rest of the way without what is left out.
pub(crate) async fn hold(State(gate): State<ModeGate>, mut request: Request, next: Next) -> Response {
    let member = request.extensions().get::<SignedIn>().cloned();
    let is_marked = gate.parts.accounts.is_marked_for_minors(request.headers());
    let is_browser = !request.headers().contains_key(AUTHORIZATION);
    let Some(path) = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()) else {
        return next.run(request).await;
    };
    let method = if *request.method() == Method::HEAD { Method::GET } else { request.method().clone() };
    let kind = gate.kinds.get(&(method.as_str().to_owned(), path.clone())).copied();
    let Some(member) = member else {
        if !is_marked {
            return next.run(request).await;
        }
        if kind.is_some_and(|kind| kind != Kind::Recommends) {
            return Problem::new(&SIGN_IN).into_response();
        }
        return catalog::without_explicit(next.run(request)).await;
    };
    let allows = match gate.parts.mode.allows(member.subject).await {
        Ok(allows) => allows,
        Err(error) => return Problem::from(error).into_response(),
    };
    let mut response = match allows {
        None => next.run(request).await,
        Some(allows) => {
            if let Some(kind) = kind {
                let asked = Asked {
                    kind,
                    path,
                    method: request.method().clone(),
                    uri: request.uri().clone(),
                    headers: request.headers().clone(),
                };
                match gate.admit(&member, allows, &asked).await {
                    Ok(As::Member) => {}
                    Ok(As::Guest) => {
                        request.extensions_mut().remove::<SignedIn>();
                    }
                    Err(problem) => return problem.into_response(),
                }
            }
            if allows.explicit { next.run(request).await } else { catalog::without_explicit(next.run(request)).await }
        }
    };
    // An app that sends a token of its own keeps no cookies.
    if is_browser
        && allows.is_some() != is_marked
        && let Some(mark) = gate.parts.accounts.mark_for_minors(allows.is_some())
    {
        response.headers_mut().append(SET_COOKIE, mark);
    }
    response
}

/// What is asked for, apart from the request, which nobody can hold while they wait.
struct Asked {
    kind: Kind,
    path: String,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
}

/// As whom somebody in the mode is answered.
enum As {
    Member,
    Guest,
}

impl ModeGate {
    async fn admit(&self, member: &SignedIn, allows: Allows, asked: &Asked) -> Result<As, Problem> {
        let parts = &self.parts;
        match asked.kind {
            // Taking away what is one's own stays open.
            Kind::Others | Kind::Profiles if asked.method == Method::DELETE => {}
            Kind::Podcasts if !allows.podcasts => return Err(ModeError::LeftOut.into()),
            Kind::Stations => return Err(ModeError::Untold.into()),
            Kind::Others if !allows.others && !self.is_own(member, asked).await? => {
                return Err(ModeError::LeftOut.into());
            }
            Kind::Podcasts | Kind::Others => {}
            Kind::Recommends | Kind::Profiles => {
                // Known minors are shown everybody's already, and told why.
                if parts.consents.minor_of(member.subject).await?.is_none() {
                    if asked.kind == Kind::Profiles {
                        return Err(Problem::new(&codes::MINOR));
                    }
                    return Ok(As::Guest);
                }
            }
            Kind::Sound => {
                let (sound, lasting) = self.told(asked).await?;
                parts.mode.admit(member.subject, member.session.as_i64(), sound, lasting).await?;
            }
        }
        Ok(As::Member)
    }

    /// Whether a playlist is the member's own, or one that they work on.
    async fn is_own(&self, member: &SignedIn, asked: &Asked) -> Result<bool, Problem> {
        if !asked.path.starts_with(&format!("{API}/playlists/{{id}}")) {
            return Ok(false);
        }
        let Some(id) = part::<PlaylistId>(&asked.uri, "playlists") else { return Ok(true) };
        match self.parts.library.playlist(Some(member.subject), id).await {
            Ok(playlist) => Ok(playlist.role != PlaylistRole::Viewer),
            // The route says what is wrong.
            Err(library::Error::NotFound) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    /// What is asked for that sounds, and for how long.
    async fn told(&self, asked: &Asked) -> Result<(Sound, Lasting), Problem> {
        let Asked { path, method, uri, headers, .. } = asked;
        let below = path.strip_prefix(API).unwrap_or(path);
        let looks = *method == Method::HEAD;
        if below == "/podcast_episodes/{id}/stream" {
            let nothing = Ok((Sound::Episode, Lasting::Nothing));
            let Some(id) = part::<EpisodeId>(uri, "podcast_episodes") else { return nothing };
            let lasts = match self.parts.podcasts.episode(id).await {
                Ok(episode) => episode.duration_ms.map_or(EPISODE_USUAL, millis),
                Err(podcasts::Error::NotFound) => return nothing,
                Err(error) => return Err(error.into()),
            };
            return Ok((Sound::Episode, if looks { Lasting::Nothing } else { Lasting::For(lasts) }));
        }
        let is_song = below == "/tracks/{id}/stream" || below == "/tracks/{id}/playback" || below.starts_with(HLS);
        if !is_song {
            return Ok((Sound::Untold, Lasting::Nothing));
        }
        let Some(id) = part::<TrackId>(uri, "tracks") else { return Ok(LOOKED_AT) };
        let Some(track) = self.parts.catalog.track(id).await? else { return Ok(LOOKED_AT) };
        let sound = Sound::Song { is_explicit: track.is_explicit() };
        let lasting = match below {
            _ if looks => Lasting::Nothing,
            "/tracks/{id}/stream" => Lasting::For(left(&track, uri, headers)),
            _ if below.ends_with("/segments/{segment}") => Lasting::AfterThat(SEGMENT),
            _ => Lasting::Nothing,
        };
        Ok((sound, lasting))
    }
}

const HLS: &str = "/tracks/{id}/hls/";

/// What is not there; the route says so.
const LOOKED_AT: (Sound, Lasting) = (Sound::Song { is_explicit: false }, Lasting::Nothing);

/// The id that follows a part of a path.
fn part<T: std::str::FromStr>(uri: &Uri, before: &str) -> Option<T> {
    let mut parts = uri.path().split('/').skip_while(|part| *part != before).skip(1);
    parts.next()?.parse().ok()
}

fn millis(duration_ms: u64) -> Millis {
    Millis(i64::try_from(duration_ms).unwrap_or(i64::MAX).min(Millis::days(1).0))
}

/// How long a song sounds from where it was asked for: from a byte of its file, or from an instant of a transcode.
fn left(track: &catalog::Track, uri: &Uri, headers: &HeaderMap) -> Millis {
    let whole = millis(track.duration_ms);
    let query = uri.query().unwrap_or_default();
    if let Some(start_ms) = query.split('&').find_map(|pair| pair.strip_prefix("start_ms=")) {
        return Millis((whole.0 - start_ms.parse::<i64>().unwrap_or(0).max(0)).max(0));
    }
    let range = headers.get(RANGE).and_then(|value| value.to_str().ok()).and_then(|text| text.strip_prefix("bytes="));
    let start = range.and_then(|range| range.split('-').next()?.parse::<u64>().ok()).unwrap_or(0);
    if start == 0 || track.size_bytes == 0 || !query.is_empty() {
        return whole;
    }
    let left_bytes = u128::from(track.size_bytes.saturating_sub(start));
    let left_ms = u128::from(whole.0.cast_unsigned()) * left_bytes / u128::from(track.size_bytes);
    Millis(i64::try_from(left_ms).unwrap_or(whole.0))
}

/// Whether somebody may be known behind a request, so that it has to take the way through the gate.
pub(crate) fn may_be_somebody(headers: &HeaderMap) -> bool {
    headers.contains_key(COOKIE) || headers.contains_key(AUTHORIZATION)
}
