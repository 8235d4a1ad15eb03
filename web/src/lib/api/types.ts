/**
 * The API's types under the names that the app uses; the only place that knows the schema's names.
 *
 * The schema is generated from the server's description, so what the server changes stops compiling here or where it is used.
 */
import type { components } from './schema.gen';

type Schemas = components['schemas'];

// The catalogue
export type NamedArtist = Schemas['NamedArtist'];
export type Cover = Schemas['Cover'];
export type Gain = Schemas['Gain'];
export type ArtistSummary = Schemas['ArtistSummary'];
export type Artist = Schemas['Artist'];
export type AlbumSummary = Schemas['AlbumSummary'];
export type Album = Schemas['Album'];
export type Disc = Schemas['Disc'];
export type Track = Schemas['Track'];
export type Lyrics = Schemas['Lyrics'];
export type LyricLine = Schemas['LyricLine'];
export type LyricWord = Schemas['LyricWord'];
export type LyricAgent = Schemas['LyricAgent'];
export type LyricProblem = Schemas['LyricProblem'];
export type Genre = Schemas['Genre'];
export type Decade = Schemas['Decade'];
export type LanguageCount = Schemas['LanguageCount'];
export type Folder = Schemas['Folder'];
export type LineHit = Schemas['LineHit'];
export type PersonHit = Schemas['PersonHit'];
export type SearchResults = Schemas['SearchResults'];
export type VoiceRecipient = Schemas['VoiceRecipient'];
export type SearchEntry = Schemas['SearchEntry'];

export type Chart = Schemas['Chart'];
export type ChartId = Schemas['ChartId'];
export type ChartTrack = Schemas['ChartTrack'];

// Playing
export type Playback = Schemas['Playback'];
export type Download = Schemas['Download'];
export type Listen = Schemas['Listen'];
export type NewListen = Schemas['NewListen'];
export type NewPlayState = Schemas['NewPlayState'];
export type PlayState = Schemas['PlayState'];

// Recognition
export type Recognised = Schemas['Recognised'];
export type MatchedSong = Schemas['MatchedSong'];

// Podcasts and radio
export type Podcast = Schemas['Podcast'];
export type PodcastEpisode = Schemas['PodcastEpisode'];
export type PodcastSubscription = Schemas['PodcastSubscription'];
export type PublicHost = Schemas['PublicHost'];
export type RadioStation = Schemas['RadioStation'];

// Data brought along
export type ImportReport = Schemas['ImportReport'];
export type ImportedKind = Schemas['ImportedKind'];

// Minors and guardians
export type GuardianInvitation = Schemas['GuardianInvitation'];
export type GuardianLink = Schemas['GuardianLink'];
export type MinorStanding = Schemas['MinorStanding'];
export type MinorsStatement = Schemas['MinorsStatement'];
export type MinorsMode = Schemas['MinorsMode'];
export type MinorsModeDay = Schemas['MinorsModeDay'];
export type MinorsModeLimits = Schemas['MinorsModeLimits'];
export type MinorsModeChanges = Schemas['MinorsModeChanges'];
export type Ward = Schemas['Ward'];

// Signing in by QR code
export type QrAsking = Schemas['QrAsking'];
export type QrCode = Schemas['QrCode'];
export type QrProgress = Schemas['QrProgress'];

// Passkeys
export type LinkedIdentity = Schemas['LinkedIdentity'];
export type Passkey = Schemas['Passkey'];
export type SignInProvider = Schemas['SignInProvider'];
export type WaitingIdentity = Schemas['WaitingIdentity'];
export type ProviderState = Schemas['ProviderState'];
export type ConnectorState = Schemas['ConnectorState'];
export type ConnectorFailure = Schemas['ConnectorFailure'];
export type OneTapState = Schemas['OneTapState'];
export type SmsState = Schemas['SmsState'];
export type Transcriber = Schemas['Transcriber'];
export type OperatorSettings = Schemas['OperatorSettings'];
export type SettingsSection = Schemas['SettingsSection'];
export type SettingsTable = Schemas['SettingsTable'];
export type Setting = Schemas['Setting'];
export type PasskeyAnswer = Schemas['PasskeyAnswer'];
export type PasskeyOrder = Schemas['PasskeyOrder'];
export type PasskeyQuestion = Schemas['PasskeyQuestion'];

// The member's collection
export type Annotation = Schemas['Annotation'];
export type Bookmark = Schemas['Bookmark'];
export type Follow = Schemas['Follow'];
export type Like = Schemas['Like'];
export type Rating = Schemas['Rating'];
export type Playlist = Schemas['Playlist'];
export type PlaylistChange = Schemas['PlaylistChange'];
export type PlaylistEditor = Schemas['PlaylistEditor'];
export type PlaylistInvitation = Schemas['PlaylistInvitation'];
export type PlaylistItem = Schemas['PlaylistItem'];
export type RulesPreview = Schemas['RulesPreview'];
export type SquareTag = Schemas['SquareTag'];
export type Visibility = Schemas['Visibility'];
export type ImportedPlaylist = Schemas['ImportedPlaylist'];

