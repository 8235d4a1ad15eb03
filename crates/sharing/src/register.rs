//! Recipients that the policy names as a class: which of them there are stands in a register, and who agreed to what of them.

use std::fmt::Debug;
use std::pin::Pin;

use db::Tx;
use ids::{AffiliateChoiceId, AffiliateCopyId, GrantId, SubjectId};
use units::Timestamp;

use crate::error::Refusal;
use crate::setup::RecipientSetup;

/// What a register answers: what it knows, or which condition does not hold.
pub type Told<'a, T> = Pin<Box<dyn Future<Output = db::Result<Result<T, Refusal>>> + Send + 'a>>;

/// What the gate asks of a register.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The person's choice that lets it happen.
    pub choice: AffiliateChoiceId,
    /// About whom.
    pub subject: SubjectId,
    /// Their live consent.
    pub grant: GrantId,
    /// Which fields are to be sent.
    pub fields: &'a [&'a str],
    /// When.
    pub at: Timestamp,
}

/// A company that may receive something, as it stands in the register.
#[derive(Debug)]
pub struct Registered {
    /// Its name, which the ledger keeps.
    pub name: String,
    /// Agreement, check, end and address: it is held to them as every other recipient is.
    pub setup: RecipientSetup,
}

/// A company that has to erase what it got.
#[derive(Debug)]
pub struct Recalled {
    /// The company; whatever became of its agreement, it has to hear of this.
    pub to: Registered,
    /// Under which number it has it.
    pub number: String,
}

/// Who knows which companies of a class there are.
///
/// Both questions are asked in the transaction that enters the sending in the ledger, so that nothing ends in between.
pub trait Register: Debug + Send + Sync {
    /// The company that a living choice of this person names, where it is registered and every field was agreed to.
    fn admit<'a>(&'a self, tx: &'a mut Tx, asked: Asked<'a>) -> Told<'a, Registered>;

    /// The company that has something which nobody agrees to any more.
    fn recall<'a>(&'a self, tx: &'a mut Tx, copy: AffiliateCopyId) -> Told<'a, Recalled>;
}
