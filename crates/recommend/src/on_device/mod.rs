//! What a browser needs to recommend music by itself, so that nobody else learns what is heard in it.
//!
//! Three files, the same bytes for everybody: what there is and how it sounds, which is about nobody; what people
//! listened to together, at least three of those who let their listening help others; and the playlists that their
//! owners show on the square, without who they are. The routes take no word about who asks, so no answer can depend on
//! it.
//!
//! Of the second file the service keeps nothing but a checksum: it is counted from live rows, once for all who fetch it
//! at the same time, and gone when the last of them has it. Of the third nothing is kept: it is what the square is at
//! the moment of the question.

mod catalogue;
mod routes;
mod square;
mod store;

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, Weak};

use ids::PlaylistId;
use recommender::{Dials, Item, encode_companions};
use sha2::{Digest as _, Sha256};
use similarity::Space;
use tokio::sync::Mutex;
use units::{Day, Millis, Timestamp};

use crate::error::Error;
use crate::lists::few;
use crate::playlists::LOOKED_AT;
use crate::store::{listening_of, others};
use crate::{Recommend, computed};

pub(crate) use routes::routes;
use square::OnTheSquare;

/// The catalogue is made anew when it is older than this and somebody asks.
const CATALOGUE_AGE_MAX: Millis = Millis::minutes(10);
/// How many companions each song has at most; lists measured with more were no better.
const COMPANIONS_MAX: usize = 50;
/// How many pairs the file has at most, about 7 MB; where there are more songs, each has fewer companions.
const PAIRS_MAX: usize = 1_500_000;

/// What lies ready between two questions.
#[derive(Debug, Default)]
pub(crate) struct Ready {
    catalogue: Mutex<Option<Catalogue>>,
    companions: Mutex<Option<Companions>>,
    /// Drawn at the start: what it makes of rows means nothing elsewhere.
    hasher: RandomState,
}

#[derive(Debug)]
struct Catalogue {
    file: File,
    made_at: Timestamp,
    space: Arc<Space>,
}

/// From which rows companions were counted, as a checksum of them, and the tag of what came out.
#[derive(Debug)]
struct Companions {
    rows: u64,
    tag: String,
    /// There as long as somebody is fetching it.
    bytes: Weak<Vec<u8>>,
}

/// A file to be fetched.
#[derive(Clone, Debug)]
pub(crate) struct File {
    tag: String,
    bytes: Arc<Vec<u8>>,
}

impl File {
    fn of(bytes: Vec<u8>) -> Self {
        let digest = Sha256::digest(&bytes);
        let (mut high, mut low) = ([0; 8], [0; 8]);
        high.copy_from_slice(&digest[..8]);
        low.copy_from_slice(&digest[8..16]);
        let tag = format!("\"{:016x}{:016x}\"", u64::from_be_bytes(high), u64::from_be_bytes(low));
        Self { tag, bytes: Arc::new(bytes) }
    }
}

/// A file, or that the client has it.
pub(crate) enum Answer {
    File(File),
    Known(String),
}

impl Recommend {
    /// What there is, and how it sounds.
    async fn on_device_catalogue(&self, known: &str) -> Result<Answer, Error> {
        let (now, space) = (self.now(), self.parts().similarity.space());
        // Whoever comes while it is made waits, instead of making it once more.
        let mut ready = self.ready().catalogue.lock().await;
        let is_fresh = |one: &&Catalogue| now.since(one.made_at) < CATALOGUE_AGE_MAX && Arc::ptr_eq(&one.space, &space);
        let fresh = ready.as_ref().filter(is_fresh).map(|one| one.file.clone());
        let file = match fresh {
            Some(file) => file,
            None => {
                let songs = store::songs(&self.parts().db).await?;
                let albums = store::albums(&self.parts().db).await?;
                let measured = Arc::clone(&space);
                let make = move || File::of(catalogue::encode(&songs, &albums, &measured.compact()));
                let file = computed(make).await?;
                *ready = Some(Catalogue { file: file.clone(), made_at: now, space });
                file
            }
        };
        Ok(if known == file.tag { Answer::Known(file.tag) } else { Answer::File(file) })
    }

    /// What people listened to together until the day began, and what many hear.
    async fn on_device_companions(&self, known: &str) -> Result<Answer, Error> {
        let day = Day::of(self.now());
        let rows = others(&self.parts().db, day.start()).await?;
        let popular: Vec<Item> = self.popular(day).await?.iter().map(|track| Item(track.as_i64())).collect();
        let checksum = self.ready().hasher.hash_one((&rows, &popular));
        // Whoever comes while it is counted waits, instead of counting it once more.
        let mut ready = self.ready().companions.lock().await;
        if let Some(one) = ready.as_ref().filter(|one| one.rows == checksum) {
            if one.tag == known {
                return Ok(Answer::Known(one.tag.clone()));
            }
            if let Some(bytes) = one.bytes.upgrade() {
                return Ok(Answer::File(File { tag: one.tag.clone(), bytes }));
            }
        }
        let _turn = self.0.counting.acquire().await.ok();
        let file = computed(move || {
            let listening = listening_of(&rows);
            let mut all = listening.companions(Dials::default(), COMPANIONS_MAX);
            let of_each = PAIRS_MAX / all.len().max(1);
            all.iter_mut().for_each(|one| one.companions.truncate(of_each.max(1)));
            let few = few(&listening);
            let many: BTreeSet<Item> = listening.popular(few + 1, usize::MAX).into_iter().map(|one| one.0).collect();
            File::of(encode_companions(&all, &popular, &many))
        })
        .await?;
        *ready = Some(Companions { rows: checksum, tag: file.tag.clone(), bytes: Arc::downgrade(&file.bytes) });
        Ok(if known == file.tag { Answer::Known(file.tag) } else { Answer::File(file) })
    }

    /// The playlists that are on the square, those published last, with what is in them.
    async fn on_device_square(&self, known: &str) -> Result<Answer, Error> {
        let library = &self.parts().library;
        let square = library.square_tracks(LOOKED_AT).await?;
        // Read after: what left the square meanwhile has no name any more, and is left out.
        let names = library.square_names().await?;
        let mut names: HashMap<PlaylistId, String> = names.into_iter().map(|one| (one.id, one.name)).collect();
        let named = |(id, tracks)| names.remove(&id).map(|name| OnTheSquare { id, name, tracks });
        // A smart playlist has no songs before somebody's rules are applied.
        let playlists: Vec<OnTheSquare> =
            square.into_iter().filter_map(named).filter(|one| !one.tracks.is_empty()).collect();
        let _turn = self.0.counting.acquire().await.ok();
        let file = computed(move || File::of(square::encode(&playlists))).await?;
        Ok(if known == file.tag { Answer::Known(file.tag) } else { Answer::File(file) })
    }

    fn ready(&self) -> &Ready {
        &self.0.on_device
    }
}
