//! Parameters that several lists share.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use http_api::{Cursor, Page, Problem};
use serde::{Deserialize, Serialize};

use crate::pages::{List, Place};
use crate::store::lists::Filter;

/// The place a cursor names.
pub(crate) fn place(cursor: Option<&Cursor>) -> Result<Option<Place>, Problem> {
    cursor.map(Cursor::key).transpose()
}

/// A list as a page of the API.
pub(crate) fn page<T>(list: List<T>) -> Page<T> {
    Page { items: list.items, next: list.next.map(|place| Cursor::of(&place)), total: Some(list.total) }
}

/// The language of the words, by which a list is narrowed.
///
/// Its name is that of the parameter every route has for the language of its answer, so it is read on its own:
/// a list of music has no text of ours in it, and its problems follow `Accept-Language` or this parameter alike.
#[derive(Debug, Default)]
pub(crate) struct SungIn(pub(crate) Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for SungIn {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        #[derive(Default, Deserialize)]
        struct Raw {
            language: Option<String>,
        }
        let raw = axum::extract::Query::<Raw>::try_from_uri(&parts.uri).map(|query| query.0).unwrap_or_default();
        Ok(Self(raw.language.filter(|language| !language.is_empty())))
    }
}

/// Makes a filter of the parameters that are there.
pub(crate) fn filter(genre: Option<&str>, decade: Option<u32>, language: SungIn, compilation: Option<bool>) -> Filter {
    Filter {
        genre_key: genre.map(crate::pages::genre_key),
        decade: decade.map(|decade| i64::from(decade / 10 * 10)),
        language: language.0,
        compilation,
    }
}

/// A list that has no pages.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Whole<T> {
    pub(crate) items: Vec<T>,
    /// Always nothing: the list is whole.
    pub(crate) next: Option<String>,
}

impl<T> Whole<T> {
    pub(crate) fn new(items: Vec<T>) -> Self {
        Self { items, next: None }
    }
}
