//! What leaves by hand to another holder, of whoever agreed to just that.

use consent::Grant;
use ids::DisclosureId;
use policy::{Basis, ConsentPurpose};
use units::Timestamp;

use crate::store::{self, ByHand};

/// One handing over, as the ledger keeps it: to whom, and which kinds of information. About whom is said by their consent,
/// without which it cannot be entered.
#[derive(Clone, Copy, Debug)]
pub struct HandedOver<'a> {
    /// Names it.
    pub id: DisclosureId,
    /// Who took it along, by their own name: they are in no list of the policy.
    pub recipient: &'a str,
    /// Which kinds of information, as items of the policy.
    pub items: &'a [&'a str],
    /// When.
    pub at: Timestamp,
}

impl HandedOver<'_> {
    /// Enters it in the ledger, in the transaction in which its person's consent was found alive; tells whether it was
    /// entered: nothing about a known minor is. A purpose that is not asked for by itself does not compile.
    ///
    /// # Errors
    /// The database's.
    pub async fn enter<P: ConsentPurpose>(&self, grant: &mut Grant<P>) -> db::Result<bool> {
        const { assert!(matches!(P::BASIS, Basis::SeparateConsent), "only what is asked for by itself is handed over") };
        let (subject, of_grant) = (grant.subject(), grant.id());
        if store::is_minor(grant.tx(), subject).await? {
            return Ok(false);
        }
        let Self { id, recipient, items, at } = *self;
        let (purpose_no, of_grant) = (P::NO, Some(of_grant));
        let taken = ByHand { id, subject, recipient, purpose_no, items, at, legal_basis: None, grant: of_grant };
        store::add_by_hand(grant.tx(), &taken).await?;
        Ok(true)
    }
}
