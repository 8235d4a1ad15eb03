//! Whose file is read now: one of each member, and few at a time of all.
//!
//! A turn is taken before a file is received, since what is received lies in memory, and ends when the work on it ends,
//! also when whoever sent it went away meanwhile.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use ids::SubjectId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::Error;

/// Files that are read at a time: each may take some hundred megabytes.
const READ_AT_A_TIME: usize = 2;

/// Gives out turns.
#[derive(Debug)]
pub(crate) struct Turns {
    reading: Arc<Semaphore>,
    members: Arc<Mutex<HashSet<SubjectId>>>,
}

impl Turns {
    pub(crate) fn new() -> Self {
        Self { reading: Arc::new(Semaphore::new(READ_AT_A_TIME)), members: Arc::default() }
    }

    /// A turn of this member; nobody waits for one, since others may be long about theirs.
    ///
    /// # Errors
    /// [`Error::Busy`] while the member has one, or as many as there are are taken.
    pub(crate) fn take(&self, member: SubjectId) -> Result<Turn, Error> {
        let permit = Arc::clone(&self.reading).try_acquire_owned().map_err(|_| Error::Busy)?;
        let members = Arc::clone(&self.members);
        if !members.lock().unwrap_or_else(PoisonError::into_inner).insert(member) {
            return Err(Error::Busy);
        }
        Ok(Turn { member, members, _permit: permit })
    }
}

/// The leave to read one file of a member.
#[derive(Debug)]
pub(crate) struct Turn {
    member: SubjectId,
    members: Arc<Mutex<HashSet<SubjectId>>>,
    _permit: OwnedSemaphorePermit,
}

impl Turn {
    pub(crate) fn member(&self) -> SubjectId {
        self.member
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.members.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.member);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_has_one_turn_and_all_have_few() {
        let turns = Turns::new();
        let [one, two, three] = [1, 2, 3].map(SubjectId::from_i64);
        let first = turns.take(one).expect("a turn");
        assert!(matches!(turns.take(one), Err(Error::Busy)));
        let second = turns.take(two).expect("another's turn");
        assert!(matches!(turns.take(three), Err(Error::Busy)));
        drop(first);
        let third = turns.take(three).expect("a turn that came free");
        drop((second, third));
        assert!(turns.take(one).is_ok());
    }
}
