//! Lists by offset, over a catalogue that pages by place.
//!
//! A client that reads the whole library asks for one page after the other. The place after each page is remembered,
//! so that the next one begins there; only a page out of order is walked to from the beginning.

use std::time::Duration;

use catalog::{AlbumSort, AlbumSummary, ArtistSort, ArtistSummary, Catalog, Filter, List, Place, Track, TrackSort};
use moka::sync::Cache;

use crate::fault::Fault;

/// Places remembered at most, and for how long. They say nothing about who asked.
const PLACES_MAX: u64 = 4_096;
const PLACES_FOR: Duration = Duration::from_secs(15 * 60);
/// Items walked over in one statement on the way to a page out of order.
const STEP: usize = 500;

/// The places after pages that were given out.
#[derive(Clone, Debug)]
pub(crate) struct Pages {
    catalog: Catalog,
    places: Cache<(String, usize), Place>,
}

macro_rules! page {
    ($self:expr, $list:expr, $offset:expr, $limit:expr, |$place:ident, $count:ident| $fetch:expr) => {{
        if $limit == 0 {
            return Ok(Vec::new());
        }
        let list: String = $list;
        let mut $place = $self.places.get(&(list.clone(), $offset));
        let mut at = if $place.is_some() { $offset } else { 0 };
        while at < $offset {
            let $count = STEP.min($offset - at);
            let walked: List<_> = $fetch;
            at += walked.items.len();
            $place = walked.next;
            if $place.is_none() && at <= $offset {
                return Ok(Vec::new());
            }
        }
        let $count = $limit;
        let page: List<_> = $fetch;
        if let Some(next) = page.next {
            $self.places.insert((list, $offset + page.items.len()), next);
        }
        Ok(page.items)
    }};
}

impl Pages {
    pub(crate) fn new(catalog: Catalog) -> Self {
        let places = Cache::builder().max_capacity(PLACES_MAX).time_to_live(PLACES_FOR).build();
        Self { catalog, places }
    }

    pub(crate) async fn tracks(
        &self,
        sort: TrackSort,
        filter: &Filter,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<Track>, Fault> {
        page!(self, format!("tracks {sort:?} {filter:?}"), offset, limit, |place, count| {
            self.catalog.track_list(sort, 0, filter, place, count).await?
        })
    }

    pub(crate) async fn albums(
        &self,
        sort: AlbumSort,
        filter: &Filter,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<AlbumSummary>, Fault> {
        page!(self, format!("albums {sort:?} {filter:?}"), offset, limit, |place, count| {
            self.catalog.albums(sort, 0, filter, place, count).await?
        })
    }

    pub(crate) async fn artists(
        &self,
        any_role: bool,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<ArtistSummary>, Fault> {
        page!(self, format!("artists {any_role}"), offset, limit, |place, count| {
            self.catalog.artists(ArtistSort::Name, any_role, place, count).await?
        })
    }
}
