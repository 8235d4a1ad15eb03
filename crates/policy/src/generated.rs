// Made by `cargo xtask gen` from the policy folder; never edited.

//! What the current policy declares, as types.

use crate::{Basis, ConsentPurpose, FrozenVersion, Purpose, Recipient, RecipientField, ServicePurpose};

/// Every version of the policy, the oldest first.
pub(crate) static VERSIONS: &[FrozenVersion] = &[FrozenVersion {
    version: "1",
    hash: "9cc598ebf5cca1ef25bdf758a1c1211e60fb6f6c8ac1b1f82ac3cef84ea97e17",
    previous: None,
    published: false,
    files: &[
        ("en/collection.md", include_str!("../../../policy/versions/1/en/collection.md")),
        ("en/cookies.md", include_str!("../../../policy/versions/1/en/cookies.md")),
        ("en/permissions.md", include_str!("../../../policy/versions/1/en/permissions.md")),
        ("en/policy.md", include_str!("../../../policy/versions/1/en/policy.md")),
        ("en/recipients.md", include_str!("../../../policy/versions/1/en/recipients.md")),
        ("en/sharing.md", include_str!("../../../policy/versions/1/en/sharing.md")),
        ("en/storage.md", include_str!("../../../policy/versions/1/en/storage.md")),
        ("policy.json", include_str!("../../../policy/versions/1/policy.json")),
        ("zh-CN/collection.md", include_str!("../../../policy/versions/1/zh-CN/collection.md")),
        ("zh-CN/cookies.md", include_str!("../../../policy/versions/1/zh-CN/cookies.md")),
        ("zh-CN/permissions.md", include_str!("../../../policy/versions/1/zh-CN/permissions.md")),
        ("zh-CN/policy.md", include_str!("../../../policy/versions/1/zh-CN/policy.md")),
        ("zh-CN/recipients.md", include_str!("../../../policy/versions/1/zh-CN/recipients.md")),
        ("zh-CN/sharing.md", include_str!("../../../policy/versions/1/zh-CN/sharing.md")),
        ("zh-CN/storage.md", include_str!("../../../policy/versions/1/zh-CN/storage.md")),
    ],
}];

/// A function of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FunctionId {
    /// Browse the library.
    Browse,
    /// Search.
    Search,
    /// Play music.
    Play,
    /// Download music.
    Download,
    /// Lyrics.
    Lyrics,
    /// Read the privacy policy and its lists.
    PolicyDocuments,
    /// Sign up and sign in.
    SignIn,
    /// Scanning QR codes.
    ScanCodes,
    /// Profile.
    Profile,
    /// Signed-in devices.
    Sessions,
    /// Listening history.
    PlayHistory,
    /// Personal recommendations.
    Recommendation,
    /// Statistics of use.
    UsageStatistics,
    /// More like my likes.
    LikesRecommendation,
    /// Charts.
    Charts,
    /// Recommending on this device alone.
    OnDeviceRecommendation,
    /// Download history.
    DownloadHistory,
    /// Search history.
    SearchHistory,
    /// What many look for.
    PopularSearches,
    /// History of named songs.
    RecognitionHistory,
    /// Continue on another device.
    ResumePlayback,
    /// Audio effects.
    AudioEffects,
    /// Name that song.
    Recognition,
    /// Search by voice.
    VoiceSearch,
    /// Songs on this device.
    LocalMusic,
    /// Likes, ratings, follows and bookmarks.
    Favourites,
    /// Playlists.
    Playlists,
    /// Playlist square.
    PlaylistSquare,
    /// Offline music.
    OfflineMusic,
    /// Sharing by link.
    Shares,
    /// Chat.
    Chat,
    /// Listen with other apps.
    OpenClients,
    /// Notices by mail.
    Mail,
    /// Monthly letter.
    MonthlyLetter,
    /// Sharing with affiliates.
    Affiliates,
    /// Minors and guardians.
    Minors,
    /// Minors' mode.
    MinorsMode,
    /// Privacy centre.
    PrivacyCentre,
    /// Transfer of personal information.
    Transfer,
    /// Operating the service.
    Operate,
}

impl FunctionId {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] = &[
        Self::Browse,
        Self::Search,
        Self::Play,
        Self::Download,
        Self::Lyrics,
        Self::PolicyDocuments,
        Self::SignIn,
        Self::ScanCodes,
        Self::Profile,
        Self::Sessions,
        Self::PlayHistory,
        Self::Recommendation,
        Self::UsageStatistics,
        Self::LikesRecommendation,
        Self::Charts,
        Self::OnDeviceRecommendation,
        Self::DownloadHistory,
        Self::SearchHistory,
        Self::PopularSearches,
        Self::RecognitionHistory,
        Self::ResumePlayback,
        Self::AudioEffects,
        Self::Recognition,
        Self::VoiceSearch,
        Self::LocalMusic,
        Self::Favourites,
        Self::Playlists,
        Self::PlaylistSquare,
        Self::OfflineMusic,
        Self::Shares,
        Self::Chat,
        Self::OpenClients,
        Self::Mail,
        Self::MonthlyLetter,
        Self::Affiliates,
        Self::Minors,
        Self::MinorsMode,
        Self::PrivacyCentre,
        Self::Transfer,
        Self::Operate,
    ];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Browse => "browse",
            Self::Search => "search",
            Self::Play => "play",
            Self::Download => "download",
            Self::Lyrics => "lyrics",
            Self::PolicyDocuments => "policy_documents",
            Self::SignIn => "sign_in",
            Self::ScanCodes => "scan_codes",
            Self::Profile => "profile",
            Self::Sessions => "sessions",
            Self::PlayHistory => "play_history",
            Self::Recommendation => "recommendation",
            Self::UsageStatistics => "usage_statistics",
            Self::LikesRecommendation => "likes_recommendation",
            Self::Charts => "charts",
            Self::OnDeviceRecommendation => "on_device_recommendation",
            Self::DownloadHistory => "download_history",
            Self::SearchHistory => "search_history",
            Self::PopularSearches => "popular_searches",
            Self::RecognitionHistory => "recognition_history",
            Self::ResumePlayback => "resume_playback",
            Self::AudioEffects => "audio_effects",
            Self::Recognition => "recognition",
            Self::VoiceSearch => "voice_search",
            Self::LocalMusic => "local_music",
            Self::Favourites => "favourites",
            Self::Playlists => "playlists",
            Self::PlaylistSquare => "playlist_square",
            Self::OfflineMusic => "offline_music",
            Self::Shares => "shares",
            Self::Chat => "chat",
            Self::OpenClients => "open_clients",
            Self::Mail => "mail",
            Self::MonthlyLetter => "monthly_letter",
            Self::Affiliates => "affiliates",
            Self::Minors => "minors",
            Self::MinorsMode => "minors_mode",
            Self::PrivacyCentre => "privacy_centre",
            Self::Transfer => "transfer",
            Self::Operate => "operate",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