// Accounts
export type Server = Schemas['Server'];
export type Session = Schemas['Session'];
export type SessionMember = Schemas['SessionMember'];
export type SmsChallenge = Schemas['SmsChallenge'];
export type SignedIn = Schemas['SignedIn'];
export type PasswordStrength = Schemas['PasswordStrength'];
export type Me = Schemas['Me'];
export type MeChange = Schemas['MeChange'];
export type Device = Schemas['Device'];
export type AppAccess = Schemas['AppAccess'];
export type MadeAppAccess = Schemas['MadeAppAccess'];

// Shares by link
export type Share = Schemas['Share'];
export type OpenedShare = Schemas['OpenedShare'];

// The privacy centre
export type Consent = Schemas['Consent'];
export type TrackingSignal = Schemas['TrackingSignal'];
export type ConsentEvent = Schemas['ConsentEvent'];
export type Held = Schemas['HeldData'];
export type HeldCategory = Schemas['HeldCategory'];
export type HeldItem = Schemas['HeldItem'];
export type DataRow = Schemas['HeldRow'];
export type DataColumn = Schemas['HeldValue'];
export type Disclosure = Schemas['Disclosure'];
export type StaffAccess = Schemas['StaffAccess'];
export type Certificate = Schemas['Certificate'];
export type RightsRequest = Schemas['RightsRequest'];
export type RightsKind = Schemas['RequestKind'];
export type RightsGround = Schemas['Ground'];
export type RightsOutcome = Schemas['RequestOutcome'];
export type IncidentNotice = Schemas['IncidentNotice'];
export type LegalChoices = Schemas['LegalChoices'];
export type LegalDemand = Schemas['LegalDemand'];
export type ExemptUses = Schemas['ExemptUses'];
export type Transfer = Schemas['Transfer'];
export type TransferChoices = Schemas['TransferChoices'];
export type OwnTransfer = Schemas['OwnTransfer'];
export type DeskStatistics = Schemas['DeskStatistics'];

// Recommendations
export type RecommendedTrack = Schemas['RecommendedTrack'];
export type ForYou = Schemas['ForYou'];
export type RecommendedPlaylists = Schemas['RecommendedPlaylists'];
export type LikesSuggestions = Schemas['LikesSuggestions'];
export type RecommendedList = Schemas['RecommendedList'];
export type RadioSession = Schemas['RadioSession'];
export type ListeningStatistics = Schemas['ListeningStatistics'];
export type ListeningProfile = Schemas['ListeningProfile'];
export type BecauseRows = Schemas['BecauseRows'];

// The policy's documents
export type PolicyDocument = Schemas['PolicyDocument'];
export type PolicyVersion = Schemas['PolicyVersion'];
export type Holder = Schemas['Holder'];
export type NewHolder = Schemas['NewHolder'];
export type PolicyChange = Schemas['PolicyChange'];
export type PolicyChanges = Schemas['PolicyChanges'];
export type StoredList = Schemas['List_BrowserListEntry'];

// Operation
export type Scan = Schemas['Scan'];
export type ScanProblem = Schemas['ScanProblem'];
export type DuplicateGroup = Schemas['DuplicateGroup'];
export type DuplicateTrack = Schemas['DuplicateTrack'];
export type DuplicateDifference = Schemas['Difference'];
export type MergedTrack = Schemas['MergedTrack'];
export type ManagedMember = Schemas['MemberOverview'];
export type StaffAccessEntry = Schemas['StaffAccessEntry'];
export type StaffAccessVerification = Schemas['StaffAccessVerification'];
export type StaffTrainingStanding = Schemas['StaffTrainingStanding'];
export type Incident = Schemas['Incident'];
export type IncidentWords = Schemas['IncidentWords'];
export type IncidentSource = Schemas['IncidentSource'];
export type IncidentReportKind = Schemas['IncidentReportKind'];
export type Inspection = Schemas['Inspection'];
export type Job = Schemas['Job'];
export type Health = Schemas['Health'];

export type Problem = Schemas['Problem'];

/** One page of a cursor list; catalogue lists also tell how many there are in all. */
export type Page<T> = Omit<Schemas['Page_Track'], 'items'> & { items: T[] };

// Affiliates
export type AffiliateCompany = Schemas['AffiliateCompany'];
export type AffiliateOnRoll = Schemas['AffiliateOnRoll'];
export type AffiliateRegistration = Schemas['AffiliateRegistration'];
export type NewAffiliateUse = Schemas['NewAffiliateUse'];
export type OwnAffiliate = Schemas['OwnAffiliate'];
export type OwnAffiliateUse = Schemas['OwnAffiliateUse'];

// Mail
export type Mail = Schemas['MailView'];
