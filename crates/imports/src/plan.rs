//! What of a file is brought in: looked through against what is here, before anything is written.

use std::collections::{BTreeMap, HashMap, HashSet};

use ids::{ArtistId, PlaylistId, SubjectId, TrackId};
use library::{
    Addition, Annotation, Bookmark, ITEMS_MAX, NewPlaylist, PLAYLISTS_MAX, Rules, Stars, TAG_CHARACTERS_MAX, TAGS_MAX,
    Target,
};
use playback::history::{NewListen, NotAListen};
use units::{Millis, Timestamp};

use crate::Imports;
use crate::error::Error;
use crate::file::{BookmarkRow, ExportFile, LikeRow, Music, PlaylistRow, RatingRow};
use crate::matching::{self, Found};
use crate::own_playlists::{Content, OwnPlaylists};
use crate::report::{LeftOut, Missing, MusicKind, RecordKind, Report, Tally};

/// Rows read at a time of what is here.
pub(crate) const READ_AT_A_TIME: i64 = 500;
/// How much of what is missing is told by name.
const MISSING_SHOWN_MAX: usize = 200;
/// Characters of a name of what is missing that are told.
const NAME_SHOWN_MAX: usize = 200;
/// Listens of one day at most, one in less than a minute and a half; nobody who listens has more.
const LISTENS_A_DAY_MAX: u32 = 1_000;

/// What a row becomes and what it is told apart by, or why it is left out.
type Planned<K> = Result<(K, Addition), LeftOut>;

/// What is to be written, and what is told of it.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) additions: BTreeMap<RecordKind, Vec<Addition>>,
    /// Playlists, with how many entries of each were found here.
    pub(crate) playlists: Vec<NewPlaylist>,
    pub(crate) listens: Vec<NewListen>,
    pub(crate) tallies: BTreeMap<RecordKind, Tally>,
    missing: Vec<Missing>,
    missing_total: u64,
}

impl Plan {
    pub(crate) fn tally(&mut self, kind: RecordKind) -> &mut Tally {
        self.tallies.entry(kind).or_default()
    }

    pub(crate) fn into_report(self, is_dry_run: bool) -> Report {
        let Self { tallies, missing, missing_total, .. } = self;
        Report { is_dry_run, tallies, missing, missing_total }
    }
}

/// A file and what of its music is here.
struct Looked<'a> {
    file: &'a ExportFile,
    found: Found,
}

impl Looked<'_> {
    /// What stands here for it, or why nothing does.
    fn here(&self, target: Target) -> Result<Target, LeftOut> {
        match self.found.here(target) {
            Some(here) => Ok(here),
            None if matches!(target, Target::Playlist(_)) => Err(LeftOut::OfPlaylist),
            None if self.file.music(target).is_some() => Err(LeftOut::NotInLibrary),
            None => Err(LeftOut::NotDescribed),
        }
    }

    /// What stands here for each of these; a row may name nothing.
    fn targets(&self, named: impl Iterator<Item = Option<Target>>) -> Vec<Result<Target, LeftOut>> {
        named.map(|target| self.here(target.ok_or(LeftOut::Unfit)?)).collect()
    }

    fn track(&self, track: TrackId) -> Result<TrackId, LeftOut> {
        match self.here(Target::Track(track))? {
            Target::Track(track) => Ok(track),
            _ => Err(LeftOut::NotInLibrary),
        }
    }
}

impl Imports {
    /// Looks through a file, and writes nothing.
    pub(crate) async fn plan(&self, member: SubjectId, file: ExportFile) -> Result<Plan, Error> {
        let named = named(&file);
        let described: Vec<(Target, &Music)> =
            named.iter().filter_map(|target| Some((*target, file.music(*target)?))).collect();
        let found = matching::find(&self.parts().db.catalogue(), &described).await?;
        let mut plan = Plan::default();
        note_missing(&mut plan, &described, &found);
        let looked = Looked { file: &file, found };
        self.plan_likes(&mut plan, member, &looked).await?;
        self.plan_ratings(&mut plan, member, &looked).await?;
        self.plan_follows(&mut plan, member, &looked).await?;
        self.plan_bookmarks(&mut plan, member, &looked).await?;
        self.plan_playlists(&mut plan, member, &looked).await?;
        self.plan_listens(&mut plan, member, &looked).await?;
        Ok(plan)
    }

