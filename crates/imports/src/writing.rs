//! Writing what a plan found, in bounded transactions.

use ids::SubjectId;

use crate::Imports;
use crate::error::Error;
use crate::plan::Plan;
use crate::report::{LeftOut, RecordKind};

/// Rows of one transaction: others wait for its end.
const WRITTEN_AT_A_TIME: usize = 500;

impl Imports {
    /// Writes what is planned; what turned out to be there meanwhile, or could not be kept, is told as it is.
    pub(crate) async fn write(&self, member: SubjectId, plan: &mut Plan) -> Result<(), Error> {
        for (kind, additions) in std::mem::take(&mut plan.additions) {
            for chunk in additions.chunks(WRITTEN_AT_A_TIME) {
                let added = self.parts().library.add_missing(member, chunk).await?;
                plan.found_there(kind, chunk.len() as u64, added);
            }
        }
        for new in std::mem::take(&mut plan.playlists) {
            let entries = new.tracks.len() as u64;
            let reason = match self.parts().library.create_playlist(member, new).await {
                Ok(_) => continue,
                Err(library::Error::Full { .. }) => LeftOut::LimitReached,
                Err(library::Error::NoTrack) => LeftOut::NotInLibrary,
                Err(library::Error::Field { .. }) => LeftOut::Unfit,
                Err(other) => return Err(other.into()),
            };
            plan.tally(RecordKind::Playlists).turn_back(reason, 1);
            plan.tally(RecordKind::PlaylistEntries).turn_back(reason, entries);
        }
        self.write_listens(member, plan).await
    }

    /// Each transaction reads the consent anew: a withdrawal meanwhile ends it, and takes along what was written before.
    async fn write_listens(&self, member: SubjectId, plan: &mut Plan) -> Result<(), Error> {
        for chunk in std::mem::take(&mut plan.listens).chunks(WRITTEN_AT_A_TIME) {
            let Some(added) = self.parts().history.bring_along(member, chunk).await? else {
                let tally = plan.tally(RecordKind::Listens);
                tally.turn_back(LeftOut::NoConsent, tally.brought_in);
                return Ok(());
            };
            plan.found_there(RecordKind::Listens, chunk.len() as u64, added);
        }
        Ok(())
    }
}

impl Plan {
    /// Of `planned` rows `added` were written; the others were there by then.
    fn found_there(&mut self, kind: RecordKind, planned: u64, added: u64) {
        let there = planned.saturating_sub(added);
        let tally = self.tally(kind);
        tally.brought_in = tally.brought_in.saturating_sub(there);
        tally.already_there += there;
    }
}