/// A purpose of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PurposeId {
    /// Keeping your account.
    Account,
    /// Verifying your phone number.
    SignInVerification,
    /// Keeping your account safe.
    AccountSecurity,
    /// Keeping your listening history.
    PlayHistory,
    /// Continuing on another device.
    ResumePlayback,
    /// Keeping your signature line.
    ProfileSignature,
    /// Keeping your gender.
    ProfileGender,
    /// Keeping your birthday.
    ProfileBirthday,
    /// Keeping your region.
    ProfileRegion,
    /// Keeping evidence of consent.
    ConsentRecord,
    /// Keeping the record of disclosures.
    SharingRecord,
    /// Keeping proof of erasure.
    ErasureRecord,
    /// Operating the service.
    Operation,
    /// Keeping your likes, ratings, follows and bookmarks.
    Favourites,
    /// Keeping your playlists.
    Playlists,
    /// Publishing your playlists on the square.
    Publication,
    /// Showing a name beside your published playlists.
    PublicationName,
    /// Signing other apps in.
    AppAccess,
    /// Recommending music to you.
    PersonalRecommendation,
    /// Letting your listening help others.
    HelpingDiscovery,
    /// Making links by which you share.
    Shares,
    /// Writing in the chat of this service.
    Chat,
    /// Keeping your history of downloads.
    DownloadHistory,
    /// Signing in, and showing it is you, with a passkey.
    PasskeySignIn,
    /// Signing in with one tap.
    OneTapSignIn,
    /// Signing in with an account you have elsewhere.
    LinkedSignIn,
    /// Signing in by QR code.
    QrSignIn,
    /// Signing in with the operator's single sign-on.
    ProxySignIn,
    /// Keeping your history of searches.
    SearchHistory,
    /// Keeping your history of named songs.
    RecognitionHistory,
    /// Taking in and answering your requests.
    RightsRequest,
    /// Sending your voice to be turned into text.
    VoiceTranscription,
    /// Protecting minors.
    MinorProtection,
    /// Minors' mode.
    MinorsMode,
    /// More like my likes.
    LikesRecommendation,
    /// Handling security incidents, and telling you.
    IncidentNotice,
    /// Keeping staff access in bounds, and on record.
    StaffAccess,
    /// Counting you in how the service is used.
    UsageStatistics,
    /// Counting your searches in what many look for.
    HelpingSearch,
    /// Handing out what a law demands.
    LegalDemand,
    /// Telling you by mail.
    MailNotice,
    /// The monthly letter.
    MonthlyLetter,
    /// Handing your information to another holder.
    Transfer,
    /// Giving data to affiliates you named.
    AffiliateSharing,
}

impl PurposeId {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] = &[
        Self::Account,
        Self::SignInVerification,
        Self::AccountSecurity,
        Self::PlayHistory,
        Self::ResumePlayback,
        Self::ProfileSignature,
        Self::ProfileGender,
        Self::ProfileBirthday,
        Self::ProfileRegion,
        Self::ConsentRecord,
        Self::SharingRecord,
        Self::ErasureRecord,
        Self::Operation,
        Self::Favourites,
        Self::Playlists,
        Self::Publication,
        Self::PublicationName,
        Self::AppAccess,
        Self::PersonalRecommendation,
        Self::HelpingDiscovery,
        Self::Shares,
        Self::Chat,
        Self::DownloadHistory,
        Self::PasskeySignIn,
        Self::OneTapSignIn,
        Self::LinkedSignIn,
        Self::QrSignIn,
        Self::ProxySignIn,
        Self::SearchHistory,
        Self::RecognitionHistory,
        Self::RightsRequest,
        Self::VoiceTranscription,
        Self::MinorProtection,
        Self::MinorsMode,
        Self::LikesRecommendation,
        Self::IncidentNotice,
        Self::StaffAccess,
        Self::UsageStatistics,
        Self::HelpingSearch,
        Self::LegalDemand,
        Self::MailNotice,
        Self::MonthlyLetter,
        Self::Transfer,
        Self::AffiliateSharing,
    ];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::SignInVerification => "sign_in_verification",
            Self::AccountSecurity => "account_security",
            Self::PlayHistory => "play_history",
            Self::ResumePlayback => "resume_playback",
            Self::ProfileSignature => "profile_signature",
            Self::ProfileGender => "profile_gender",
            Self::ProfileBirthday => "profile_birthday",
            Self::ProfileRegion => "profile_region",
            Self::ConsentRecord => "consent_record",
            Self::SharingRecord => "sharing_record",
            Self::ErasureRecord => "erasure_record",
            Self::Operation => "operation",
            Self::Favourites => "favourites",
            Self::Playlists => "playlists",
            Self::Publication => "publication",
            Self::PublicationName => "publication_name",
            Self::AppAccess => "app_access",
            Self::PersonalRecommendation => "personal_recommendation",
            Self::HelpingDiscovery => "helping_discovery",
            Self::Shares => "shares",
            Self::Chat => "chat",
            Self::DownloadHistory => "download_history",
            Self::PasskeySignIn => "passkey_sign_in",
            Self::OneTapSignIn => "one_tap_sign_in",
            Self::LinkedSignIn => "linked_sign_in",
            Self::QrSignIn => "qr_sign_in",
            Self::ProxySignIn => "proxy_sign_in",
            Self::SearchHistory => "search_history",
            Self::RecognitionHistory => "recognition_history",
            Self::RightsRequest => "rights_request",
            Self::VoiceTranscription => "voice_transcription",
            Self::MinorProtection => "minor_protection",
            Self::MinorsMode => "minors_mode",
            Self::LikesRecommendation => "likes_recommendation",
            Self::IncidentNotice => "incident_notice",
            Self::StaffAccess => "staff_access",
            Self::UsageStatistics => "usage_statistics",
            Self::HelpingSearch => "helping_search",
            Self::LegalDemand => "legal_demand",
            Self::MailNotice => "mail_notice",
            Self::MonthlyLetter => "monthly_letter",
            Self::Transfer => "transfer",
            Self::AffiliateSharing => "affiliate_sharing",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

