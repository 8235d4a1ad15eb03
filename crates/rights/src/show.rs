//! How a stored value is shown to the person it is about.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use db::Value;
use ids::{
    AlbumId, ArtistId, ChallengeId, ConsentEventId, DisclosureId, GrantId, ListenId, PasskeyId, PlaylistId,
    PlaylistItemId, QrSignInId, SessionId, SubjectId, TrackId,
};
use serde_json::Value as Json;
use units::Timestamp;

/// The value as JSON: instants as RFC 3339, ids as their text, bytes as base 64.
pub(crate) fn json(table: &str, column: &str, value: Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Real(number) => number.into(),
        Value::Text(text) => text.into(),
        Value::Bytes(bytes) => STANDARD.encode(bytes).into(),
        Value::Integer(number) => integer(table, column, number),
    }
}

fn integer(table: &str, column: &str, number: i64) -> Json {
    if column == "at" || column.ends_with("_at") {
        return Timestamp::from_millis(number).to_string().into();
    }
    let id = match (table, column) {
        (_, "subject_id") | ("subjects", "id") => SubjectId::from_i64(number).to_string(),
        (_, "grant_id") | ("grants", "id") => GrantId::from_i64(number).to_string(),
        (_, "track_id") => TrackId::from_i64(number).to_string(),
        (_, "album_id") => AlbumId::from_i64(number).to_string(),
        (_, "artist_id") => ArtistId::from_i64(number).to_string(),
        (_, "playlist_id") | ("playlists", "id") => PlaylistId::from_i64(number).to_string(),
        ("playlist_items", "id") => PlaylistItemId::from_i64(number).to_string(),
        ("listens", "id") => ListenId::from_i64(number).to_string(),
        ("sessions", "id") => SessionId::from_i64(number).to_string(),
        ("passkeys", "id") => PasskeyId::from_i64(number).to_string(),
        ("qr_sign_ins", "id") => QrSignInId::from_i64(number).to_string(),
        ("sms_challenges", "id") => ChallengeId::from_i64(number).to_string(),
        ("consent_events", "id") => ConsentEventId::from_i64(number).to_string(),
        ("disclosures", "id") => DisclosureId::from_i64(number).to_string(),
        (_, "purpose_no") => {
            let purpose = u8::try_from(number).ok().and_then(|no| policy::current().purpose_by_number(no));
            return purpose.map_or_else(|| number.into(), |purpose| purpose.id.clone().into());
        }
        _ => return number.into(),
    };
    id.into()
}

/// The value as a line of text.
pub(crate) fn text(table: &str, column: &str, value: Value) -> Option<String> {
    match json(table, column, value) {
        Json::Null => None,
        Json::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

/// A row's id in the API: its kind and its value, so that a number and a text never meet.
pub(crate) fn row_id(value: &Value) -> String {
    match value {
        Value::Integer(number) => format!("n{number}"),
        Value::Text(text) => format!("t{text}"),
        Value::Null | Value::Real(_) | Value::Bytes(_) => String::new(),
    }
}

/// The value behind a row's id.
pub(crate) fn parse_row_id(text: &str) -> Option<Value> {
    if let Some(number) = text.strip_prefix('n') {
        return number.parse().ok().map(Value::Integer);
    }
    text.strip_prefix('t').map(|text| Value::Text(text.to_owned()))
}
