//! Identifiers that know what they name.
//!
//! Every id is a random or catalogue-made 63-bit number in the database and prefixed text outside it,
//! such as `trk_0c7kq2m9x4rtd`. Swapping two kinds of id does not compile, and a pasted id of the wrong kind
//! is refused with a message that names both kinds.

mod text;

pub use text::ParseIdError;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(i64);

            impl $name {
                /// What the text form starts with, before the underscore.
                pub const PREFIX: &'static str = $prefix;

                /// The id with this number, as the database keeps it.
                #[must_use]
                pub const fn from_i64(number: i64) -> Self {
                    Self(number)
                }

                /// The number the database keeps.
                #[must_use]
                pub const fn as_i64(self) -> i64 {
                    self.0
                }

                /// A fresh id of 63 random bits; a clash among a million has a chance below 1 in 10 million.
                pub fn random(rng: &mut (impl rand::Rng + ?Sized)) -> Self {
                    Self((rng.next_u64() >> 1).cast_signed())
                }
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    text::write(f, $prefix, self.0)
                }
            }

            impl std::str::FromStr for $name {
                type Err = ParseIdError;
                fn from_str(value: &str) -> Result<Self, ParseIdError> {
                    text::parse($prefix, value).map(Self)
                }
            }

            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_str(self)
                }
            }

            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let value = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                    value.parse().map_err(serde::de::Error::custom)
                }
            }
        )*

        /// Calls the macro named in the argument once, with the names of all kinds of id.
        ///
        /// The database layer uses it to read and bind every kind without a list of its own.
        #[macro_export]
        macro_rules! each_id {
            ($callback:ident) => {
                $callback!($($name),*);
            };
        }

        #[cfg(test)]
        const PREFIXES: &[&str] = &[$($prefix),*];
    };
}

// Alphabetical, so that a clash of prefixes is seen when a line is added.
ids! {
    /// A member's separate consent to one use of an affiliate.
    AffiliateChoiceId = "afc";
    /// What an affiliate has of somebody, under a number.
    AffiliateCopyId = "afy";
    /// A company of the operator's group.
    AffiliateId = "aff";
    /// What an affiliate asks for, and what for.
    AffiliateUseId = "afu";
    /// An album of the catalogue.
    AlbumId = "alb";
    /// A key with which another app acts for a member.
    ApiKeyId = "key";
    /// A password that signs one app in.
    AppPasswordId = "apw";
    /// An artist of the catalogue.
    ArtistId = "art";
    /// A certificate that a member's data was erased.
    CertificateId = "cert";
    /// An SMS code that was sent and waits to be typed.
    ChallengeId = "chl";
    /// A message of the chat.
    ChatMessageId = "msg";
    /// An entry of the append-only history of consent.
    ConsentEventId = "cev";
    /// A cover picture, by its content.
    CoverId = "cov";
    /// An entry of the sharing ledger: one disclosure to one recipient.
    DisclosureId = "dsc";
    /// A song that a member does not want recommended.
    DislikeId = "dsl";
    /// A record of something that was downloaded.
    DownloadId = "dwn";
    /// A member who works on a playlist of another.
    EditorId = "edt";
    /// An episode of a podcast.
    EpisodeId = "epi";
    /// A folder of the music library.
    FolderId = "fld";
    /// A live consent of one subject for one purpose.
    GrantId = "grt";
    /// An entry of the record of what guardians agreed to.
    GuardianEventId = "gev";
    /// An invitation to become somebody's guardian here.
    GuardianInvitationId = "giv";
    /// A guardian's living consent to a minor's account.
    GuardianshipId = "gua";
    /// A security incident.
    IncidentId = "inc";
    /// That one person is concerned by a security incident, and was told.
    IncidentNoticeId = "inn";
    /// A member's invitation to work on a playlist.
    InvitationId = "inv";
    /// One of the two approvals of what a law demands.
    LegalApprovalId = "lga";
    /// What somebody demands by law about one person.
    LegalDemandId = "lgd";
    /// A monthly letter to one member.
    LetterId = "ltr";
    /// An account elsewhere that a member signs in with.
    LinkedIdentityId = "lid";
    /// One hearing of one track.
    ListenId = "lst";
    /// A notice that goes to a member by mail.
    MailId = "mil";
    /// How long a person in minors' mode listened on one day.
    ModeDayId = "mmd";
    /// A public key with which a member signs in.
    PasskeyId = "psk";
    /// A playlist.
    PlaylistId = "pls";
    /// One entry of a playlist; it stays the same while the entry moves.
    PlaylistItemId = "pli";
    /// A podcast.
    PodcastId = "pod";
    /// A file that could not be read, and why.
    ProblemId = "prb";
    /// A screen that waits for a phone to let it in.
    QrSignInId = "qrs";
    /// A song that was named to a member.
    RecognitionId = "rcg";
    /// What a member asks the privacy officer.
    RightsRequestId = "req";
    /// Something that a member searched for.
    SearchId = "sch";
    /// A signed-in device.
    SessionId = "ses";
    /// Songs, albums and playlists that are shared by a link.
    ShareId = "shr";
    /// A training of somebody of the staff.
    StaffTrainingId = "stf";
    /// A station of internet radio.
    StationId = "rad";
    /// A person whose data is held: a member of the service.
    SubjectId = "mem";
    /// A track of the catalogue.
    TrackId = "trk";
    /// One of the two approvals of a transfer of personal data.
    TransferApprovalId = "tra";
    /// A member's consent to one transfer.
    TransferConsentId = "trc";
    /// One handing over to another holder.
    TransferHandoverId = "trh";
    /// That personal data is to be handed to another holder.
    TransferId = "trf";
    /// A member's no to one transfer.
    TransferRefusalId = "trr";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_unique() {
        let mut sorted = PREFIXES.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), PREFIXES.len());
    }

    #[test]
    fn text_round_trips() {
        for number in [0, 1, 31, 32, 1_795_438_800_007, i64::MAX] {
            let id = TrackId::from_i64(number);
            assert_eq!(id.to_string().len(), "trk_".len() + 13);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn another_kind_is_refused_by_name() {
        let album = AlbumId::from_i64(7).to_string();
        let error = album.parse::<TrackId>().expect_err("an album is not a track");
        assert_eq!(error.to_string(), "expected an id that begins with 'trk_'");
        assert!("trk_".parse::<TrackId>().is_err());
        assert!("trk_zzzzzzzzzzzzz".parse::<TrackId>().is_err(), "more than 63 bits");
        assert!("trk_0000000000ü0".parse::<TrackId>().is_err());
    }
}
