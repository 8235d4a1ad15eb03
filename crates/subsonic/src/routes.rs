//! The one route behind which all endpoints are, and the service they share.

use std::sync::Arc;

use accounts::{Accounts, AppMember, ClientAddress};
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, Response, header};
use catalog::Catalog;
use file_serving::Handoff;
use http_api::Signals;
use http_body_util::{BodyExt as _, Limited};
use library::Library;
use minors::mode::Mode;
use playback::Playback;
use playback::history::History;
use podcasts::Podcasts;
use radio::Radio;
use similarity::Similarity;
use social::Social;
use units::{Clock, Timestamp};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::Format;
use crate::call::Call;
use crate::fault::Fault;
use crate::jukebox::Room;
use crate::minors_mode;
use crate::now_playing::NowPlaying;
use crate::pages::Pages;
use crate::params::{BODY_BYTES_MAX, Params};
use crate::sign_in::sign_in;
use crate::system;

/// What the protocol is spoken over.
#[derive(Debug)]
pub struct Parts {
    /// What minors' mode lets sound.
    pub mode: Mode,
    /// Who signs in.
    pub accounts: Accounts,
    /// The music.
    pub catalog: Catalog,
    /// Sound.
    pub playback: Playback,
    /// What was heard, and the queue, by consent.
    pub history: History,
    /// Likes, ratings, bookmarks and playlists.
    pub library: Library,
    /// Podcasts.
    pub podcasts: Podcasts,
    /// Stations.
    pub radio: Radio,
    /// What sounds alike.
    pub similarity: Similarity,
    /// Shares and the chat.
    pub social: Social,
    /// Music where the server is.
    pub room: Room,
    /// The service's public address, such as `https://music.example`, for links; else the one that the app used.
    pub public_url: Option<String>,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) mode: Mode,
    pub(crate) accounts: Accounts,
    pub(crate) catalog: Catalog,
    pub(crate) playback: Playback,
    pub(crate) history: History,
    pub(crate) library: Library,
    pub(crate) podcasts: Podcasts,
    pub(crate) radio: Radio,
    pub(crate) similarity: Similarity,
    pub(crate) social: Social,
    pub(crate) room: Room,
    pub(crate) public_url: Option<String>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) pages: Pages,
    pub(crate) playing: NowPlaying,
    pub(crate) started_at: Timestamp,
}

type Shared = Arc<Service>;

/// The routes of the protocol, below `/rest`; they are no part of `/api/v1`.
pub fn routes<S: Clone + Send + Sync + 'static>(parts: Parts) -> OpenApiRouter<S> {
    let Parts {
        mode,
        accounts,
        catalog,
        playback,
        history,
        library,
        podcasts,
        radio,
        similarity,
        social,
        room,
        public_url,
        clock,
    } = parts;
    let service = Service {
        pages: Pages::new(catalog.clone()),
        playing: NowPlaying::default(),
        started_at: clock.now(),
        mode,
        accounts,
        catalog,
        playback,
        history,
        library,
        podcasts,
        radio,
        similarity,
        social,
        room,
        public_url,
        clock,
    };
    OpenApiRouter::new().routes(routes!(open_subsonic, open_subsonic_by_form)).with_state(Shared::new(service))
}

/// An endpoint of OpenSubsonic 1.16.1, with or without `.view`; see <https://opensubsonic.netlify.app>.
#[utoipa::path(
    get, path = "/rest/{endpoint}", operation_id = "open_subsonic", tag = "open_clients",
    params(("endpoint" = String, Path, description = "Such as `ping`")),
    responses((status = 200, description = "The answer or the error, as XML or JSON, or sound, or a picture")),
    extensions(
        ("x-function" = json!("open_clients")),
        ("x-purposes" = json!(["app_access", "operation", "favourites", "playlists", "shares", "chat", "play_history", "resume_playback"]))
    ),
)]
async fn open_subsonic(
    State(service): State<Shared>,
    Path(endpoint): Path<String>,
    request: Request,
) -> Response<Body> {
    answer(&service, &endpoint, request).await
}

/// The same with the parameters in a form.
#[utoipa::path(
    post, path = "/rest/{endpoint}", operation_id = "open_subsonic_by_form", tag = "open_clients",
    params(("endpoint" = String, Path, description = "Such as `ping`")),
    responses((status = 200, description = "The answer or the error, as XML or JSON, or sound, or a picture")),
    extensions(
        ("x-function" = json!("open_clients")),
        ("x-purposes" = json!(["app_access", "operation", "favourites", "playlists", "shares", "chat", "play_history", "resume_playback"]))
    ),
)]
async fn open_subsonic_by_form(
    State(service): State<Shared>,
    Path(endpoint): Path<String>,
    request: Request,
) -> Response<Body> {
    answer(&service, &endpoint, request).await
}

async fn answer(service: &Service, endpoint: &str, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let query = parts.uri.query().unwrap_or_default().as_bytes();
    let (sent, too_large) = match sent(&parts.headers, body).await {
        Ok(sent) => (sent, None),
        Err(fault) => (Sent::default(), Some(fault)),
    };
    let params = Params::parse(query, &sent.form);
    let format = match Format::of(&params) {
        Ok(format) => format,
        Err(fault) => return Format::Xml.write(Err(fault)),
    };
    if let Some(fault) = too_large {
        return format.write(Err(fault));
    }
    let endpoint = endpoint.strip_suffix(".view").unwrap_or(endpoint);
    // An app asks for this before it can know how to sign in.
    if endpoint == "getOpenSubsonicExtensions" {
        return format.write(Ok(system::get_extensions()));
    }
    let address = parts.extensions.get::<ClientAddress>().copied();
    let outcome = match heeded(service, &params, address, &parts.headers).await {
        Ok(member) => {
            let call = Call {
                service,
                member: &member,
                params: &params,
                method: &parts.method,
                headers: &parts.headers,
                json: &sent.json,
                handoff: parts.extensions.get::<Handoff>().cloned(),
            };
            minors_mode::answer(endpoint, &call).await
        }
        Err(fault) => Err(fault),
    };
    format.write(outcome)
}

/// Finds the member, and heeds what the app's browser says about tracking before anything else is done.
async fn heeded(
    service: &Service,
    params: &Params,
    address: Option<ClientAddress>,
    headers: &HeaderMap,
) -> Result<AppMember, Fault> {
    let member = sign_in(&service.accounts, params, address).await?;
    service.history.heed(member.subject, Signals::of(headers)).await?;
    Ok(member)
}

/// What a body holds; one of another kind holds neither.
#[derive(Default)]
struct Sent {
    form: bytes::Bytes,
    json: bytes::Bytes,
}

async fn sent(headers: &HeaderMap, body: Body) -> Result<Sent, Fault> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_form = media_type.starts_with("application/x-www-form-urlencoded");
    if !is_form && !media_type.starts_with("application/json") {
        return Ok(Sent::default());
    }
    let bytes = match Limited::new(body, BODY_BYTES_MAX).collect().await {
        Ok(bytes) => bytes.to_bytes(),
        Err(_) => return Err(Fault::other(format!("A body has at most {BODY_BYTES_MAX} bytes."))),
    };
    Ok(if is_form { Sent { form: bytes, ..Sent::default() } } else { Sent { json: bytes, ..Sent::default() } })
}