    /// Those of which the member has noted something already.
    async fn noted(
        &self,
        member: SubjectId,
        here: &[Result<Target, LeftOut>],
        is_noted: impl Fn(&Annotation) -> bool,
    ) -> Result<HashSet<Target>, Error> {
        let notes = self.parts().library.annotations(member, here.iter().flatten().copied()).await?;
        Ok(notes.into_iter().filter(|(_, note)| is_noted(note)).map(|(target, _)| target).collect())
    }

    async fn plan_likes(&self, plan: &mut Plan, member: SubjectId, looked: &Looked<'_>) -> Result<(), Error> {
        let rows = &looked.file.items.like.rows;
        let here = looked.targets(rows.iter().map(LikeRow::target));
        let mut there = self.noted(member, &here, |note| note.liked_at.is_some()).await?;
        let additions = rows.iter().zip(here).map(|(row, here)| {
            (here.is_ok(), here.map(|target| (target, Addition::Like { target, liked_at: row.created_at })))
        });
        plan.add(RecordKind::Likes, additions, &mut there);
        Ok(())
    }

    async fn plan_ratings(&self, plan: &mut Plan, member: SubjectId, looked: &Looked<'_>) -> Result<(), Error> {
        let rows = &looked.file.items.rating.rows;
        let here = looked.targets(rows.iter().map(RatingRow::target));
        let mut there = self.noted(member, &here, |note| note.stars.is_some()).await?;
        let rating = |row: &RatingRow, here: Result<Target, LeftOut>| -> Planned<Target> {
            let target = here?;
            let stars = u8::try_from(row.stars).ok().and_then(Stars::new).ok_or(LeftOut::Unfit)?;
            Ok((target, Addition::Rating { target, stars, rated_at: row.changed_at }))
        };
        let additions = rows.iter().zip(here).map(|(row, here)| (here.is_ok(), rating(row, here)));
        plan.add(RecordKind::Ratings, additions, &mut there);
        Ok(())
    }

    async fn plan_follows(&self, plan: &mut Plan, member: SubjectId, looked: &Looked<'_>) -> Result<(), Error> {
        let rows = &looked.file.items.follow.rows;
        let library = &self.parts().library;
        let page = async |before| library.follows(member, before, READ_AT_A_TIME).await;
        let follows = if rows.is_empty() { Vec::new() } else { all_of(page, |follow| follow.key).await? };
        let mut there: HashSet<ArtistId> = follows.iter().map(|follow| follow.artist_id).collect();
        let additions = rows.iter().map(|row| {
            let follow: Planned<ArtistId> = match looked.here(Target::Artist(row.artist_id)) {
                Ok(Target::Artist(artist_id)) => {
                    Ok((artist_id, Addition::Follow { artist_id, followed_at: row.created_at }))
                }
                other => Err(other.err().unwrap_or(LeftOut::NotInLibrary)),
            };
            (follow.is_ok(), follow)
        });
        plan.add(RecordKind::Follows, additions, &mut there);
        Ok(())
    }

    async fn plan_bookmarks(&self, plan: &mut Plan, member: SubjectId, looked: &Looked<'_>) -> Result<(), Error> {
        let rows = &looked.file.items.bookmark.rows;
        let library = &self.parts().library;
        let page = async |before| library.bookmarks(member, before, READ_AT_A_TIME).await;
        let bookmarks = if rows.is_empty() { Vec::new() } else { all_of(page, |(_, key)| *key).await? };
        let mut there: HashSet<TrackId> = bookmarks.iter().map(|(bookmark, _)| bookmark.track_id).collect();
        let bookmark = |row: &BookmarkRow, here: Result<TrackId, LeftOut>| -> Planned<TrackId> {
            let track_id = here?;
            if row.position_ms < 0 || row.comment.chars().count() > library::COMMENT_CHARACTERS_MAX {
                return Err(LeftOut::Unfit);
            }
            let bookmark = Bookmark {
                track_id,
                position_ms: row.position_ms,
                comment: row.comment.clone(),
                created_at: row.created_at,
                changed_at: row.changed_at,
            };
            Ok((track_id, Addition::Bookmark(bookmark)))
        };
        let additions = rows.iter().map(|row| {
            let here = looked.track(row.track_id);
            (here.is_ok(), bookmark(row, here))
        });
        plan.add(RecordKind::Bookmarks, additions, &mut there);
        Ok(())
    }

