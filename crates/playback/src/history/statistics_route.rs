//! The route of one's own listening in numbers.

use std::collections::HashMap;

use axum::extract::State;
use http_api::{Json, Member, Problem, Query, Text};
use ids::{ArtistId, TrackId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use units::{Millis, Timestamp};

use super::routes::{Shared, TrackViews, track_schema};
use super::statistics::{Amount, Statistics};

/// Songs and artists that are named.
const NAMED_MAX: usize = 10;
/// Songs whose artists are counted: the most heard, more than anybody looks at.
const COUNTED_MAX: usize = 2_000;
/// Where it is not said, months and hours are China's.
const CHINA_MINUTES: i64 = 8 * 60;
/// No place is further from UTC.
const OFFSET_MINUTES_MAX: i64 = 14 * 60;

/// Where the listener is.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct StatisticsQuery {
    /// How far the place is ahead of UTC, in minutes, −840 to 840; 480, China's, when left out.
    #[serde(default)]
    utc_offset_minutes: Option<i64>,
}

/// One's own listening in numbers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct ListeningStatistics {
    /// How many listens there are.
    listens: u64,
    /// How long they lasted together, in milliseconds.
    played_ms: u64,
    /// The first of them.
    #[schema(value_type = Option<String>, format = DateTime)]
    since: Option<Timestamp>,
    /// By month, the earliest first, without a gap.
    months: Vec<MonthOfListening>,
    /// By the hour of the day in which they began, from 0 to 23.
    hours: Vec<HourOfListening>,
    /// The artists heard most often, 10 at most.
    artists: Vec<ArtistHeard>,
    /// The songs heard most often, 10 at most.
    tracks: Vec<TrackHeard>,
}

/// A month.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct MonthOfListening {
    /// `yyyy-mm`.
    month: String,
    /// How many listens.
    listens: u64,
    /// How long, in milliseconds.
    played_ms: u64,
}

/// An hour of the day.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct HourOfListening {
    /// 0 to 23.
    hour: u8,
    /// How many listens.
    listens: u64,
    /// How long, in milliseconds.
    played_ms: u64,
}

/// An artist.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ArtistHeard {
    /// The artist.
    #[schema(value_type = String)]
    id: ArtistId,
    /// The name.
    name: String,
    /// How many listens; one to a song of several artists counts for each.
    listens: u64,
    /// How long, in milliseconds.
    played_ms: u64,
}

/// A song.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct TrackHeard {
    /// The song; null when it has left the library.
    #[schema(schema_with = track_schema)]
    track: Option<serde_json::Value>,
    /// How many listens.
    listens: u64,
    /// How long, in milliseconds.
    played_ms: u64,
}

#[utoipa::path(
    get, path = "/me/listens/statistics", operation_id = "show_listening_statistics", tag = "playback",
    params(StatisticsQuery),
    responses((status = 200, description = "The member's own listening in numbers; zeros without consent", body = ListeningStatistics)),
    extensions(("x-function" = json!("play_history")), ("x-purposes" = json!(["play_history"])))
)]
pub(super) async fn show_listening_statistics(
    State(service): State<Shared>,
    Member(member): Member,
    Query(query): Query<StatisticsQuery>,
) -> Result<Json<ListeningStatistics>, Problem> {
    let minutes = query.utc_offset_minutes.unwrap_or(CHINA_MINUTES);
    if !(-OFFSET_MINUTES_MAX..=OFFSET_MINUTES_MAX).contains(&minutes) {
        let message = Text::new("应在 −840 到 840 分钟之间", "must lie between −840 and 840 minutes");
        return Err(Problem::field("utc_offset_minutes", "utc_offset_minutes.out_of_range", message));
    }
    // The grant is let go before the tracks are looked up: it holds the database's writer.
    let listens = match service.history.listening(member.subject).await? {
        None => Vec::new(),
        Some(mut grant) => service.history.listens(&mut grant, None, i64::MAX).await?,
    };
    let counted = Statistics::of(&listens, Millis::minutes(minutes));
    Ok(Json(shown(counted, &service.views).await?))
}

async fn shown(counted: Statistics, views: &TrackViews) -> Result<ListeningStatistics, Problem> {
    let Statistics { all, since, months, hours, tracks } = counted;
    let looked_up: Vec<TrackId> = tracks.iter().take(COUNTED_MAX).map(|(track, _)| *track).collect();
    let views = if looked_up.is_empty() { HashMap::new() } else { views.show(looked_up).await? };
    let mut artists: HashMap<ArtistId, (String, Amount)> = HashMap::new();
    for (track, amount) in &tracks {
        for artist in views.get(track).map(named_artists).unwrap_or_default() {
            artists.entry(artist.id).or_insert((artist.name, Amount::default())).1.add(*amount);
        }
    }
    let mut artists: Vec<(ArtistId, (String, Amount))> = artists.into_iter().collect();
    artists.sort_unstable_by_key(|(id, (_, amount))| (amount.rank(), *id));
    let month = |(month, amount): (Date, Amount)| MonthOfListening {
        month: month.strftime("%Y-%m").to_string(),
        listens: amount.listens,
        played_ms: amount.played_ms,
    };
    let hour =
        |(hour, amount): (u8, Amount)| HourOfListening { hour, listens: amount.listens, played_ms: amount.played_ms };
    let artist = |(id, (name, amount)): (ArtistId, (String, Amount))| ArtistHeard {
        id,
        name,
        listens: amount.listens,
        played_ms: amount.played_ms,
    };
    let track = |(id, amount): (TrackId, Amount)| TrackHeard {
        track: views.get(&id).cloned(),
        listens: amount.listens,
        played_ms: amount.played_ms,
    };
    Ok(ListeningStatistics {
        listens: all.listens,
        played_ms: all.played_ms,
        since,
        months: months.into_iter().map(month).collect(),
        hours: (0..).zip(hours).map(hour).collect(),
        artists: artists.into_iter().take(NAMED_MAX).map(artist).collect(),
        tracks: tracks.into_iter().take(NAMED_MAX).map(track).collect(),
    })
}

/// What a track's object in the API says of its artists.
#[derive(Deserialize)]
struct NamedArtist {
    id: ArtistId,
    name: String,
}

fn named_artists(track: &serde_json::Value) -> Vec<NamedArtist> {
    let artists = track.get("artists").cloned().unwrap_or_default();
    serde_json::from_value(artists).unwrap_or_default()
}
