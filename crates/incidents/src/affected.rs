//! Finding the people concerned, without reading what is kept about them.

use std::collections::BTreeSet;

use ids::{IncidentId, IncidentNoticeId, SubjectId};
use units::Timestamp;

use crate::error::Error;
use crate::model::Search;
use crate::{Incidents, store};

/// People that one list may name.
pub const MEMBERS_MAX: usize = 10_000;
/// Rows written in one transaction.
const BATCH: usize = 1_000;

/// Where the people concerned are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Whoever something was sent about to a recipient, between two times.
    Ledger {
        /// The recipient's id in the policy.
        recipient: String,
        /// From when on.
        from: Timestamp,
        /// Until when.
        to: Timestamp,
    },
    /// Whose data staff opened, between two times.
    StaffLog {
        /// One of the staff by their digest in the log; anybody when absent.
        staff_digest: Option<String>,
        /// From when on.
        from: Timestamp,
        /// Until when.
        to: Timestamp,
    },
    /// Whoever has rows of an item that were made between two times.
    Item {
        /// The item's id in the policy.
        item: String,
        /// From when on; from the beginning when absent.
        from: Option<Timestamp>,
        /// Until when; until now when absent.
        to: Option<Timestamp>,
    },
    /// These accounts.
    List(Vec<SubjectId>),
    /// Everybody with an account.
    Everybody,
}

impl Source {
    const fn word(&self) -> &'static str {
        match self {
            Self::Ledger { .. } => "ledger",
            Self::StaffLog { .. } => "staff_log",
            Self::Item { .. } => "item",
            Self::List(_) => "list",
            Self::Everybody => "everybody",
        }
    }

    fn detail(&self) -> Option<String> {
        match self {
            Self::Ledger { recipient, .. } => Some(recipient.clone()),
            Self::StaffLog { staff_digest, .. } => staff_digest.clone(),
            Self::Item { item, .. } => Some(item.clone()),
            Self::List(_) | Self::Everybody => None,
        }
    }

    fn times(&self) -> (Option<Timestamp>, Option<Timestamp>) {
        match self {
            Self::Ledger { from, to, .. } | Self::StaffLog { from, to, .. } => (Some(*from), Some(*to)),
            Self::Item { from, to, .. } => (*from, *to),
            Self::List(_) | Self::Everybody => (None, None),
        }
    }

    fn checked(&self) -> Result<(), Error> {
        if let (Some(from), Some(to)) = self.times()
            && from > to
        {
            return Err(Error::field(
                "to",
                "incident.times",
                "结束时间不能早于开始时间",
                "the end lies before the beginning",
            ));
        }
        match self {
            Self::Ledger { recipient, .. } if policy::current().recipient(recipient).is_none() => {
                Err(Error::field("recipient", "incident.recipient", "没有这个接收方", "there is no such recipient"))
            }
            Self::Item { item, .. } if !has_people(item) => Err(no_item("item")),
            Self::List(members) if members.is_empty() || members.len() > MEMBERS_MAX => Err(Error::field(
                "members",
                "incident.members",
                "请填写 1 到 10000 个账号",
                "name 1 to 10,000 accounts",
            )),
            _ => Ok(()),
        }
    }
}

/// Whether rows of an item belong to people.
pub(crate) fn has_people(item: &str) -> bool {
    policy::current().item(item).is_some_and(|item| item.purpose != "incident_notice")
        && !matches!(policy::current().item(item).map(|item| &item.subject), None | Some(policy::SubjectLink::None))
}

pub(crate) fn no_item(field: &'static str) -> Error {
    Error::field(field, "incident.item", "没有这一类信息", "there is no such kind of information")
}

/// Whom a search found.
struct Found {
    people: BTreeSet<SubjectId>,
    /// How many more there are who have no account.
    unreachable: u64,
}

impl Incidents {
    /// Looks for people concerned and notes them; who was noted before is not noted again.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Closed`], [`Error::Field`], and the database's; what was noted before stays.
    pub async fn find(&self, id: IncidentId, source: &Source) -> Result<Search, Error> {
        source.checked()?;
        self.open_incident(id).await?;
        let Found { people, unreachable } = self.look(source).await?;
        let now = self.0.clock.now();
        let (mut added, all): (u64, Vec<SubjectId>) = (0, people.into_iter().collect());
        for batch in all.chunks(BATCH) {
            let rows: Vec<(IncidentNoticeId, SubjectId)> =
                batch.iter().map(|subject| (IncidentNoticeId::random(&mut rand::rng()), *subject)).collect();
            let mut tx = self.0.db.begin().await?;
            added += store::notices::add(&mut tx, id, &rows, now).await?;
            tx.commit().await?;
        }
        let (from, to) = source.times();
        let search = Search {
            source: source.word().to_owned(),
            detail: source.detail(),
            from,
            to,
            found: all.len() as u64,
            added,
            unreachable,
            searched_at: now,
        };
        let mut tx = self.0.db.begin().await?;
        store::add_search(&mut tx, id, &search).await?;
        tx.commit().await?;
        Ok(search)
    }

    async fn look(&self, source: &Source) -> Result<Found, Error> {
        let reader = self.0.db.service();
        let reachable = |people: Vec<SubjectId>| Found { people: people.into_iter().collect(), unreachable: 0 };
        match source {
            Source::Ledger { recipient, from, to } => {
                let told = sharing::people_told(&reader, recipient, *from, *to).await?;
                Ok(Found { people: told.subjects.into_iter().collect(), unreachable: told.without_account })
            }
            Source::StaffLog { staff_digest, from, to } => {
                let mut digests = self.0.staff.people_opened(staff_digest.as_deref(), *from, *to).await?;
                // The log names people by digests, so everybody's is made and looked for.
                let living = self.0.rights.living().await?.into_iter();
                let people = living.filter(|subject| digests.remove(&self.0.staff.digest_of(*subject))).collect();
                Ok(Found { people, unreachable: digests.len() as u64 })
            }
            Source::Item { item, from, to } => {
                let now = self.0.clock.now();
                Ok(reachable(self.0.rights.people_of(item, from.unwrap_or_default(), to.unwrap_or(now)).await?))
            }
            Source::List(members) => {
                let living: BTreeSet<SubjectId> = self.0.rights.living().await?.into_iter().collect();
                let (people, gone): (BTreeSet<_>, BTreeSet<_>) =
                    members.iter().copied().partition(|member| living.contains(member));
                Ok(Found { people, unreachable: gone.len() as u64 })
            }
            Source::Everybody => Ok(reachable(self.0.rights.living().await?)),
        }
    }
}
