//! What can be found.

use std::cmp::Reverse;

use crate::fold::comparable;
use crate::segment::Place;

/// The longest name that is indexed, in characters; what is beyond is not looked at.
pub const MAX_NAME_CHARACTERS: usize = 200;

/// The most names of one document, its own and those around it alike.
pub const MAX_NAMES: usize = 16;

/// Something that can be found by its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is called by the caller.
    pub id: i64,
    /// The higher, the earlier among those that fit a query alike.
    pub popularity: u32,
    /// Its name, then other names it has.
    pub names: Vec<String>,
    /// Names around it, such as artist and album of a track: a query may name them too.
    pub around: Vec<String>,
}

impl Document {
    /// The document with names as they are compared.
    pub(crate) fn comparable(self) -> Self {
        let fold = |names: Vec<String>| {
            let names = names.into_iter().map(|name| {
                let cut: String = name.chars().take(MAX_NAME_CHARACTERS).collect();
                comparable(&cut)
            });
            let mut kept: Vec<String> = Vec::new();
            for name in names.filter(|name| !name.is_empty()) {
                if kept.len() < MAX_NAMES && !kept.contains(&name) {
                    kept.push(name);
                }
            }
            kept
        };
        Self { names: fold(self.names), around: fold(self.around), ..self }
    }

    pub(crate) fn place(&self) -> Place {
        let length = self.names.first().or(self.around.first()).map_or(0, |name| name.chars().count());
        (Reverse(self.popularity), length, self.id)
    }
}
