//! Who listened to what, from both sides.

use std::collections::HashMap;

/// What can be listened to, by its number in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Item(pub i64);

/// Who listened, by a pseudonym that means nothing here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Listener(pub u64);

/// Items of one listener that count at most.
/// It bounds what one answer costs and what one person can move; the caller hands over the latest.
pub const ITEMS_PER_LISTENER_MAX: usize = 500;

/// Who listened to what: the whole of what answers are counted from.
#[derive(Clone, Debug, Default)]
pub struct Listening {
    /// The place of each item in the two lists below; places are never given away, so that they stay small and dense.
    places: HashMap<Item, u32>,
    pub(crate) items: Vec<Item>,
    /// For each item the places of its listeners, in no order: what is counted does not depend on one.
    pub(crate) listeners_of: Vec<Vec<u32>>,
    people: HashMap<Listener, u32>,
    /// For each listener the places of their items, in the order of the catalogue; empty for a place that is free.
    pub(crate) items_of: Vec<Vec<u32>>,
    /// For each listener who they are; of a place that is free, who was there last.
    pub(crate) pseudonyms: Vec<Listener>,
    free: Vec<u32>,
}

impl Listening {
    /// Nobody has listened to anything.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many listeners there are.
    #[must_use]
    pub fn listeners(&self) -> usize {
        self.people.len()
    }

    /// Whether this listener counts.
    #[must_use]
    pub fn has(&self, listener: Listener) -> bool {
        self.people.contains_key(&listener)
    }

    /// How many different people listened to an item.
    #[must_use]
    pub fn people(&self, item: Item) -> usize {
        self.place(item).map_or(0, |place| self.listeners_of[place as usize].len())
    }

    /// Puts what a listener heard in the place of what stood there; an item named twice counts once.
    ///
    /// Of more than [`ITEMS_PER_LISTENER_MAX`] the first are taken. A listener without items is none.
    pub fn set(&mut self, listener: Listener, items: &[Item]) {
        self.remove(listener);
        let mut places: Vec<u32> = Vec::with_capacity(items.len().min(ITEMS_PER_LISTENER_MAX));
        for &item in items {
            if places.len() == ITEMS_PER_LISTENER_MAX {
                break;
            }
            let place = self.place_or_new(item);
            if !places.contains(&place) {
                places.push(place);
            }
        }
        if places.is_empty() {
            return;
        }
        places.sort_unstable_by_key(|place| self.items[*place as usize]);
        let person = self.free.pop().unwrap_or_else(|| {
            self.items_of.push(Vec::new());
            self.pseudonyms.push(listener);
            number(self.items_of.len() - 1)
        });
        self.pseudonyms[person as usize] = listener;
        for &place in &places {
            self.listeners_of[place as usize].push(person);
        }
        self.items_of[person as usize] = places;
        self.people.insert(listener, person);
    }

    /// Takes a listener out, and tells whether they were in; from here on no answer knows of them.
    pub fn remove(&mut self, listener: Listener) -> bool {
        let Some(person) = self.people.remove(&listener) else { return false };
        for place in std::mem::take(&mut self.items_of[person as usize]) {
            let others = &mut self.listeners_of[place as usize];
            if let Some(at) = others.iter().position(|other| *other == person) {
                others.swap_remove(at);
            }
        }
        self.free.push(person);
        true
    }

    pub(crate) fn place(&self, item: Item) -> Option<u32> {
        self.places.get(&item).copied()
    }

    fn place_or_new(&mut self, item: Item) -> u32 {
        *self.places.entry(item).or_insert_with(|| {
            self.items.push(item);
            self.listeners_of.push(Vec::new());
            number(self.items.len() - 1)
        })
    }
}

/// A place as it is kept; 2³² items or listeners do not fit into memory.
fn number(place: usize) -> u32 {
    u32::try_from(place).expect("fewer than 2^32 places fit into memory")
}
