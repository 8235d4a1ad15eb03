//! The queries of GDPRbench, the mixture of each of its four workloads, and on whom they fall.

use std::fmt;

use ids::TrackId;
use policy::PurposeId;
use units::{Millis, Timestamp};

use super::people::{Data, Zipf};
use crate::search::catalogue::Random;

/// The time between two operations, in milliseconds: long enough that a person's acts keep their order.
const STEP: Millis = Millis::seconds(1);
/// How often somebody is looked for to whom an operation applies, before it falls on the first.
const TRIES: usize = 64;

/// Who asks, as GDPRbench has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Collects, and keeps what it collected in order.
    Controller,
    /// The person whose data it is.
    Customer,
    /// Works with the data for a purpose.
    Processor,
    /// Looks whether the law is kept.
    Regulator,
}

impl Role {
    /// The four, in the order in which they run.
    pub(crate) const ALL: [Self; 4] = [Self::Controller, Self::Customer, Self::Processor, Self::Regulator];

    /// The name in tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Controller => "controller",
            Self::Customer => "customer",
            Self::Processor => "processor",
            Self::Regulator => "regulator",
        }
    }

    /// Of how many percent of the operations which kind is; the module's documentation says where the numbers are from.
    fn mixture(self) -> &'static [(usize, Kind)] {
        match self {
            Self::Controller => &[
                (25, Kind::CreateRecord),
                (9, Kind::DeleteByPurpose),
                (8, Kind::DeleteByTtl),
                (8, Kind::DeleteByUser),
                (25, Kind::UpdateMetadataByPurpose),
                (13, Kind::UpdateMetadataByUser),
                (12, Kind::UpdateMetadataBySharing),
            ],
            Self::Customer => &[
                (20, Kind::ReadDataByUser),
                (20, Kind::ReadMetadataByKey),
                (20, Kind::UpdateDataByKey),
                (20, Kind::UpdateMetadataByKey),
                (20, Kind::DeleteByKey),
            ],
            Self::Processor => &[
                (20, Kind::ReadDataByKey),
                (40, Kind::ReadDataByPurpose),
                (20, Kind::ReadDataByObjection),
                (20, Kind::ReadDataByDecision),
            ],
            Self::Regulator => &[(46, Kind::ReadMetadataByUser), (31, Kind::GetSystemLogs), (23, Kind::VerifyDeletion)],
        }
    }

    /// Whether some people are asked about far more often than others.
    fn is_skewed(self) -> bool {
        matches!(self, Self::Customer | Self::Regulator)
    }
}

/// A query of GDPRbench, under its name there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    CreateRecord,
    DeleteByPurpose,
    DeleteByTtl,
    DeleteByUser,
    DeleteByKey,
    UpdateMetadataByPurpose,
    UpdateMetadataByUser,
    UpdateMetadataBySharing,
    UpdateMetadataByKey,
    UpdateDataByKey,
    ReadDataByUser,
    ReadDataByKey,
    ReadDataByPurpose,
    ReadDataByObjection,
    ReadDataByDecision,
    ReadMetadataByKey,
    ReadMetadataByUser,
    GetSystemLogs,
    VerifyDeletion,
    /// Not one of GDPRbench's: puts back, outside the measured time, what customers deleted.
    KeepPlace,
}

impl Kind {
    /// Whether it is about one person who is there.
    pub(crate) fn is_by_subject(self) -> bool {
        !matches!(self, Self::DeleteByTtl | Self::VerifyDeletion | Self::KeepPlace)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CreateRecord => "create-record",
            Self::DeleteByPurpose => "delete-record-by-pur",
            Self::DeleteByTtl => "delete-record-by-ttl",
            Self::DeleteByUser => "delete-record-by-usr",
            Self::DeleteByKey => "delete-record-by-key",
            Self::UpdateMetadataByPurpose => "update-metadata-by-pur",
            Self::UpdateMetadataByUser => "update-metadata-by-usr",
            Self::UpdateMetadataBySharing => "update-metadata-by-shr",
            Self::UpdateMetadataByKey => "update-metadata-by-key",
            Self::UpdateDataByKey => "update-data-by-key",
            Self::ReadDataByUser => "read-data-by-usr",
            Self::ReadDataByKey => "read-data-by-key",
            Self::ReadDataByPurpose => "read-data-by-pur",
            Self::ReadDataByObjection => "read-data-by-obj",
            Self::ReadDataByDecision => "read-data-by-dec",
            Self::ReadMetadataByKey => "read-metadata-by-key",
            Self::ReadMetadataByUser => "read-metadata-by-usr",
            Self::GetSystemLogs => "get-system-logs",
            Self::VerifyDeletion => "verify-deletion",
            Self::KeepPlace => "keep-place",
        })
    }
}

/// One operation: everything that both sides have to know, so that they do the same.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    /// What is done.
    pub(crate) kind: Kind,
    /// On whom, by place in [`Data::people`].
    pub(crate) person: usize,
    /// When.
    pub(crate) at: Timestamp,
    /// The track of a new record.
    pub(crate) track: TrackId,
    /// For a change of consent, for which purpose.
    pub(crate) purpose: PurposeId,
    /// For a change of consent, whether it is given, else it is withdrawn.
    pub(crate) gives: bool,
}

