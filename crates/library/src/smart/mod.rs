//! Smart playlists: rules that choose tracks anew at every look.
//!
//! Rules are applied for whoever looks: a playlist of loved songs shows each listener their own,
//! and tells nobody what its owner loves, rated or heard.
//!
//! Rules become one statement ([`compile`]), whose text follows from the shape of the tree. Texts are kept for good, as
//! every statement of the service is, so there is a limit to their number; beyond it each condition is asked by itself,
//! of whose shapes there are few, and the answers are put together here. Both ways give the same tracks:
//! `tests/smart.rs`.

mod compile;
mod rules;
mod words;

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use consent::Grant;
use db::Sql;
use http_api::Text;
use ids::{PlaylistId, SubjectId, TrackId};
use policy::PlayHistory;

use crate::Library;
use crate::error::Error;
use compile::{Asker, Compiled};
use rules::Node;

pub use rules::{CONDITIONS_MAX, DEPTH_MAX, LIMIT_MAX, ORDERS_MAX, Rules, VALUE_CHARACTERS_MAX};

/// Shapes of whole trees that have a statement of their own; about two kilobytes each.
const SHAPES_MAX: usize = 1_000;

/// The tracks that rules choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmartTracks {
    /// The tracks in order.
    pub tracks: Vec<TrackId>,
    /// How long they last together, in milliseconds.
    pub duration_ms: u64,
    /// The rules ask what the member heard, and the member does not have that kept: to them nothing was heard.
    pub history_is_missing: bool,
}

/// How rules are run; the two give the same answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum Way {
    /// As one statement.
    Whole,
    /// As one statement for each condition.
    Apart,
}

impl Library {
    /// The tracks that rules choose for somebody.
    ///
    /// # Errors
    /// The database's.
    pub async fn smart_tracks(&self, viewer: Option<SubjectId>, rules: &Rules) -> Result<SmartTracks, Error> {
        self.smart_tracks_by(viewer, rules, Way::Whole).await
    }

    /// As [`Library::smart_tracks`], in one way or the other; for the test that compares them.
    ///
    /// # Errors
    /// The database's.
    #[doc(hidden)]
    pub async fn smart_tracks_by(
        &self,
        viewer: Option<SubjectId>,
        rules: &Rules,
        way: Way,
    ) -> Result<SmartTracks, Error> {
        let uses_history = rules.use_history();
        let history = match viewer.filter(|_| uses_history) {
            None => None,
            // Only the grant's number is taken along: rows that name it go when it does.
            Some(member) => self.consents().grant(member).await?.map(|grant: Grant<PlayHistory>| grant.id()),
        };
        let asker = Asker { member: viewer, history, now: self.now() };
        let (library, rules) = (self.clone(), rules.clone());
        let chosen = self.aside(async move { library.chosen(&rules, asker, way).await }).await?;
        Ok(SmartTracks {
            duration_ms: chosen.iter().map(|(_, duration_ms)| duration_ms).sum(),
            tracks: chosen.into_iter().map(|(track, _)| track).collect(),
            history_is_missing: uses_history && history.is_none(),
        })
    }

    async fn chosen(&self, rules: &Rules, asker: Asker, way: Way) -> Result<Vec<(TrackId, u64)>, Error> {
        let whole = compile::whole(rules, asker);
        match interned(&whole.text, true).filter(|_| way == Way::Whole) {
            Some(sql) => {
                let row = |row: &db::Row<'_>| Ok((row.get(0)?, row.get(1)?));
                Ok(self.reader().query(sql, &whole.arguments, row).await?)
            }
            None => self.chosen_apart(rules, asker).await,
        }
    }

    async fn chosen_apart(&self, rules: &Rules, asker: Asker) -> Result<Vec<(TrackId, u64)>, Error> {
        let mut conditions = Vec::new();
        rules.root.each(&mut |condition| conditions.push(compile::one(condition, asker)));
        let mut met = Vec::with_capacity(conditions.len());
        for compiled in conditions {
            met.push(self.ids(&compiled).await?.into_iter().map(|(id, _)| id).collect::<HashSet<TrackId>>());
        }
        let mut chosen = self.ids(&compile::ordered(&rules.orders, asker)).await?;
        chosen.retain(|(track, _)| holds(&rules.root, *track, &mut met.iter()));
        chosen.truncate(rules.limit as usize);
        Ok(chosen)
    }

    async fn ids(&self, compiled: &Compiled) -> Result<Vec<(TrackId, u64)>, Error> {
        // There are few shapes of one condition and of an order, so these always have a statement.
        let Some(sql) = interned(&compiled.text, false) else { return Ok(Vec::new()) };
        let reader = self.reader();
        let row = |row: &db::Row<'_>| Ok((row.get(0)?, if row.len() > 1 { row.get(1)? } else { 0 }));
        Ok(reader.query(sql, &compiled.arguments, row).await?)
    }

    /// Refuses rules that name a playlist the member cannot see, a smart one, or the playlist itself.
    pub(crate) async fn check_playlists_named(
        &self,
        member: SubjectId,
        id: PlaylistId,
        rules: &Rules,
    ) -> Result<(), Error> {
        let named = rules.playlists();
        let found = self.playlists_of(Some(member), &named).await?;
        for wanted in named {
            let is_plain = found.iter().any(|playlist| playlist.id == wanted && !playlist.is_smart);
            if wanted == id || !is_plain {
                let message = Text::made(
                    format!("没有可用的普通歌单 {wanted}"),
                    format!("{wanted} is no playlist of entries that you can see"),
                );
                return Err(Error::field("rules.match", "rules.playlist", message));
            }
        }
        Ok(())
    }
}

/// Whether a track meets the tree, whose conditions' answers come in the order of the tree.
fn holds<'a>(node: &Node, track: TrackId, met: &mut impl Iterator<Item = &'a HashSet<TrackId>>) -> bool {
    match node {
        // Every branch takes its answers, also when the outcome is clear.
        Node::All(nodes) => {
            let mut all = true;
            for node in nodes {
                all &= holds(node, track, met);
            }
            all
        }
        Node::Any(nodes) => {
            let mut any = false;
            for node in nodes {
                any |= holds(node, track, met);
            }
            any
        }
        Node::Not(node) => !holds(node, track, met),
        Node::Is(_) => met.next().is_some_and(|tracks| tracks.contains(&track)),
    }
}

/// The statement with this text, made once; nothing when it is `bounded` and there are enough already.
fn interned(text: &str, bounded: bool) -> Option<&'static Sql> {
    static STATEMENTS: Mutex<Option<HashMap<&'static str, &'static Sql>>> = Mutex::new(None);
    // A panic elsewhere cannot leave half an entry.
    let mut statements = STATEMENTS.lock().unwrap_or_else(PoisonError::into_inner);
    let statements = statements.get_or_insert_default();
    if let Some(sql) = statements.get(text) {
        return Some(sql);
    }
    if bounded && statements.len() >= SHAPES_MAX {
        return None;
    }
    let sql = Sql::generated("library.SMART".to_owned(), env!("CARGO_PKG_NAME"), text.to_owned());
    statements.insert(sql.text, sql);
    Some(sql)
}