impl PurposeId {
    /// The number that grants of this purpose carry.
    #[must_use]
    pub const fn no(self) -> u8 {
        match self {
            Self::Account => 1,
            Self::SignInVerification => 2,
            Self::AccountSecurity => 3,
            Self::PlayHistory => 4,
            Self::ResumePlayback => 5,
            Self::ProfileSignature => 6,
            Self::ProfileGender => 7,
            Self::ProfileBirthday => 8,
            Self::ProfileRegion => 9,
            Self::ConsentRecord => 10,
            Self::SharingRecord => 11,
            Self::ErasureRecord => 12,
            Self::Operation => 13,
            Self::Favourites => 14,
            Self::Playlists => 15,
            Self::Publication => 16,
            Self::PublicationName => 17,
            Self::AppAccess => 18,
            Self::PersonalRecommendation => 19,
            Self::HelpingDiscovery => 20,
            Self::Shares => 21,
            Self::Chat => 22,
            Self::DownloadHistory => 24,
            Self::PasskeySignIn => 44,
            Self::OneTapSignIn => 47,
            Self::LinkedSignIn => 45,
            Self::QrSignIn => 46,
            Self::ProxySignIn => 26,
            Self::SearchHistory => 27,
            Self::RecognitionHistory => 28,
            Self::RightsRequest => 29,
            Self::VoiceTranscription => 35,
            Self::MinorProtection => 41,
            Self::MinorsMode => 49,
            Self::LikesRecommendation => 32,
            Self::IncidentNotice => 42,
            Self::StaffAccess => 34,
            Self::UsageStatistics => 55,
            Self::HelpingSearch => 30,
            Self::LegalDemand => 48,
            Self::MailNotice => 52,
            Self::MonthlyLetter => 53,
            Self::Transfer => 51,
            Self::AffiliateSharing => 54,
        }
    }

    /// The legal basis.
    #[must_use]
    pub const fn basis(self) -> Basis {
        match self {
            Self::Account => Basis::Contract,
            Self::SignInVerification => Basis::Contract,
            Self::AccountSecurity => Basis::Security,
            Self::PlayHistory => Basis::Consent,
            Self::ResumePlayback => Basis::Consent,
            Self::ProfileSignature => Basis::Consent,
            Self::ProfileGender => Basis::Consent,
            Self::ProfileBirthday => Basis::Consent,
            Self::ProfileRegion => Basis::Consent,
            Self::ConsentRecord => Basis::Law,
            Self::SharingRecord => Basis::Law,
            Self::ErasureRecord => Basis::Law,
            Self::Operation => Basis::Contract,
            Self::Favourites => Basis::Contract,
            Self::Playlists => Basis::Contract,
            Self::Publication => Basis::Consent,
            Self::PublicationName => Basis::Consent,
            Self::AppAccess => Basis::Contract,
            Self::PersonalRecommendation => Basis::Consent,
            Self::HelpingDiscovery => Basis::Consent,
            Self::Shares => Basis::Contract,
            Self::Chat => Basis::Consent,
            Self::DownloadHistory => Basis::Consent,
            Self::PasskeySignIn => Basis::Contract,
            Self::OneTapSignIn => Basis::Contract,
            Self::LinkedSignIn => Basis::Contract,
            Self::QrSignIn => Basis::Contract,
            Self::ProxySignIn => Basis::Contract,
            Self::SearchHistory => Basis::Consent,
            Self::RecognitionHistory => Basis::Consent,
            Self::RightsRequest => Basis::Law,
            Self::VoiceTranscription => Basis::SeparateConsent,
            Self::MinorProtection => Basis::Law,
            Self::MinorsMode => Basis::Law,
            Self::LikesRecommendation => Basis::Consent,
            Self::IncidentNotice => Basis::Law,
            Self::StaffAccess => Basis::Law,
            Self::UsageStatistics => Basis::Consent,
            Self::HelpingSearch => Basis::Consent,
            Self::LegalDemand => Basis::Law,
            Self::MailNotice => Basis::Contract,
            Self::MonthlyLetter => Basis::Consent,
            Self::Transfer => Basis::SeparateConsent,
            Self::AffiliateSharing => Basis::SeparateConsent,
        }
    }

    /// The purpose of this number.
    #[must_use]
    pub const fn from_no(no: u8) -> Option<Self> {
        match no {
            1 => Some(Self::Account),
            2 => Some(Self::SignInVerification),
            3 => Some(Self::AccountSecurity),
            4 => Some(Self::PlayHistory),
            5 => Some(Self::ResumePlayback),
            6 => Some(Self::ProfileSignature),
            7 => Some(Self::ProfileGender),
            8 => Some(Self::ProfileBirthday),
            9 => Some(Self::ProfileRegion),
            10 => Some(Self::ConsentRecord),
            11 => Some(Self::SharingRecord),
            12 => Some(Self::ErasureRecord),
            13 => Some(Self::Operation),
            14 => Some(Self::Favourites),
            15 => Some(Self::Playlists),
            16 => Some(Self::Publication),
            17 => Some(Self::PublicationName),
            18 => Some(Self::AppAccess),
            19 => Some(Self::PersonalRecommendation),
            20 => Some(Self::HelpingDiscovery),
            21 => Some(Self::Shares),
            22 => Some(Self::Chat),
            24 => Some(Self::DownloadHistory),
            44 => Some(Self::PasskeySignIn),
            47 => Some(Self::OneTapSignIn),
            45 => Some(Self::LinkedSignIn),
            46 => Some(Self::QrSignIn),
            26 => Some(Self::ProxySignIn),
            27 => Some(Self::SearchHistory),
            28 => Some(Self::RecognitionHistory),
            29 => Some(Self::RightsRequest),
            35 => Some(Self::VoiceTranscription),
            41 => Some(Self::MinorProtection),
            49 => Some(Self::MinorsMode),
            32 => Some(Self::LikesRecommendation),
            42 => Some(Self::IncidentNotice),
            34 => Some(Self::StaffAccess),
            55 => Some(Self::UsageStatistics),
            30 => Some(Self::HelpingSearch),
            48 => Some(Self::LegalDemand),
            52 => Some(Self::MailNotice),
            53 => Some(Self::MonthlyLetter),
            51 => Some(Self::Transfer),
            54 => Some(Self::AffiliateSharing),
            _ => None,
        }
    }
}

/// Keeping your account.
#[derive(Debug)]
pub enum Account {}
impl Purpose for Account {
    const ID: &'static str = "account";
    const NO: u8 = 1;
    const BASIS: Basis = Basis::Contract;
    const PURPOSE: PurposeId = PurposeId::Account;
    const FUNCTION: FunctionId = FunctionId::SignIn;
}
impl ServicePurpose for Account {}

/// Verifying your phone number.
#[derive(Debug)]
pub enum SignInVerification {}
impl Purpose for SignInVerification {
    const ID: &'static str = "sign_in_verification";
    const NO: u8 = 2;
    const BASIS: Basis = Basis::Contract;
    const PURPOSE: PurposeId = PurposeId::SignInVerification;
    const FUNCTION: FunctionId = FunctionId::SignIn;
}
impl ServicePurpose for SignInVerification {}

/// Keeping your account safe.
#[derive(Debug)]
pub enum AccountSecurity {}
impl Purpose for AccountSecurity {
    const ID: &'static str = "account_security";
    const NO: u8 = 3;
    const BASIS: Basis = Basis::Security;
    const PURPOSE: PurposeId = PurposeId::AccountSecurity;
    const FUNCTION: FunctionId = FunctionId::Sessions;
}
impl ServicePurpose for AccountSecurity {}

/// Keeping your listening history.
#[derive(Debug)]
pub enum PlayHistory {}
impl Purpose for PlayHistory {
    const ID: &'static str = "play_history";
    const NO: u8 = 4;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::PlayHistory;
    const FUNCTION: FunctionId = FunctionId::PlayHistory;
}
impl ConsentPurpose for PlayHistory {}