    /// A playlist was brought in before when the member has one of the same name with the same entries in the same order,
    /// or with the same rules.
    async fn plan_playlists(&self, plan: &mut Plan, member: SubjectId, looked: &Looked<'_>) -> Result<(), Error> {
        let items = &looked.file.items;
        let mut entries: HashMap<PlaylistId, Vec<(i64, TrackId)>> = HashMap::new();
        for row in &items.playlist_item.rows {
            entries.entry(row.playlist_id).or_default().push((row.position, row.track_id));
        }
        let mut tags: HashMap<PlaylistId, Vec<String>> = HashMap::new();
        for row in &items.playlist_tag.rows {
            tags.entry(row.playlist_id).or_default().push(row.tag.clone());
        }
        plan.tally(RecordKind::Playlists).found = items.playlist.rows.len() as u64;
        plan.tally(RecordKind::PlaylistEntries).found = items.playlist_item.rows.len() as u64;
        if !items.playlist.rows.is_empty() {
            let mut own = OwnPlaylists::of(self, member).await?;
            let mut rows: Vec<&PlaylistRow> = items.playlist.rows.iter().collect();
            rows.sort_by_key(|row| (row.created_at, row.id));
            for row in rows {
                let mut entries = entries.remove(&row.id).unwrap_or_default();
                entries.sort_by_key(|(position, _)| *position);
                let named: Vec<TrackId> = entries.into_iter().map(|(_, track)| track).collect();
                let tags = tags.remove(&row.id).unwrap_or_default();
                self.plan_playlist(plan, member, looked, &mut own, (row, named, tags)).await?;
            }
        }
        // Entries of playlists that the file does not have.
        let lost: usize = entries.values().map(Vec::len).sum();
        plan.tally(RecordKind::PlaylistEntries).leave_out(LeftOut::Unfit, lost as u64);
        Ok(())
    }

    async fn plan_playlist(
        &self,
        plan: &mut Plan,
        member: SubjectId,
        looked: &Looked<'_>,
        own: &mut OwnPlaylists,
        (row, named, tags): (&PlaylistRow, Vec<TrackId>, Vec<String>),
    ) -> Result<(), Error> {
        let mut tracks = Vec::with_capacity(named.len());
        for track in &named {
            match looked.track(*track) {
                Ok(track) => tracks.push(track),
                Err(reason) => plan.tally(RecordKind::PlaylistEntries).leave_out(reason, 1),
            }
        }
        let matched = tracks.len() as u64;
        plan.tally(RecordKind::PlaylistEntries).matched += matched;
        let reason = match playlist(row, tracks, tags) {
            Err(reason) => Some(reason),
            Ok(_) if matched == 0 && !named.is_empty() => Some(LeftOut::NotInLibrary),
            Ok(new) => {
                plan.tally(RecordKind::Playlists).matched += 1;
                let content = Content::of(&new);
                if own.has(self, member, &new, &content).await? {
                    plan.tally(RecordKind::Playlists).already_there += 1;
                    plan.tally(RecordKind::PlaylistEntries).already_there += matched;
                    return Ok(());
                }
                if own.count >= PLAYLISTS_MAX {
                    Some(LeftOut::LimitReached)
                } else {
                    own.count += 1;
                    own.known.insert((new.name.clone(), content));
                    plan.playlists.push(new);
                    None
                }
            }
        };
        match reason {
            Some(reason) => {
                plan.tally(RecordKind::Playlists).leave_out(reason, 1);
                plan.tally(RecordKind::PlaylistEntries).leave_out(reason, matched);
            }
            None => {
                plan.tally(RecordKind::Playlists).brought_in += 1;
                plan.tally(RecordKind::PlaylistEntries).brought_in += matched;
            }
        }
        Ok(())
    }

