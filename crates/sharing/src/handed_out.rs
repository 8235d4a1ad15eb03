//! What leaves by hand: a law demanded it, and somebody took it along.

use db::Tx;
use ids::{DisclosureId, SubjectId};
use policy::{Basis, Purpose};
use units::Timestamp;

use crate::store::{self, ByHand};

/// One handing out, as the ledger keeps it: to whom, about whom, by which article, and which kinds of information.
#[derive(Clone, Copy, Debug)]
pub struct HandedOut<'a> {
    /// Names it.
    pub id: DisclosureId,
    /// About whom.
    pub subject: SubjectId,
    /// Who took it along, by their own name: they are in no list of the policy.
    pub recipient: &'a str,
    /// Which kinds of information, as items of the policy.
    pub items: &'a [&'a str],
    /// The article that demanded it.
    pub legal_basis: &'a str,
    /// When.
    pub at: Timestamp,
}

impl HandedOut<'_> {
    /// Enters it in the ledger, where its person reads of it; a purpose that does not rest on a law does not compile.
    ///
    /// # Errors
    /// The database's.
    pub async fn enter<P: Purpose>(&self, tx: &mut Tx) -> db::Result<()> {
        const { assert!(matches!(P::BASIS, Basis::Law), "only a law makes anything leave past the gate") };
        let Self { id, subject, recipient, items, legal_basis, at } = *self;
        let purpose_no = P::NO;
        let legal_basis = Some(legal_basis);
        store::add_by_hand(tx, &ByHand { id, subject, recipient, purpose_no, items, at, legal_basis, grant: None })
            .await
    }
}