/// Continuing on another device.
#[derive(Debug)]
pub enum ResumePlayback {}
impl Purpose for ResumePlayback {
    const ID: &'static str = "resume_playback";
    const NO: u8 = 5;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::ResumePlayback;
    const FUNCTION: FunctionId = FunctionId::ResumePlayback;
}
impl ConsentPurpose for ResumePlayback {}

/// Keeping your signature line.
#[derive(Debug)]
pub enum ProfileSignature {}
impl Purpose for ProfileSignature {
    const ID: &'static str = "profile_signature";
    const NO: u8 = 6;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::ProfileSignature;
    const FUNCTION: FunctionId = FunctionId::Profile;
}
impl ConsentPurpose for ProfileSignature {}

/// Keeping your gender.
#[derive(Debug)]
pub enum ProfileGender {}
impl Purpose for ProfileGender {
    const ID: &'static str = "profile_gender";
    const NO: u8 = 7;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::ProfileGender;
    const FUNCTION: FunctionId = FunctionId::Profile;
}
impl ConsentPurpose for ProfileGender {}

/// Keeping your birthday.
#[derive(Debug)]
pub enum ProfileBirthday {}
impl Purpose for ProfileBirthday {
    const ID: &'static str = "profile_birthday";
    const NO: u8 = 8;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::ProfileBirthday;
    const FUNCTION: FunctionId = FunctionId::Profile;
}
impl ConsentPurpose for ProfileBirthday {}

/// Keeping your region.
#[derive(Debug)]
pub enum ProfileRegion {}
impl Purpose for ProfileRegion {
    const ID: &'static str = "profile_region";
    const NO: u8 = 9;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::ProfileRegion;
    const FUNCTION: FunctionId = FunctionId::Profile;
}
impl ConsentPurpose for ProfileRegion {}

/// Keeping evidence of consent.
#[derive(Debug)]
pub enum ConsentRecord {}
impl Purpose for ConsentRecord {
    const ID: &'static str = "consent_record";
    const NO: u8 = 10;
    const BASIS: Basis = Basis::Law;
    const PURPOSE: PurposeId = PurposeId::ConsentRecord;
    const FUNCTION: FunctionId = FunctionId::PrivacyCentre;
}
impl ServicePurpose for ConsentRecord {}

/// Keeping the record of disclosures.
#[derive(Debug)]
pub enum SharingRecord {}
impl Purpose for SharingRecord {
    const ID: &'static str = "sharing_record";
    const NO: u8 = 11;
    const BASIS: Basis = Basis::Law;
    const PURPOSE: PurposeId = PurposeId::SharingRecord;
    const FUNCTION: FunctionId = FunctionId::PrivacyCentre;
}
impl ServicePurpose for SharingRecord {}

/// Keeping proof of erasure.
#[derive(Debug)]
pub enum ErasureRecord {}
impl Purpose for ErasureRecord {
    const ID: &'static str = "erasure_record";
    const NO: u8 = 12;
    const BASIS: Basis = Basis::Law;
    const PURPOSE: PurposeId = PurposeId::ErasureRecord;
    const FUNCTION: FunctionId = FunctionId::PrivacyCentre;
}
impl ServicePurpose for ErasureRecord {}

/// Operating the service.
#[derive(Debug)]
pub enum Operation {}
impl Purpose for Operation {
    const ID: &'static str = "operation";
    const NO: u8 = 13;
    const BASIS: Basis = Basis::Contract;
    const PURPOSE: PurposeId = PurposeId::Operation;
    const FUNCTION: FunctionId = FunctionId::Operate;
}
impl ServicePurpose for Operation {}

/// Keeping your likes, ratings, follows and bookmarks.
#[derive(Debug)]
pub enum Favourites {}
impl Purpose for Favourites {
    const ID: &'static str = "favourites";
    const NO: u8 = 14;
    const BASIS: Basis = Basis::Contract;
    const PURPOSE: PurposeId = PurposeId::Favourites;
    const FUNCTION: FunctionId = FunctionId::Favourites;
}
impl ServicePurpose for Favourites {}

/// Keeping your playlists.
#[derive(Debug)]
pub enum Playlists {}
impl Purpose for Playlists {
    const ID: &'static str = "playlists";
    const NO: u8 = 15;
    const BASIS: Basis = Basis::Contract;
    const PURPOSE: PurposeId = PurposeId::Playlists;
    const FUNCTION: FunctionId = FunctionId::Playlists;
}
impl ServicePurpose for Playlists {}

/// Publishing your playlists on the square.
#[derive(Debug)]
pub enum Publication {}
impl Purpose for Publication {
    const ID: &'static str = "publication";
    const NO: u8 = 16;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::Publication;
    const FUNCTION: FunctionId = FunctionId::PlaylistSquare;
}
impl ConsentPurpose for Publication {}

/// Showing a name beside your published playlists.
#[derive(Debug)]
pub enum PublicationName {}
impl Purpose for PublicationName {
    const ID: &'static str = "publication_name";
    const NO: u8 = 17;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::PublicationName;
    const FUNCTION: FunctionId = FunctionId::PlaylistSquare;
}
impl ConsentPurpose for PublicationName {}

/// Signing other apps in.
#[derive(Debug)]
pub enum AppAccess {}
impl Purpose for AppAccess {
    const ID: &'static str = "app_access";
    const NO: u8 = 18;
    const BASIS: Basis = Basis::Contract;
    const PURPOSE: PurposeId = PurposeId::AppAccess;
    const FUNCTION: FunctionId = FunctionId::OpenClients;
}
impl ServicePurpose for AppAccess {}

/// Recommending music to you.
#[derive(Debug)]
pub enum PersonalRecommendation {}
impl Purpose for PersonalRecommendation {
    const ID: &'static str = "personal_recommendation";
    const NO: u8 = 19;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::PersonalRecommendation;
    const FUNCTION: FunctionId = FunctionId::Recommendation;
}
impl ConsentPurpose for PersonalRecommendation {}

/// Letting your listening help others.
#[derive(Debug)]
pub enum HelpingDiscovery {}
impl Purpose for HelpingDiscovery {
    const ID: &'static str = "helping_discovery";
    const NO: u8 = 20;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::HelpingDiscovery;
    const FUNCTION: FunctionId = FunctionId::Recommendation;
}
impl ConsentPurpose for HelpingDiscovery {}

/// Making links by which you share.
#[derive(Debug)]
pub enum Shares {}
impl Purpose for Shares {
    const ID: &'static str = "shares";
    const NO: u8 = 21;
    const BASIS: Basis = Basis::Contract;
    const PURPOSE: PurposeId = PurposeId::Shares;
    const FUNCTION: FunctionId = FunctionId::Shares;
}
impl ServicePurpose for Shares {}