    async fn plan_listens(&self, plan: &mut Plan, member: SubjectId, looked: &Looked<'_>) -> Result<(), Error> {
        let rows = &looked.file.items.listen.rows;
        plan.tally(RecordKind::Listens).found = rows.len() as u64;
        if rows.is_empty() {
            return Ok(());
        }
        let there = self.heard(member).await?;
        let now = self.now();
        let mut of_day: HashMap<i64, u32> = HashMap::new();
        for (_, started_at) in there.iter().flatten() {
            *of_day.entry(day(*started_at)).or_default() += 1;
        }
        let mut seen: HashSet<(TrackId, Timestamp)> = HashSet::new();
        for row in rows {
            let here = looked.track(row.track_id);
            plan.tally(RecordKind::Listens).matched += u64::from(here.is_ok());
            let Some(there) = &there else {
                plan.tally(RecordKind::Listens).leave_out(LeftOut::NoConsent, 1);
                continue;
            };
            let listen = here.and_then(|track| {
                // It counted where it was heard, of a file that may be that much longer or shorter.
                let shortest_ms = looked.found.duration_ms(track).saturating_sub(matching::APART_MS_MAX);
                let duration = Millis(i64::try_from(shortest_ms).unwrap_or(i64::MAX));
                let listen = NewListen::brought_along(track, duration, row.started_at, Millis(row.played_ms), now);
                listen.map_err(|reason| match reason {
                    NotAListen::StartedAt => LeftOut::OutOfTerm,
                    NotAListen::TooShort => LeftOut::TooShort,
                    NotAListen::PlayedMs => LeftOut::Unfit,
                })
            });
            match listen {
                Err(reason) => plan.tally(RecordKind::Listens).leave_out(reason, 1),
                Ok(listen) if there.contains(&listen.key()) || !seen.insert(listen.key()) => {
                    plan.tally(RecordKind::Listens).already_there += 1;
                }
                Ok(_) if of_day.get(&day(row.started_at)).is_some_and(|count| *count >= LISTENS_A_DAY_MAX) => {
                    plan.tally(RecordKind::Listens).leave_out(LeftOut::LimitReached, 1);
                }
                Ok(listen) => {
                    *of_day.entry(day(row.started_at)).or_default() += 1;
                    plan.tally(RecordKind::Listens).brought_in += 1;
                    plan.listens.push(listen);
                }
            }
        }
        Ok(())
    }

    /// What the member heard when, by their live consent; nothing without it. Each page is read in a transaction of its own.
    async fn heard(&self, member: SubjectId) -> Result<Option<HashSet<(TrackId, Timestamp)>>, Error> {
        let history = &self.parts().history;
        let mut heard = HashSet::new();
        let mut before = None;
        loop {
            let Some(mut grant) = history.listening(member).await? else { return Ok(None) };
            let page = history.listens(&mut grant, before, READ_AT_A_TIME).await?;
            grant.commit().await?;
            before = page.last().map(|last| (last.started_at.as_millis(), last.id.as_i64()));
            heard.extend(page.iter().map(|listen| (listen.track_id, listen.started_at)));
            if (page.len() as i64) < READ_AT_A_TIME {
                return Ok(Some(heard));
            }
        }
    }
}

/// The day of the world clock.
fn day(at: Timestamp) -> i64 {
    at.as_millis().div_euclid(Millis::days(1).0)
}

impl Plan {
    /// Counts rows of one kind, each with whether its music is here, and keeps what is not there yet.
    fn add<K: Copy + Eq + std::hash::Hash>(
        &mut self,
        kind: RecordKind,
        rows: impl Iterator<Item = (bool, Planned<K>)>,
        there: &mut HashSet<K>,
    ) {
        let (mut tally, mut additions) = (Tally::default(), Vec::new());
        for (is_here, row) in rows {
            tally.found += 1;
            tally.matched += u64::from(is_here);
            match row {
                Err(reason) => tally.leave_out(reason, 1),
                Ok((key, addition)) => {
                    if there.insert(key) {
                        tally.brought_in += 1;
                        additions.push(addition);
                    } else {
                        tally.already_there += 1;
                    }
                }
            }
        }
        self.tallies.insert(kind, tally);
        self.additions.insert(kind, additions);
    }
}

