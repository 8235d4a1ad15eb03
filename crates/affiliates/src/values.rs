//! What would be sent about a member: read for them to see, and for the company that they agreed to, by the same function.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use consent::Permit;
use db::{Reader, Row, args, sql};
use policy::Purpose;
use units::{Millis, Timestamp};
use vault::{Place, Sealed, Vault};

use crate::error::Error;
use crate::model::Field;

/// How far back it is told what was listened to.
const HEARD_WITHIN: Millis = Millis::days(30);
/// Songs that are told of, at most.
const SONGS_MAX: i64 = 20;
/// Characters of a song's name that are told, at most.
const NAME_CHARACTERS_MAX: usize = 80;
/// A picture that is larger than this is not sent; pictures of accounts are a third of it.
const PICTURE_BYTES_MAX: usize = 32 << 10;
/// Where phone numbers are sealed, by crate `accounts`.
const PHONE: Place = Place("account_phones.phone_sealed");

sql! {
    static PHONE_SEALED = "SELECT phone_sealed FROM account_phones WHERE subject_id = $1";
    static NICKNAME = "SELECT nickname FROM accounts WHERE subject_id = $1";
    static PICTURE = "SELECT image FROM account_avatars WHERE subject_id = $1";
    // What rests is not read.
    static HEARD = "SELECT t.title, t.artists, count(*) FROM listens l \
        JOIN grants g ON g.id = l.grant_id AND g.rests_since IS NULL JOIN tracks t ON t.id = l.track_id \
        WHERE l.subject_id = $1 AND l.started_at >= $2 GROUP BY l.track_id, t.title, t.artists \
        ORDER BY 3 DESC, l.track_id LIMIT $3";
    static COUNTS = "SELECT (SELECT count(*) FROM likes WHERE subject_id = $1), \
        (SELECT count(*) FROM ratings WHERE subject_id = $1), (SELECT count(*) FROM follows WHERE subject_id = $1), \
        (SELECT count(*) FROM playlists WHERE subject_id = $1), \
        (SELECT count(*) FROM playlist_publications p JOIN grants g ON g.id = p.grant_id AND g.rests_since IS NULL \
        WHERE p.subject_id = $1)";
}

/// What stands under one field about one member; it cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Value {
    field: Field,
    text: String,
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Value").field("field", &self.field).finish_non_exhaustive()
    }
}

impl Value {
    /// Under which field.
    #[must_use]
    pub fn field(&self) -> Field {
        self.field
    }

    /// The text, as it is sent: of a picture its JPEG in Base64, and nothing where there is nothing.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// What stands under these fields about the person of the permit.
pub(crate) async fn values<P: Purpose>(
    reader: &Reader,
    vault: &Vault,
    permit: &Permit<P>,
    fields: &[Field],
    now: Timestamp,
) -> Result<Vec<Value>, Error> {
    let mut values = Vec::with_capacity(fields.len());
    for &field in fields {
        let text = match field {
            Field::Phone => phone(reader, vault, permit).await?,
            Field::Nickname => nickname(reader, permit).await?,
            Field::Avatar => picture(reader, permit).await?,
            Field::ContentUsed => heard(reader, permit, now).await?,
            Field::Interactions => counts(reader, permit).await?,
        };
        values.push(Value { field, text });
    }
    Ok(values)
}

async fn phone<P: Purpose>(reader: &Reader, vault: &Vault, permit: &Permit<P>) -> Result<String, Error> {
    let sealed = reader.query_optional(&PHONE_SEALED, &args![permit.subject()], |row| row.get::<Vec<u8>>(0)).await?;
    let Some(sealed) = sealed else { return Ok(String::new()) };
    let bytes = vault.open(permit, PHONE, &Sealed::from_bytes(sealed)).await?;
    String::from_utf8(bytes).map_err(|_| Error::Vault(vault::Error::Refused))
}

async fn nickname<P: Purpose>(reader: &Reader, permit: &Permit<P>) -> db::Result<String> {
    let nickname =
        reader.query_optional(&NICKNAME, &args![permit.subject()], |row| row.get::<Option<String>>(0)).await?;
    Ok(nickname.flatten().unwrap_or_default())
}

async fn picture<P: Purpose>(reader: &Reader, permit: &Permit<P>) -> db::Result<String> {
    let picture = reader.query_optional(&PICTURE, &args![permit.subject()], |row| row.get::<Vec<u8>>(0)).await?;
    let picture = picture.filter(|picture| picture.len() <= PICTURE_BYTES_MAX);
    Ok(picture.map(|picture| STANDARD.encode(picture)).unwrap_or_default())
}

/// A line for each song: its name, whose it is, and how often.
async fn heard<P: Purpose>(reader: &Reader, permit: &Permit<P>, now: Timestamp) -> db::Result<String> {
    let line = |row: &Row<'_>| {
        let (title, artists, times): (String, String, u64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let artists: Vec<String> = serde_json::from_str(&artists).unwrap_or_default();
        let name: String = title.chars().take(NAME_CHARACTERS_MAX).collect();
        let whose: String = artists.join("、").chars().take(NAME_CHARACTERS_MAX).collect();
        Ok(if whose.is_empty() { format!("{name} ×{times}") } else { format!("{name} — {whose} ×{times}") })
    };
    let lines = reader.query(&HEARD, &args![permit.subject(), now - HEARD_WITHIN, SONGS_MAX], line).await?;
    Ok(lines.join("\n"))
}

async fn counts<P: Purpose>(reader: &Reader, permit: &Permit<P>) -> db::Result<String> {
    let names = ["likes", "ratings", "follows", "playlists", "playlists_on_square"];
    let counted = |row: &Row<'_>| {
        let line = |(at, name): (usize, &str)| Ok(format!("{name}: {}", row.get::<u64>(at)?));
        names.into_iter().enumerate().map(line).collect::<db::Result<Vec<String>>>()
    };
    Ok(reader.query_one(&COUNTS, &args![permit.subject()], counted).await?.join("\n"))
}