/// Writing in the chat of this service.
#[derive(Debug)]
pub enum Chat {}
impl Purpose for Chat {
    const ID: &'static str = "chat";
    const NO: u8 = 22;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::Chat;
    const FUNCTION: FunctionId = FunctionId::Chat;
}
impl ConsentPurpose for Chat {}

/// Keeping your history of downloads.
#[derive(Debug)]
pub enum DownloadHistory {}
impl Purpose for DownloadHistory {
    const ID: &'static str = "download_history";
    const NO: u8 = 24;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::DownloadHistory;
    const FUNCTION: FunctionId = FunctionId::DownloadHistory;
}
impl ConsentPurpose for DownloadHistory {}

/// Signing in, and showing it is you, with a passkey.
#[derive(Debug)]
pub enum PasskeySignIn {}
impl Purpose for PasskeySignIn {
    const ID: &'static str = "passkey_sign_in";
    const NO: u8 = 44;
    const BASIS: Basis = Basis::Contract;
    const PURPOSE: PurposeId = PurposeId::PasskeySignIn;
    const FUNCTION: FunctionId = FunctionId::SignIn;
}
impl ServicePurpose for PasskeySignIn {}

/// Signing in with one tap.
#[derive(Debug)]
pub enum OneTapSignIn {}
impl Purpose for OneTapSignIn {
    const ID: &'static str = "one_tap_sign_in";
    const NO: u8 = 47;
    const BASIS: Basis = Basis::Contract;
    const PURPOSE: PurposeId = PurposeId::OneTapSignIn;
    const FUNCTION: FunctionId = FunctionId::SignIn;
}
impl ServicePurpose for OneTapSignIn {}

/// Signing in with an account you have elsewhere.
#[derive(Debug)]
pub enum LinkedSignIn {}
impl Purpose for LinkedSignIn {
    const ID: &'static str = "linked_sign_in";
    const NO: u8 = 45;
    const BASIS: Basis = Basis::Contract;
    const PURPOSE: PurposeId = PurposeId::LinkedSignIn;
    const FUNCTION: FunctionId = FunctionId::SignIn;
}
impl ServicePurpose for LinkedSignIn {}

/// Signing in by QR code.
#[derive(Debug)]
pub enum QrSignIn {}
impl Purpose for QrSignIn {
    const ID: &'static str = "qr_sign_in";
    const NO: u8 = 46;
    const BASIS: Basis = Basis::Contract;
    const PURPOSE: PurposeId = PurposeId::QrSignIn;
    const FUNCTION: FunctionId = FunctionId::SignIn;
}
impl ServicePurpose for QrSignIn {}

/// Signing in with the operator's single sign-on.
#[derive(Debug)]
pub enum ProxySignIn {}
impl Purpose for ProxySignIn {
    const ID: &'static str = "proxy_sign_in";
    const NO: u8 = 26;
    const BASIS: Basis = Basis::Contract;
    const PURPOSE: PurposeId = PurposeId::ProxySignIn;
    const FUNCTION: FunctionId = FunctionId::SignIn;
}
impl ServicePurpose for ProxySignIn {}

/// Keeping your history of searches.
#[derive(Debug)]
pub enum SearchHistory {}
impl Purpose for SearchHistory {
    const ID: &'static str = "search_history";
    const NO: u8 = 27;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::SearchHistory;
    const FUNCTION: FunctionId = FunctionId::SearchHistory;
}
impl ConsentPurpose for SearchHistory {}

/// Keeping your history of named songs.
#[derive(Debug)]
pub enum RecognitionHistory {}
impl Purpose for RecognitionHistory {
    const ID: &'static str = "recognition_history";
    const NO: u8 = 28;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::RecognitionHistory;
    const FUNCTION: FunctionId = FunctionId::RecognitionHistory;
}
impl ConsentPurpose for RecognitionHistory {}

/// Taking in and answering your requests.
#[derive(Debug)]
pub enum RightsRequest {}
impl Purpose for RightsRequest {
    const ID: &'static str = "rights_request";
    const NO: u8 = 29;
    const BASIS: Basis = Basis::Law;
    const PURPOSE: PurposeId = PurposeId::RightsRequest;
    const FUNCTION: FunctionId = FunctionId::PrivacyCentre;
}
impl ServicePurpose for RightsRequest {}

/// Sending your voice to be turned into text.
#[derive(Debug)]
pub enum VoiceTranscription {}
impl Purpose for VoiceTranscription {
    const ID: &'static str = "voice_transcription";
    const NO: u8 = 35;
    const BASIS: Basis = Basis::SeparateConsent;
    const PURPOSE: PurposeId = PurposeId::VoiceTranscription;
    const FUNCTION: FunctionId = FunctionId::VoiceSearch;
}
impl ConsentPurpose for VoiceTranscription {}

/// Protecting minors.
#[derive(Debug)]
pub enum MinorProtection {}
impl Purpose for MinorProtection {
    const ID: &'static str = "minor_protection";
    const NO: u8 = 41;
    const BASIS: Basis = Basis::Law;
    const PURPOSE: PurposeId = PurposeId::MinorProtection;
    const FUNCTION: FunctionId = FunctionId::Minors;
}
impl ServicePurpose for MinorProtection {}

/// Minors' mode.
#[derive(Debug)]
pub enum MinorsMode {}
impl Purpose for MinorsMode {
    const ID: &'static str = "minors_mode";
    const NO: u8 = 49;
    const BASIS: Basis = Basis::Law;
    const PURPOSE: PurposeId = PurposeId::MinorsMode;
    const FUNCTION: FunctionId = FunctionId::MinorsMode;
}
impl ServicePurpose for MinorsMode {}

/// More like my likes.
#[derive(Debug)]
pub enum LikesRecommendation {}
impl Purpose for LikesRecommendation {
    const ID: &'static str = "likes_recommendation";
    const NO: u8 = 32;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::LikesRecommendation;
    const FUNCTION: FunctionId = FunctionId::LikesRecommendation;
}
impl ConsentPurpose for LikesRecommendation {}

/// Handling security incidents, and telling you.
#[derive(Debug)]
pub enum IncidentNotice {}
impl Purpose for IncidentNotice {
    const ID: &'static str = "incident_notice";
    const NO: u8 = 42;
    const BASIS: Basis = Basis::Law;
    const PURPOSE: PurposeId = PurposeId::IncidentNotice;
    const FUNCTION: FunctionId = FunctionId::PrivacyCentre;
}
impl ServicePurpose for IncidentNotice {}

/// Keeping staff access in bounds, and on record.
#[derive(Debug)]
pub enum StaffAccess {}
impl Purpose for StaffAccess {
    const ID: &'static str = "staff_access";
    const NO: u8 = 34;
    const BASIS: Basis = Basis::Law;
    const PURPOSE: PurposeId = PurposeId::StaffAccess;
    const FUNCTION: FunctionId = FunctionId::Operate;
}
impl ServicePurpose for StaffAccess {}