/// All of a list that is read page by page, each from behind the last of the one before it.
pub(crate) async fn all_of<T, K>(
    mut page: impl AsyncFnMut(Option<K>) -> Result<Vec<T>, library::Error>,
    key: impl Fn(&T) -> K,
) -> Result<Vec<T>, Error> {
    let mut all: Vec<T> = Vec::new();
    loop {
        let rows = page(all.last().map(&key)).await?;
        let is_last = (rows.len() as i64) < READ_AT_A_TIME;
        all.extend(rows);
        if is_last {
            return Ok(all);
        }
    }
}

/// The music that the rows name, each once.
fn named(file: &ExportFile) -> Vec<Target> {
    let items = &file.items;
    let likes = items.like.rows.iter().filter_map(|row| row.target());
    let ratings = items.rating.rows.iter().filter_map(|row| row.target());
    let follows = items.follow.rows.iter().map(|row| Target::Artist(row.artist_id));
    let bookmarks = items.bookmark.rows.iter().map(|row| Target::Track(row.track_id));
    let entries = items.playlist_item.rows.iter().map(|row| Target::Track(row.track_id));
    let listens = items.listen.rows.iter().map(|row| Target::Track(row.track_id));
    let all = likes.chain(ratings).chain(follows).chain(bookmarks).chain(entries).chain(listens);
    let mut all: Vec<Target> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn note_missing(plan: &mut Plan, described: &[(Target, &Music)], found: &Found) {
    let shown = |text: &str| text.chars().take(NAME_SHOWN_MAX).collect::<String>();
    let missing = described.iter().filter(|(target, _)| found.here(*target).is_none()).filter_map(|(target, music)| {
        let kind = match target {
            Target::Track(_) => MusicKind::Track,
            Target::Album(_) => MusicKind::Album,
            Target::Artist(_) => MusicKind::Artist,
            Target::Playlist(_) => return None,
        };
        let artists = music.artists.iter().take(5).map(|name| shown(name)).collect();
        Some(Missing { kind, title: shown(&music.title), artists })
    });
    plan.missing = missing.collect();
    plan.missing_total = plan.missing.len() as u64;
    plan.missing.sort_unstable();
    plan.missing.truncate(MISSING_SHOWN_MAX);
}

/// A playlist of the file as it would be made here: private, whatever it was.
fn playlist(row: &PlaylistRow, tracks: Vec<TrackId>, mut tags: Vec<String>) -> Result<NewPlaylist, LeftOut> {
    if tracks.len() as u64 > ITEMS_MAX {
        return Err(LeftOut::Unfit);
    }
    let rules = row.rules.as_deref().map(rules_of).transpose()?;
    // What a tag cannot be is no reason to leave the playlist behind.
    tags.retain(|tag| tag.chars().any(|sign| !sign.is_control() && !sign.is_whitespace()));
    tags.retain(|tag| tag.chars().count() <= TAG_CHARACTERS_MAX);
    tags.truncate(TAGS_MAX);
    let (name, description) = (row.name.clone(), row.description.clone());
    let new = NewPlaylist { name, description, tags, rules, tracks, ..NewPlaylist::default() };
    new.fit().map_err(|_| LeftOut::Unfit)
}

/// The rules of a smart playlist, unless they name another playlist: what its id means is known only where it comes from.
fn rules_of(text: &str) -> Result<Rules, LeftOut> {
    let json = serde_json::from_str(text).map_err(|_| LeftOut::Unfit)?;
    let rules = Rules::parse(&json).map_err(|_| LeftOut::Unfit)?;
    if rules.playlists().is_empty() { Ok(rules) } else { Err(LeftOut::RulesOfElsewhere) }
}
