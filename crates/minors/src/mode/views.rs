//! What is answered about minors' mode.

use serde::{Deserialize, Serialize};
use units::{Millis, Timestamp};
use utoipa::ToSchema;

use super::model::{Allows, Limits, Openness, REST_EVERY};
use super::{InMode, Keeper};

/// Who leaves minors' mode and changes it.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MinorsModeKeeper)]
enum KeptBy {
    /// The guardian, in their own account.
    Guardian,
    /// Whoever has the password that was chosen when it was turned on.
    Password,
    /// The member.
    Member,
}

impl From<Keeper> for KeptBy {
    fn from(keeper: Keeper) -> Self {
        match keeper {
            Keeper::Guardian => Self::Guardian,
            Keeper::Password => Self::Password,
            Keeper::Member => Self::Member,
        }
    }
}

/// Whether there may be sound now.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MinorsModeState)]
enum State {
    /// The mode is off.
    Off,
    /// There may.
    Open,
    /// The day's time is over.
    TimeOver,
    /// It is the pause.
    Pause,
}

/// What was heard on one day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MinorsModeDay)]
struct DayView {
    /// When the day began, in China.
    #[schema(value_type = String, format = DateTime)]
    began_at: Timestamp,
    /// How long was listened, in milliseconds.
    played_ms: u64,
}

/// What is set: limits, and what is let in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MinorsModeLimits)]
struct LimitsView {
    /// Minutes of a day; nothing is set where it is usual for the age.
    limit_minutes: Option<u32>,
    /// The minute of the day at which the pause begins.
    pause_from_minute: u32,
    /// The minute of the day at which it ends; the same one when there is no pause.
    pause_to_minute: u32,
    /// Whether songs are let in that their tags call explicit.
    allows_explicit: bool,
    /// Whether podcasts are.
    allows_podcasts: bool,
    /// Whether the square, others' playlists and the chat are.
    allows_others: bool,
}

impl From<Limits> for LimitsView {
    fn from(limits: Limits) -> Self {
        let Allows { explicit, podcasts, others } = limits.allows;
        Self {
            limit_minutes: limits.limit_minutes,
            pause_from_minute: limits.pause.from_minute,
            pause_to_minute: limits.pause.to_minute,
            allows_explicit: explicit,
            allows_podcasts: podcasts,
            allows_others: others,
        }
    }
}

/// Minors' mode on one account.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MinorsMode)]
pub(crate) struct ModeView {
    /// Whether it is on, and whether there may be sound.
    state: State,
    /// Since when it is on.
    #[schema(value_type = Option<String>, format = DateTime)]
    turned_on_at: Option<Timestamp>,
    /// Who leaves it, while it is on.
    kept_by: Option<KeptBy>,
    /// What is set, while it is on.
    limits: Option<LimitsView>,
    /// The limit of the day in force, in milliseconds.
    limit_ms: u64,
    /// How long was listened today, in milliseconds.
    played_ms: u64,
    /// How long there may be sound from now on, in milliseconds.
    left_ms: u64,
    /// After so much listening a rest is suggested, in milliseconds.
    rest_every_ms: u64,
    /// When it goes on, while there may be no sound.
    #[schema(value_type = Option<String>, format = DateTime)]
    goes_on_at: Option<Timestamp>,
    /// The last seven days, today last.
    days: Vec<DayView>,
}

fn whole(span: Millis) -> u64 {
    u64::try_from(span.0).unwrap_or_default()
}

impl ModeView {
    pub(crate) fn of(found: Option<InMode>) -> Self {
        let Some(mode) = found else {
            return Self {
                state: State::Off,
                turned_on_at: None,
                kept_by: None,
                limits: None,
                limit_ms: 0,
                played_ms: 0,
                left_ms: 0,
                rest_every_ms: whole(REST_EVERY),
                goes_on_at: None,
                days: Vec::new(),
            };
        };
        let (state, left, goes_on_at) = match mode.openness {
            Openness::Open { left } => (State::Open, left, None),
            Openness::TimeOver { goes_on_at } => (State::TimeOver, Millis(0), Some(goes_on_at)),
            Openness::Pause { goes_on_at } => (State::Pause, Millis(0), Some(goes_on_at)),
        };
        let day = |(began_at, played)| DayView { began_at, played_ms: whole(played) };
        Self {
            state,
            turned_on_at: Some(mode.turned_on_at),
            kept_by: Some(mode.keeper.into()),
            limits: Some(mode.limits.into()),
            limit_ms: whole(mode.limit),
            played_ms: whole(mode.played),
            left_ms: whole(left),
            rest_every_ms: whole(REST_EVERY),
            goes_on_at,
            days: mode.days.into_iter().map(day).collect(),
        }
    }
}

/// What changes of the limits; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MinorsModeChanges)]
pub(crate) struct Changes {
    /// Minutes of a day, 1 to 1440; 0 for what is usual for the age.
    #[serde(default)]
    limit_minutes: Option<u32>,
    /// The minute of the day at which the pause begins.
    #[serde(default)]
    pause_from_minute: Option<u32>,
    /// The minute of the day at which it ends; the same one for no pause.
    #[serde(default)]
    pause_to_minute: Option<u32>,
    /// Whether to let in songs that their tags call explicit.
    #[serde(default)]
    allows_explicit: Option<bool>,
    /// Whether to let in podcasts.
    #[serde(default)]
    allows_podcasts: Option<bool>,
    /// Whether to let in the square, others' playlists and the chat.
    #[serde(default)]
    allows_others: Option<bool>,
}

impl Changes {
    pub(crate) fn make(&self, limits: &mut Limits) {
        if let Some(minutes) = self.limit_minutes {
            limits.limit_minutes = (minutes > 0).then_some(minutes);
        }
        let (pause, allows) = (&mut limits.pause, &mut limits.allows);
        pause.from_minute = self.pause_from_minute.unwrap_or(pause.from_minute);
        pause.to_minute = self.pause_to_minute.unwrap_or(pause.to_minute);
        allows.explicit = self.allows_explicit.unwrap_or(allows.explicit);
        allows.podcasts = self.allows_podcasts.unwrap_or(allows.podcasts);
        allows.others = self.allows_others.unwrap_or(allows.others);
    }
}

/// What changes, and the password that lets it; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MinorsModeChangesByPassword)]
pub(crate) struct ChangesByPassword {
    /// The password of the mode.
    #[serde(default)]
    pub(crate) password: Option<String>,
    /// Minutes of a day, 1 to 1440; 0 for what is usual for the age.
    #[serde(default)]
    limit_minutes: Option<u32>,
    /// The minute of the day at which the pause begins.
    #[serde(default)]
    pause_from_minute: Option<u32>,
    /// The minute of the day at which it ends; the same one for no pause.
    #[serde(default)]
    pause_to_minute: Option<u32>,
    /// Whether to let in songs that their tags call explicit.
    #[serde(default)]
    allows_explicit: Option<bool>,
    /// Whether to let in podcasts.
    #[serde(default)]
    allows_podcasts: Option<bool>,
    /// Whether to let in the square, others' playlists and the chat.
    #[serde(default)]
    allows_others: Option<bool>,
}

impl ChangesByPassword {
    /// The changes without the password.
    pub(crate) fn changes(&self) -> Changes {
        Changes {
            limit_minutes: self.limit_minutes,
            pause_from_minute: self.pause_from_minute,
            pause_to_minute: self.pause_to_minute,
            allows_explicit: self.allows_explicit,
            allows_podcasts: self.allows_podcasts,
            allows_others: self.allows_others,
        }
    }
}
