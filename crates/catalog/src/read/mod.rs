//! Reading one file: what it says about itself, and what it really is.
//!
//! Every function here takes a stranger's bytes.
//! The order is: look at the first bytes (never at the name's ending alone), read tags and audio facts within a budget,
//! fall back step by step, and at worst list the file by its name with a reason.

mod budget;
mod credits;
mod facts;
mod file_name;
mod fingerprint;
mod kinds;
mod probe;
mod sung;
mod tags;

use std::fs::File;
use std::io;
use std::path::Path;

pub use credits::split_names;
pub use facts::{AudioFacts, Gain};
pub use kinds::{Kind, kind_of_name};
pub use tags::Tags;

use crate::model::Reason;

/// What was learned from one file.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// What its tags say; names from the file's own name where the tags are silent.
    pub tags: Tags,
    /// What the audio is.
    pub facts: AudioFacts,
    /// Whether it can be expected to play.
    pub playable: bool,
    /// Why something could not be read.
    pub problem: Option<Reason>,
    /// A hash of audio bytes that stays when the file is moved or renamed.
    pub fingerprint: i64,
}

/// Reads one file, without its pictures.
///
/// `name` is the file's name in readable form, `size_bytes` its size as listed.
/// Never fails: what goes wrong is told in [`Reading::problem`].
#[must_use]
pub fn read_file(path: &Path, name: &str, size_bytes: u64) -> Reading {
    let mut reading = match File::open(path) {
        Ok(file) if size_bytes == 0 => {
            drop(file);
            Reading::failed(Reason::Empty)
        }
        Ok(file) => read_open(&file, name, size_bytes),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Reading::failed(Reason::PermissionDenied),
        Err(_) => Reading::failed(Reason::Unreadable),
    };
    reading.tags.complete_from_name(name);
    reading
}

fn read_open(file: &File, name: &str, size_bytes: u64) -> Reading {
    let mut head = [0_u8; kinds::HEAD_BYTES];
    let head_length = match budget::read_at_most(file, 0, &mut head) {
        Ok(length) => length,
        Err(_) => return Reading::failed(Reason::Unreadable),
    };
    let kind = kinds::sniff(&head[..head_length], name);
    let mut reading = match kind {
        kinds::Content::Tagged(file_type) => tags::read(file, file_type, name, size_bytes),
        kinds::Content::Probed(container) => probe::read(file, container, name, size_bytes),
        kinds::Content::Listed(container) => Reading::listed(container),
        kinds::Content::Unknown => Reading::failed(Reason::Unsupported),
    };
    if reading.playable {
        reading.fingerprint = fingerprint::of(file, size_bytes).unwrap_or_default();
    }
    reading
}

impl Reading {
    fn failed(reason: Reason) -> Self {
        Self { problem: Some(reason), ..Self::default() }
    }

    /// A format that is known by name only: it is listed, and a converter may play it.
    fn listed(container: &'static str) -> Self {
        let facts =
            AudioFacts { container: container.to_owned(), codec: container.to_owned(), ..AudioFacts::default() };
        Self { facts, playable: true, ..Self::default() }
    }
}

/// What is listed of a file whose reading broke off.
pub(crate) fn unreadable(name: &str) -> Reading {
    let mut reading = Reading::failed(Reason::Unreadable);
    reading.tags.complete_from_name(name);
    reading
}

/// A picture in a file's tags, as bytes; the front cover when there are several.
///
/// # Errors
/// [`Reason::TagTooLarge`] when it is beyond [`crate::covers::MAX_SOURCE_BYTES`], [`Reason::Unreadable`] when the tags cannot be read.
pub fn embedded_picture(path: &Path, name: &str) -> Result<Option<Vec<u8>>, Reason> {
    let file = File::open(path).map_err(|_| Reason::Unreadable)?;
    let mut head = [0_u8; kinds::HEAD_BYTES];
    let length = budget::read_at_most(&file, 0, &mut head).map_err(|_| Reason::Unreadable)?;
    match kinds::sniff(&head[..length], name) {
        kinds::Content::Tagged(file_type) => tags::picture(&file, file_type),
        _ => Ok(None),
    }
}

/// The lyrics in a file's tags, those with times of their own first; what cannot be read is left out.
#[must_use]
pub fn embedded_lyrics(path: &Path, name: &str) -> Vec<lyrics::Parsed> {
    let Ok(file) = File::open(path) else { return Vec::new() };
    let mut head = [0_u8; kinds::HEAD_BYTES];
    let Ok(length) = budget::read_at_most(&file, 0, &mut head) else { return Vec::new() };
    match kinds::sniff(&head[..length], name) {
        kinds::Content::Tagged(file_type) => tags::lyrics(&file, file_type),
        _ => Vec::new(),
    }
}
