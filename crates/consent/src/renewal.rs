//! Asking anew for what a later version of the policy widened (promises P-170 and P-173).
//!
//! Accepting a version is no consent to what it adds to a purpose that rests on consent: each is asked by itself.
//! Until then the consent rests, as it does at a browser's wish. What was kept before stays the person's to see and to
//! remove, and goes with the term it was collected under.

use db::args;
use policy::PurposeId;

use crate::consents::Consents;
use crate::store;

impl Consents {
    /// Lets every consent rest that was given under an earlier version for less than the version in force asks;
    /// tells how many there were. Safe to run twice.
    ///
    /// It comes before anything else is done under a new version, and again while other nodes may still work by the one
    /// before.
    ///
    /// # Errors
    /// The database's; then the service must not go on.
    pub async fn ask_anew(&self) -> db::Result<u64> {
        let mut resting = 0;
        for earlier in self.terms().earlier() {
            for purpose in earlier.asked_anew.iter().copied().map(PurposeId::no) {
                let mut tx = self.begin().await?;
                resting += tx.execute(&store::ASK_ANEW, &args![purpose, earlier.version, self.now()]).await?;
                tx.commit().await?;
            }
        }
        Ok(resting)
    }
}
