//! Taking one's data along to another Qingyin: the export of a member, read in here (PIPL 45).
//!
//! Policy: no item of its own. What is brought in becomes rows of `like`, `rating`, `follow`, `bookmark`, `playlist` and
//! `playlist_item` (purposes `favourites` and `playlists`), and of `listen` by the live consent to `play_history` alone.
//! The file is read in memory and forgotten with the answer; of it nothing else is read: no account, phone, consent or session.
//!
//! What the file's ids mean stands in its `music`; the music of this library is found by it, see `matching`.
//!
//! Invariants
//! - What one brings along is what one had: `the_round_trip` in crate `qingyin`.
//! - The same file brought in twice adds nothing the second time: `the_same_file_twice_adds_nothing` in crate `qingyin`.
//! - Without a live consent no listen is brought in, and the answer says so; no import gives a consent:
//!   `without_consent_listens_are_left_out` in crate `qingyin`.
//! - What is there stays as it is: an import adds, and changes and removes nothing.
//! - One file of a member is read at a time, and few of all: `turns::tests`.
//! - Whatever the file is, the answer is a report or a problem that names the field: `file::tests`, and
//!   `hostile_files_are_refused` in crate `qingyin`.
//! - Found is brought in, already there or left out with a reason, for each kind: [`Tally`].

mod error;
mod file;
mod matching;
mod own_playlists;
mod plan;
mod report;
mod routes;
mod turns;
mod writing;

use std::sync::Arc;

use db::Db;
use ids::SubjectId;
use library::Library;
use playback::history::History;
use units::{Clock, Timestamp};

pub use error::Error;
pub use file::FILE_BYTES_MAX;
pub use report::{LeftOut, Missing, MusicKind, RecordKind, Report, Tally};
pub use routes::routes;
use turns::{Turn, Turns};

/// What [`Imports`] is built from.
#[derive(Debug)]
pub struct Parts {
    /// Where the catalogue is read.
    pub db: Db,
    /// Likes, ratings, follows, bookmarks and playlists.
    pub library: Library,
    /// Listens, by consent.
    pub history: History,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// Reads in what members bring along; clones share it.
#[derive(Clone, Debug)]
pub struct Imports(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    parts: Parts,
    turns: Turns,
}

impl Imports {
    /// Imports into these.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner { parts, turns: Turns::new() }))
    }

    fn parts(&self) -> &Parts {
        &self.0.parts
    }

    fn now(&self) -> Timestamp {
        self.0.parts.clock.now()
    }

    /// The member's turn, before their file is received.
    fn turn(&self, member: SubjectId) -> Result<Turn, Error> {
        self.0.turns.take(member)
    }

    /// Looks through an export and, unless this is a dry run, brings in what is not here yet.
    ///
    /// Each playlist and each few hundred other rows are a transaction; what fails in between leaves the rest to the next
    /// time, as the same file adds nothing twice.
    ///
    /// # Errors
    /// [`Error::File`] for what is no export that can be read, and the database's.
    async fn import(&self, turn: Turn, bytes: Vec<u8>, is_dry_run: bool) -> Result<Report, Error> {
        let (imports, runtime) = (self.clone(), tokio::runtime::Handle::current());
        // Reading and comparing may take long, in which one thread would answer nobody. Nothing ends it early, so the turn
        // goes along.
        let looked_through = tokio::task::spawn_blocking(move || {
            let file = file::read(&bytes)?;
            drop(bytes);
            let plan = runtime.block_on(imports.plan(turn.member(), file))?;
            Ok::<_, Error>((turn, plan))
        });
        let (turn, mut plan) = looked_through.await.map_err(|_| Error::Stopped)??;
        if !is_dry_run {
            self.write(turn.member(), &mut plan).await?;
        }
        Ok(plan.into_report(is_dry_run))
    }
}