/// Counting you in how the service is used.
#[derive(Debug)]
pub enum UsageStatistics {}
impl Purpose for UsageStatistics {
    const ID: &'static str = "usage_statistics";
    const NO: u8 = 55;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::UsageStatistics;
    const FUNCTION: FunctionId = FunctionId::UsageStatistics;
}
impl ConsentPurpose for UsageStatistics {}

/// Counting your searches in what many look for.
#[derive(Debug)]
pub enum HelpingSearch {}
impl Purpose for HelpingSearch {
    const ID: &'static str = "helping_search";
    const NO: u8 = 30;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::HelpingSearch;
    const FUNCTION: FunctionId = FunctionId::PopularSearches;
}
impl ConsentPurpose for HelpingSearch {}

/// Handing out what a law demands.
#[derive(Debug)]
pub enum LegalDemand {}
impl Purpose for LegalDemand {
    const ID: &'static str = "legal_demand";
    const NO: u8 = 48;
    const BASIS: Basis = Basis::Law;
    const PURPOSE: PurposeId = PurposeId::LegalDemand;
    const FUNCTION: FunctionId = FunctionId::Operate;
}
impl ServicePurpose for LegalDemand {}

/// Telling you by mail.
#[derive(Debug)]
pub enum MailNotice {}
impl Purpose for MailNotice {
    const ID: &'static str = "mail_notice";
    const NO: u8 = 52;
    const BASIS: Basis = Basis::Contract;
    const PURPOSE: PurposeId = PurposeId::MailNotice;
    const FUNCTION: FunctionId = FunctionId::Mail;
}
impl ServicePurpose for MailNotice {}

/// The monthly letter.
#[derive(Debug)]
pub enum MonthlyLetter {}
impl Purpose for MonthlyLetter {
    const ID: &'static str = "monthly_letter";
    const NO: u8 = 53;
    const BASIS: Basis = Basis::Consent;
    const PURPOSE: PurposeId = PurposeId::MonthlyLetter;
    const FUNCTION: FunctionId = FunctionId::MonthlyLetter;
}
impl ConsentPurpose for MonthlyLetter {}

/// Handing your information to another holder.
#[derive(Debug)]
pub enum Transfer {}
impl Purpose for Transfer {
    const ID: &'static str = "transfer";
    const NO: u8 = 51;
    const BASIS: Basis = Basis::SeparateConsent;
    const PURPOSE: PurposeId = PurposeId::Transfer;
    const FUNCTION: FunctionId = FunctionId::Transfer;
}
impl ConsentPurpose for Transfer {}

/// Giving data to affiliates you named.
#[derive(Debug)]
pub enum AffiliateSharing {}
impl Purpose for AffiliateSharing {
    const ID: &'static str = "affiliate_sharing";
    const NO: u8 = 54;
    const BASIS: Basis = Basis::SeparateConsent;
    const PURPOSE: PurposeId = PurposeId::AffiliateSharing;
    const FUNCTION: FunctionId = FunctionId::Affiliates;
}
impl ConsentPurpose for AffiliateSharing {}

/// What SMS gateway may receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SmsGatewayField {
    /// Phone number.
    Phone,
    /// Sign-in code.
    SignInCode,
}

impl SmsGatewayField {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] = &[Self::Phone, Self::SignInCode];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::SignInCode => "sign_in_code",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

impl RecipientField for SmsGatewayField {
    fn id(self) -> &'static str {
        self.id()
    }
}

/// SMS gateway.
#[derive(Debug)]
pub enum SmsGateway {}
impl Recipient for SmsGateway {
    const ID: &'static str = "sms_gateway";
    const RECIPIENT: RecipientId = RecipientId::SmsGateway;
    type Purpose = SignInVerification;
    type Field = SmsGatewayField;
}

/// What A carrier's SMS gateway may receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SmsCarrierField {
    /// Phone number.
    Phone,
    /// Sign-in code.
    SignInCode,
}

impl SmsCarrierField {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] = &[Self::Phone, Self::SignInCode];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::SignInCode => "sign_in_code",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

impl RecipientField for SmsCarrierField {
    fn id(self) -> &'static str {
        self.id()
    }
}

/// A carrier's SMS gateway.
#[derive(Debug)]
pub enum SmsCarrier {}
impl Recipient for SmsCarrier {
    const ID: &'static str = "sms_carrier";
    const RECIPIENT: RecipientId = RecipientId::SmsCarrier;
    type Purpose = SignInVerification;
    type Field = SmsCarrierField;
}

/// What Number verification (one-tap sign-in) may receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OneTapField {
    /// Token of one tap (which it has just given out itself; forgotten after use).
    OneTapToken,
}

impl OneTapField {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] = &[Self::OneTapToken];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::OneTapToken => "one_tap_token",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

impl RecipientField for OneTapField {
    fn id(self) -> &'static str {
        self.id()
    }
}

/// Number verification (one-tap sign-in).
#[derive(Debug)]
pub enum OneTap {}
impl Recipient for OneTap {
    const ID: &'static str = "one_tap";
    const RECIPIENT: RecipientId = RecipientId::OneTap;
    type Purpose = OneTapSignIn;
    type Field = OneTapField;
}

/// What Mail service may receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MailServerField {
    /// Mail address.
    Address,
    /// Code that proves the address.
    ProofCode,
    /// Words of the notice of an incident that concerns you.
    IncidentNotice,
    /// That your request was answered (without the answer).
    RequestAnswered,
}

impl MailServerField {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] = &[Self::Address, Self::ProofCode, Self::IncidentNotice, Self::RequestAnswered];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::ProofCode => "proof_code",
            Self::IncidentNotice => "incident_notice",
            Self::RequestAnswered => "request_answered",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

impl RecipientField for MailServerField {
    fn id(self) -> &'static str {
        self.id()
    }
}

/// Mail service.
#[derive(Debug)]
pub enum MailServer {}
impl Recipient for MailServer {
    const ID: &'static str = "mail_server";
    const RECIPIENT: RecipientId = RecipientId::MailServer;
    type Purpose = MailNotice;
    type Field = MailServerField;
}

/// What Mail service (the monthly letter) may receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LetterServerField {
    /// Mail address.
    Address,
    /// The month's letter (the same for everybody but for your own link to unsubscribe).
    Letter,
}

impl LetterServerField {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] = &[Self::Address, Self::Letter];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Letter => "letter",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

impl RecipientField for LetterServerField {
    fn id(self) -> &'static str {
        self.id()
    }
}

/// Mail service (the monthly letter).
#[derive(Debug)]
pub enum LetterServer {}
impl Recipient for LetterServer {
    const ID: &'static str = "letter_server";
    const RECIPIENT: RecipientId = RecipientId::LetterServer;
    type Purpose = MonthlyLetter;
    type Field = LetterServerField;
}

/// What Transcription service may receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TranscriptionEndpointField {
    /// One spoken search (15 seconds at most).
    VoiceClip,
}

