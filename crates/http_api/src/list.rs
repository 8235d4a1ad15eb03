//! Lists: pages by cursor, so that the next page costs as much as the first.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::language::Text;
use crate::problem::Problem;

/// One page of a list.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<Cursor>,
    /// How many items the whole list has, where that is known cheaply.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub total: Option<u64>,
}

impl<T> Page<T> {
    /// A list that fits on one page.
    #[must_use]
    pub fn whole(items: Vec<T>) -> Self {
        Self { items, next: None, total: None }
    }

    /// A page made from one row more than it shows: if the extra row is there, there is a next page,
    /// which begins after the last item shown.
    #[must_use]
    pub fn from_extra<K: Serialize>(mut items: Vec<T>, limit: Limit, key: impl Fn(&T) -> K) -> Self {
        let has_more = items.len() > limit.count();
        items.truncate(limit.count());
        let next = has_more.then(|| items.last().map(|item| Cursor::of(&key(item)))).flatten();
        Self { items, next, total: None }
    }

    /// Says how many items the whole list has.
    #[must_use]
    pub fn with_total(mut self, total: u64) -> Self {
        self.total = Some(total);
        self
    }

    /// The same page of something else.
    #[must_use]
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(change).collect(), next: self.next, total: self.total }
    }
}

/// The place after which a page begins: the sort key of the last item, in a form that callers pass back untouched.
#[derive(Clone, Debug, PartialEq, Eq, utoipa::ToSchema)]
#[schema(value_type = String)]
pub struct Cursor(String);

impl Cursor {
    /// The cursor after the item with this key.
    #[must_use]
    pub fn of<K: Serialize>(key: &K) -> Self {
        Self(URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).unwrap_or_default()))
    }

    /// The key, as the list's own code wrote it.
    ///
    /// # Errors
    /// A problem that names the field `cursor`, when it is not one of this list's.
    pub fn key<K: DeserializeOwned>(&self) -> Result<K, Problem> {
        URL_SAFE_NO_PAD.decode(&self.0).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).ok_or_else(|| {
            Problem::field(
                "cursor",
                "cursor.malformed",
                Text::new(
                    "请原样传回上一页给出的 next，或去掉它从头开始",
                    "pass back `next` of the page before as it is, or leave it out to begin again",
                ),
            )
        })
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

/// How many items a page shows: 1 to 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq, utoipa::ToSchema)]
#[schema(value_type = u32, minimum = 1, maximum = 200)]
pub struct Limit(u32);

impl Limit {
    /// The most items of one page.
    pub const MOST: u32 = 200;

    /// This many items, brought into the range.
    #[must_use]
    pub fn new(count: u32) -> Self {
        Self(count.clamp(1, Self::MOST))
    }

    /// The number of items.
    #[must_use]
    pub fn count(self) -> usize {
        self.0 as usize
    }

    /// One more than the page shows, for `LIMIT`: the extra row tells that there is a next page.
    #[must_use]
    pub fn with_extra(self) -> i64 {
        i64::from(self.0) + 1
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Query parameters arrive as text when the struct around them is flattened.
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Number(u32),
            Text(String),
        }
        let count = match Raw::deserialize(deserializer)? {
            Raw::Number(count) => Some(count),
            Raw::Text(text) => text.parse().ok(),
        };
        count
            .filter(|count| (1..=Self::MOST).contains(count))
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("expected a number from 1 to 200"))
    }
}

/// The parameters of a list that has no others.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Where the page begins: `next` of the page before.
    #[param(value_type = Option<String>)]
    pub cursor: Option<Cursor>,
    /// How many items it shows, 1 to 200; 50 by default.
    #[param(value_type = Option<u32>)]
    pub limit: Limit,
}