/// What of a person's choices decides which operations apply to them.
#[derive(Clone, Copy)]
struct Standing {
    is_here: bool,
    rests: bool,
    history: bool,
    resume: bool,
    has_place: bool,
    shares: bool,
    helps: bool,
}

/// Makes the operations, and keeps in mind what became of everybody.
pub(crate) struct Operations {
    random: Random,
    zipf: Zipf,
    people: Vec<Standing>,
    now: Timestamp,
    /// How far the clock goes on before what is over is deleted, in milliseconds.
    ageing_ms: i64,
}

impl Operations {
    /// Operations on these people; what the loading did to them is known here.
    pub(crate) fn new(data: &Data, seed: u64) -> Self {
        let standing = |person: &super::people::Person| Standing {
            is_here: true,
            rests: person.objects,
            history: true,
            resume: true,
            has_place: true,
            shares: false,
            helps: false,
        };
        let records = data.people.len() * super::people::RECORDS_EACH;
        Self {
            random: Random(seed ^ 0x0047_4450_5262_656e),
            zipf: Zipf::new(data.people.len()),
            people: data.people.iter().map(standing).collect(),
            now: data.loaded_at,
            ageing_ms: data.spacing_ms * i64::try_from((records / 2_000).max(1)).unwrap_or(1),
        }
    }

    /// One round of a workload, without what has to be put back before it.
    pub(crate) fn round(&mut self, role: Role, count: usize) -> Vec<Operation> {
        (0..count).map(|_| self.next(role)).collect()
    }

    /// What customers deleted is put back, so that a later round finds it again.
    pub(crate) fn put_back(&mut self) -> Vec<Operation> {
        let missing: Vec<usize> = self
            .people
            .iter()
            .enumerate()
            .filter_map(|(at, s)| (s.is_here && s.resume && !s.rests && !s.has_place).then_some(at))
            .collect();
        missing.into_iter().map(|person| self.on(Kind::KeepPlace, person)).collect()
    }

    /// The first so many people leave, so that there are deletions to verify.
    pub(crate) fn first_leave(&mut self, count: usize) -> Vec<Operation> {
        (0..count.min(self.people.len())).map(|person| self.on(Kind::DeleteByUser, person)).collect()
    }

    fn next(&mut self, role: Role) -> Operation {
        let mut point = self.random.below(100);
        let mixture = role.mixture();
        let found = mixture.iter().find(|(percent, _)| {
            let is_here = point < *percent;
            point = point.saturating_sub(*percent);
            is_here
        });
        let kind = found.or(mixture.first()).map_or(Kind::CreateRecord, |(_, kind)| *kind);
        let person = self.somebody(role, kind);
        self.on(kind, person)
    }

    /// Somebody to whom an operation applies.
    fn somebody(&mut self, role: Role, kind: Kind) -> usize {
        let count = self.people.len();
        for _ in 0..TRIES {
            let at = if role.is_skewed() { self.zipf.choose(&mut self.random) } else { self.random.below(count) };
            if applies(kind, self.people[at]) {
                return at;
            }
        }
        self.people.iter().position(|person| applies(kind, *person)).unwrap_or_default()
    }

    fn on(&mut self, kind: Kind, person: usize) -> Operation {
        let later = if kind == Kind::DeleteByTtl { Millis(self.ageing_ms) } else { STEP };
        self.now = self.now + later;
        let track = TrackId::from_i64(1 + self.random.below(20_000) as i64);
        let standing = &mut self.people[person];
        let mut change = (PurposeId::PlayHistory, true);
        match kind {
            Kind::DeleteByUser => standing.is_here = false,
            Kind::DeleteByPurpose => {
                standing.history = false;
                change.1 = false;
            }
            Kind::DeleteByKey => standing.has_place = false,
            Kind::KeepPlace => standing.has_place = true,
            // Who took the history back agrees to it again; everybody else changes their mind about helping others.
            Kind::UpdateMetadataByPurpose if !standing.history => standing.history = true,
            Kind::UpdateMetadataByPurpose => change = (PurposeId::HelpingDiscovery, toggled(&mut standing.helps)),
            Kind::UpdateMetadataBySharing => change = (PurposeId::VoiceTranscription, toggled(&mut standing.shares)),
            Kind::UpdateMetadataByKey => {
                change = (PurposeId::ResumePlayback, toggled(&mut standing.resume));
                standing.has_place = false;
            }
            Kind::UpdateMetadataByUser => change = (PurposeId::HelpingSearch, false),
            _ => {}
        }
        let (purpose, gives) = change;
        Operation { kind, person, at: self.now, track, purpose, gives }
    }
}

fn toggled(choice: &mut bool) -> bool {
    *choice = !*choice;
    *choice
}

/// Whether an operation applies to somebody.
///
/// Only what both sides do alike is compared: who objects is recorded and read by the side that does not heed it,
/// so what would show that is asked about the others.
fn applies(kind: Kind, person: Standing) -> bool {
    match kind {
        Kind::VerifyDeletion => !person.is_here,
        Kind::CreateRecord => person.is_here && person.history && !person.rests,
        Kind::DeleteByPurpose => person.is_here && person.history,
        Kind::ReadDataByKey | Kind::ReadDataByPurpose => person.is_here && !person.rests,
        // Who objected would otherwise choose anew, and be heeded no longer.
        Kind::UpdateMetadataByPurpose | Kind::UpdateMetadataByKey => person.is_here && !person.rests,
        _ => person.is_here,
    }
}