impl TranscriptionEndpointField {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] = &[Self::VoiceClip];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::VoiceClip => "voice_clip",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

impl RecipientField for TranscriptionEndpointField {
    fn id(self) -> &'static str {
        self.id()
    }
}

/// Transcription service.
#[derive(Debug)]
pub enum TranscriptionEndpoint {}
impl Recipient for TranscriptionEndpoint {
    const ID: &'static str = "transcription_endpoint";
    const RECIPIENT: RecipientId = RecipientId::TranscriptionEndpoint;
    type Purpose = VoiceTranscription;
    type Field = TranscriptionEndpointField;
}

/// What Signing in with WeChat may receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WechatField {
    /// Authorisation code (which it has just given out itself).
    AuthorizationCode,
    /// Access token (which it has just given out itself; forgotten after use).
    AccessToken,
    /// The number by which it knows you (OpenID).
    OpenId,
}

impl WechatField {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] = &[Self::AuthorizationCode, Self::AccessToken, Self::OpenId];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::AccessToken => "access_token",
            Self::OpenId => "open_id",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

impl RecipientField for WechatField {
    fn id(self) -> &'static str {
        self.id()
    }
}

/// Signing in with WeChat.
#[derive(Debug)]
pub enum Wechat {}
impl Recipient for Wechat {
    const ID: &'static str = "wechat";
    const RECIPIENT: RecipientId = RecipientId::Wechat;
    type Purpose = LinkedSignIn;
    type Field = WechatField;
}

/// What Signing in with QQ may receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QqField {
    /// Authorisation code (which it has just given out itself).
    AuthorizationCode,
    /// Access token (which it has just given out itself; forgotten after use).
    AccessToken,
    /// The number by which it knows you (OpenID).
    OpenId,
}

impl QqField {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] = &[Self::AuthorizationCode, Self::AccessToken, Self::OpenId];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::AccessToken => "access_token",
            Self::OpenId => "open_id",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

impl RecipientField for QqField {
    fn id(self) -> &'static str {
        self.id()
    }
}

/// Signing in with QQ.
#[derive(Debug)]
pub enum Qq {}
impl Recipient for Qq {
    const ID: &'static str = "qq";
    const RECIPIENT: RecipientId = RecipientId::Qq;
    type Purpose = LinkedSignIn;
    type Field = QqField;
}

/// What Signing in with Weibo may receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WeiboField {
    /// Authorisation code (which it has just given out itself).
    AuthorizationCode,
    /// Access token (which it has just given out itself; forgotten after use).
    AccessToken,
    /// The number by which it knows you (OpenID).
    OpenId,
}

impl WeiboField {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] = &[Self::AuthorizationCode, Self::AccessToken, Self::OpenId];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::AccessToken => "access_token",
            Self::OpenId => "open_id",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

impl RecipientField for WeiboField {
    fn id(self) -> &'static str {
        self.id()
    }
}

/// Signing in with Weibo.
#[derive(Debug)]
pub enum Weibo {}
impl Recipient for Weibo {
    const ID: &'static str = "weibo";
    const RECIPIENT: RecipientId = RecipientId::Weibo;
    type Purpose = LinkedSignIn;
    type Field = WeiboField;
}

/// What The operator's sign-in service (OpenID Connect) may receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OidcProviderField {
    /// Authorisation code (which it has just given out itself).
    AuthorizationCode,
    /// A random number of this one attempt (PKCE).
    CodeVerifier,
}

impl OidcProviderField {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] = &[Self::AuthorizationCode, Self::CodeVerifier];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::CodeVerifier => "code_verifier",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

impl RecipientField for OidcProviderField {
    fn id(self) -> &'static str {
        self.id()
    }
}

/// The operator's sign-in service (OpenID Connect).
#[derive(Debug)]
pub enum OidcProvider {}
impl Recipient for OidcProvider {
    const ID: &'static str = "oidc_provider";
    const RECIPIENT: RecipientId = RecipientId::OidcProvider;
    type Purpose = LinkedSignIn;
    type Field = OidcProviderField;
}

/// What Affiliates (each registered; see the roll of affiliates) may receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AffiliateField {
    /// A number made for this one consent (another for each company and each consent).
    Number,
    /// Phone number.
    Phone,
    /// Nickname.
    Nickname,
    /// Picture.
    Avatar,
    /// Content used: the 20 songs heard most in the last 30 days, and how often.
    ContentUsed,
    /// Interactions: how many likes, ratings, follows, playlists and playlists on the square.
    Interactions,
}

impl AffiliateField {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] =
        &[Self::Number, Self::Phone, Self::Nickname, Self::Avatar, Self::ContentUsed, Self::Interactions];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Phone => "phone",
            Self::Nickname => "nickname",
            Self::Avatar => "avatar",
            Self::ContentUsed => "content_used",
            Self::Interactions => "interactions",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

impl RecipientField for AffiliateField {
    fn id(self) -> &'static str {
        self.id()
    }
}

/// Affiliates (each registered; see the roll of affiliates).
#[derive(Debug)]
pub enum Affiliate {}
impl Recipient for Affiliate {
    const ID: &'static str = "affiliate";
    const RECIPIENT: RecipientId = RecipientId::Affiliate;
    type Purpose = AffiliateSharing;
    type Field = AffiliateField;
}

/// Someone who may receive personal information.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecipientId {
    /// SMS gateway.
    SmsGateway,
    /// A carrier's SMS gateway.
    SmsCarrier,
    /// Number verification (one-tap sign-in).
    OneTap,
    /// Mail service.
    MailServer,
    /// Mail service (the monthly letter).
    LetterServer,
    /// Transcription service.
    TranscriptionEndpoint,
    /// Signing in with WeChat.
    Wechat,
    /// Signing in with QQ.
    Qq,
    /// Signing in with Weibo.
    Weibo,
    /// The operator's sign-in service (OpenID Connect).
    OidcProvider,
    /// Affiliates (each registered; see the roll of affiliates).
    Affiliate,
}

impl RecipientId {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] = &[
        Self::SmsGateway,
        Self::SmsCarrier,
        Self::OneTap,
        Self::MailServer,
        Self::LetterServer,
        Self::TranscriptionEndpoint,
        Self::Wechat,
        Self::Qq,
        Self::Weibo,
        Self::OidcProvider,
        Self::Affiliate,
    ];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::SmsGateway => "sms_gateway",
            Self::SmsCarrier => "sms_carrier",
            Self::OneTap => "one_tap",
            Self::MailServer => "mail_server",
            Self::LetterServer => "letter_server",
            Self::TranscriptionEndpoint => "transcription_endpoint",
            Self::Wechat => "wechat",
            Self::Qq => "qq",
            Self::Weibo => "weibo",
            Self::OidcProvider => "oidc_provider",
            Self::Affiliate => "affiliate",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

/// A cookie that the server may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CookieName {
    /// Sign-in.
    QingyinSession,
    /// A sign-in elsewhere that is under way.
    QingyinAttempt,
    /// The token just brought back from Apple.
    QingyinArrival,
    /// An account elsewhere that waits to be linked.
    QingyinIdentity,
    /// Sign-in by QR code.
    QingyinQr,
    /// This browser was in minors' mode.
    QingyinMinorsMode,
}

impl CookieName {
    /// Every one, in the order of the policy.
    pub const ALL: &'static [Self] = &[
        Self::QingyinSession,
        Self::QingyinAttempt,
        Self::QingyinArrival,
        Self::QingyinIdentity,
        Self::QingyinQr,
        Self::QingyinMinorsMode,
    ];

    /// The identifier in the policy.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::QingyinSession => "qingyin_session",
            Self::QingyinAttempt => "qingyin_attempt",
            Self::QingyinArrival => "qingyin_arrival",
            Self::QingyinIdentity => "qingyin_identity",
            Self::QingyinQr => "qingyin_qr",
            Self::QingyinMinorsMode => "qingyin_minors_mode",
        }
    }

    /// The one with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.id() == id)
    }
}

impl CookieName {
    /// How long the browser keeps it at most, in seconds.
    #[must_use]
    pub const fn max_age_seconds(self) -> u64 {
        match self {
            Self::QingyinSession => 7776000,
            Self::QingyinAttempt => 600,
            Self::QingyinArrival => 60,
            Self::QingyinIdentity => 900,
            Self::QingyinQr => 180,
            Self::QingyinMinorsMode => 7776000,
        }
    }
}

/// `Content-Security-Policy` of every page: no browser-side recipient is declared, so pages load from and speak to this service alone.
/// WebAssembly may run, which finds the peaks of sound on the device; text that becomes script may not.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// `Permissions-Policy` of every page: permissions without a function are denied to the page itself.
pub const PERMISSIONS_POLICY: &str = "camera=(self), microphone=(self), contact-picker=(), clipboard-read=(self), clipboard-write=(self), geolocation=(), display-capture=(), browsing-topics=(), local-fonts=(), accelerometer=(), gyroscope=(), magnetometer=(), bluetooth=(), usb=(), payment=()";

/// Tables that hold nothing about a person: name and reason.
pub const NOT_PERSONAL_TABLES: &[(&str, &str)] = &[
    ("album_artists", "whose album it is, told by the tags of files in the music folders"),
    ("album_genres", "genres of albums, told by the tags of files"),
    ("albums", "albums, told by the tags of files"),
    ("artists", "artists as credited in the tags of files; published names, not the service's members"),
    (
        "chart_keys",
        "random keys from which the noise of a chart is drawn; they depend on nothing but chance, and old ones are deleted",
    ),
    ("covers", "pictures found in the music folders"),
    ("facets", "counts of the catalogue by genre, decade and language"),
    ("holders", "who runs the service, by the name that stands in its policy, and since when; published to everybody"),
    ("folders", "folders of the music library"),
    ("name_changes", "how often the names of the library changed"),
    ("lyric_changes", "counts the changes of the words of songs"),
    ("lyric_texts", "the words of songs, read from the music files and the files beside them"),
    ("music_folders", "the folders the operator configured"),
    (
        "usage_counts",
        "numbers of people by day or week, hour, genre and artist, each with noise that was added before it was written; nobody can be told from them",
    ),
    ("usage_periods", "the days and weeks that were counted"),
    (
        "one_tap_tokens",
        "random tokens of carriers that were used, kept as keyed digests for an hour so that none is used twice; they name nobody",
    ),
    (
        "passkey_challenges",
        "random numbers that wait to be signed by a passkey, kept as digests for five minutes; they name nobody",
    ),
    ("scan_problems", "files of the library that could not be read, and why"),
    ("track_artists", "who is credited on a track, told by the tags of files"),
    ("track_genres", "genres of tracks, told by the tags of files"),
    ("track_measurements", "what files of the library sound like, measured from the files alone"),
    ("tracks", "files of the library and what their tags say; no listener is named"),
    ("operator_links", "one-time links by which the first operator takes the role; digests and times that name nobody"),
    (
        "public_hosts",
        "hosts from which the service reads public documents; no request to them says anything about a person",
    ),
    ("podcast_channels", "podcasts that operators subscribed to, and what their feeds say"),
    ("podcast_pictures", "pictures of podcasts, drawn anew"),
    ("podcast_episodes", "episodes, as feeds publish them; who hears one is not kept"),
    ("radio_stations", "addresses of stations that operators wrote; who listens is not kept"),
    (
        "incident_announcements",
        "that people were told of a security incident, and until when everybody can read it; nobody is named",
    ),
    ("incident_reports", "that the authorities were told of a security incident; nobody is named"),
    (
        "incident_searches",
        "how the people concerned by a security incident were looked for, and how many were found; whom stands in incident_notices",
    ),
    ("incident_texts", "what people are told of a security incident, the same words for everybody"),
    (
        "inspections",
        "signed reports of what inspections of the safety of data found: counts and sentences, in which nobody is named",
    ),
    (
        "log_heads",
        "where the log of staff access ends: the newest entry's number and hash, beside the keys; and the name of the database they belong to",
    ),
    (
        "database_names",
        "a random name of the database itself, by which keys that belong to it are told from those of another",
    ),
    (
        "staff_access_anchors",
        "where the log of staff access begins: number, hash and seal of the last entry that went at its term",
    ),
    (
        "merged_tracks",
        "files that an operator hid because another one holds the same recording; no listener and no operator is named",
    ),
    ("kept_apart", "pairs of files that hold the same recording and are both wanted; nobody is named"),
    (
        "stored_settings",
        "what operators set in the web app about connectors, each value sealed; it names no member, and not who set it",
    ),
    (
        "stored_setting_changes",
        "how often the settings of the web app changed, so that every node sees that there was a change",
    ),
    ("legal_demand_items", "which kinds of information a law demands; of whom stands in legal_demands, as a digest"),
    (
        "legal_disclosure_items",
        "which kinds were handed out and how many records; of whom stands in legal_disclosures, as a digest",
    ),
    (
        "staff_access_silences",
        "which entries of the log of staff access their person reads later, by number; nobody is named",
    ),
    ("transfer_items", "which kinds of information a transfer is about; of nobody"),
    (
        "transfer_handover_items",
        "how many records of which kind a file held; of whom stands in nobody's row but the ledger's",
    ),
    ("affiliates", "companies of the operator's group, with the proof of control; nobody is named"),
    (
        "affiliate_uses",
        "what an affiliate asks for and what for, the same for everybody; who agreed stands in affiliate_choices",
    ),
    ("affiliate_offers", "which uses can be agreed to now; nobody is named"),
];

/// What a line of the service's log may hold.
pub const LOG_FIELDS: &[&str] = &[
    "timestamp",
    "level",
    "target",
    "message",
    "error",
    "code",
    "fault",
    "path",
    "track",
    "podcast.id",
    "job",
    "rows",
];
