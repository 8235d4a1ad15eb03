//! What an incident is, what is said of it, and its clocks; pure.

use http_api::{Language, Text, words};
use ids::{IncidentId, SubjectId};
use serde::{Deserialize, Serialize};
use units::{Millis, Timestamp};
use utoipa::ToSchema;

use crate::error::Error;

/// By when the authorities are told. The measures on reporting of security incidents (article 4) give an operator of no
/// critical infrastructure four hours for larger incidents; the desk counts them for every one.
pub const FIRST_REPORT_TERM: Millis = Millis::hours(4);
/// By when the people concerned are told. The law says "at once" (PIPL article 57); a day is this desk's own measure.
pub const PEOPLE_TERM: Millis = Millis::hours(24);
/// By when the closing report follows, from the end of the handling (the same measures).
pub const FINAL_REPORT_TERM: Millis = Millis::days(30);
/// A notice that was shown to its person by nobody's device for so long is published for everybody.
pub const UNSEEN_TERM: Millis = Millis::days(3);
/// How long a public notice stays.
pub const PUBLIC_TERM: Millis = Millis::days(180);

/// Characters of each part of what people are told.
pub const PART_CHARACTERS_MAX: usize = 2_000;
/// Characters of an incident's name, and of an authority and its reference.
pub const NAME_CHARACTERS_MAX: usize = 120;

words! {
    /// What became of the information (PIPL article 57).
    #[schema(as = IncidentKind)]
    Kind {
        /// Somebody saw it, or may have seen it.
        Leak = "leak",
        /// Somebody changed it, or may have changed it.
        Tampering = "tampering",
        /// It is gone, or may be gone.
        Loss = "loss",
    }
}

words! {
    /// How grave it is, in the four grades of the measures on reporting.
    #[schema(as = IncidentGrade)]
    Grade {
        /// 一般.
        General = "general",
        /// 较大: a million people or more.
        Larger = "larger",
        /// 重大: ten million people or more.
        Major = "major",
        /// 特别重大: a hundred million people or more.
        Critical = "critical",
    }
}

words! {
    /// What the authorities are told.
    #[schema(as = IncidentReportKind)]
    ReportKind {
        /// The first report.
        First = "first",
        /// What has become known since.
        FollowUp = "follow_up",
        /// The closing report.
        Final = "final",
    }
}

impl Kind {
    /// Its name.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Leak => Text::new("个人信息泄露", "Personal information was exposed"),
            Self::Tampering => Text::new("个人信息被篡改", "Personal information was changed"),
            Self::Loss => Text::new("个人信息丢失", "Personal information was lost"),
        }
    }
}

impl Grade {
    /// Its name.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::General => Text::new("一般", "general"),
            Self::Larger => Text::new("较大", "larger"),
            Self::Major => Text::new("重大", "major"),
            Self::Critical => Text::new("特别重大", "critical"),
        }
    }
}

impl ReportKind {
    /// Its name.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::First => Text::new("首次报告", "First report"),
            Self::FollowUp => Text::new("补充报告", "Further report"),
            Self::Final => Text::new("总结报告", "Closing report"),
        }
    }
}

/// What is known of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// What staff call it.
    pub name: String,
    /// What became of the information.
    pub kind: Kind,
    /// How grave it is.
    pub grade: Grade,
    /// Which kinds of information, as items of the policy.
    pub items: Vec<String>,
    /// When it was noticed; all clocks begin there.
    pub noticed_at: Timestamp,
}

/// What people are told, part by part: PIPL article 57, and 10.2 of GB/T 35273.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = IncidentWords)]
pub struct Words {
    /// What happened; 1 to 2,000 characters, as each part.
    pub happened: String,
    /// Why.
    pub cause: String,
    /// What harm may come of it.
    pub harm: String,
    /// What we have done and are doing.
    pub measures: String,
    /// How they can guard themselves.
    pub advice: String,
    /// How we make it good.
    pub remedies: String,
    /// How they reach us.
    pub contact: String,
}

impl Words {
    /// The words with every part trimmed.
    ///
    /// # Errors
    /// [`Error::Field`] for the first part that is empty or longer than [`PART_CHARACTERS_MAX`].
    pub fn checked(self) -> Result<Self, Error> {
        let part = |name, text: &str| written(name, text, PART_CHARACTERS_MAX);
        Ok(Self {
            happened: part("happened", &self.happened)?,
            cause: part("cause", &self.cause)?,
            harm: part("harm", &self.harm)?,
            measures: part("measures", &self.measures)?,
            advice: part("advice", &self.advice)?,
            remedies: part("remedies", &self.remedies)?,
            contact: part("contact", &self.contact)?,
        })
    }
}

/// A text that somebody wrote: neither empty nor longer than `most`, and without control characters.
pub(crate) fn written(field: &'static str, text: &str, most: usize) -> Result<String, Error> {
    let text: String = text.trim().chars().filter(|letter| !letter.is_control() || *letter == '\n').collect();
    if text.is_empty() {
        return Err(Error::field(field, "field.missing", "请填写这一项", "please fill this in"));
    }
    if text.chars().count() > most {
        let message = Text::made(format!("最多 {most} 个字"), format!("{most} characters at most"));
        return Err(Error::Field { name: field, code: "field.too_long", message });
    }
    Ok(text)
}

/// The words in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The language.
    pub language: Language,
    /// The words.
    pub words: Words,
    /// When they were last written.
    pub written_at: Timestamp,
}

/// That people were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// When the first notices went out.
    pub announced_at: Timestamp,
    /// Since when everybody can read it, and until when.
    pub published: Option<(Timestamp, Timestamp)>,
}

/// How many people are concerned, and how far the word has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = IncidentCounts)]
pub struct Counts {
    /// People who were found.
    pub people: u64,
    /// Of these, those who have a notice.
    pub notified: u64,
    /// Of these, those to whom it was shown.
    pub shown: u64,
    /// Of these, those who read it.
    pub read: u64,
    /// People who were found and have no account to be reached by.
    pub unreachable: u64,
}

/// One look for the people concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// Where they were looked for, as a word.
    pub source: String,
    /// The recipient or the item.
    pub detail: Option<String>,
    /// From when on.
    pub from: Option<Timestamp>,
    /// Until when.
    pub to: Option<Timestamp>,
    /// How many were found.
    pub found: u64,
    /// Of these, how many nobody had found before.
    pub added: u64,
    /// How many have no account to be reached by.
    pub unreachable: u64,
    /// When it was looked.
    pub searched_at: Timestamp,
}

/// That the authorities were told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What they were told.
    pub kind: ReportKind,
    /// Whom.
    pub authority: String,
    /// Under which number of theirs.
    pub reference: Option<String>,
    /// When.
    pub filed_at: Timestamp,
}

/// An incident with everything that is on file about it, and nobody's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Names it.
    pub id: IncidentId,
    /// What is known.
    pub facts: Facts,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When its handling ended, and in which words.
    pub closed: Option<(Timestamp, String)>,
    /// What people are told, Chinese first.
    pub words: Vec<Written>,
    /// That they were told.
    pub announcement: Option<Announcement>,
    /// How many people.
    pub counts: Counts,
    /// How they were looked for.
    pub searches: Vec<Search>,
    /// What the authorities were told.
    pub reports: Vec<Report>,
}

/// One person's own notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whose.
    pub subject: SubjectId,
    /// When they were found to be concerned.
    pub found_at: Timestamp,
    /// When they were told.
    pub notified_at: Option<Timestamp>,
    /// When it was first shown.
    pub shown_at: Option<Timestamp>,
    /// When they said that they read it.
    pub read_at: Option<Timestamp>,
}

/// Which clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = IncidentClockKind)]
pub enum ClockKind {
    /// Telling the authorities.
    FirstReport,
    /// Telling the people concerned.
    People,
    /// The closing report.
    FinalReport,
}

/// How a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = IncidentClockState)]
pub enum ClockState {
    /// It runs.
    Running,
    /// It has run out, and the thing is not done.
    Overdue,
    /// Done in time.
    Done,
    /// Done, and too late.
    DoneLate,
}

/// A deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = IncidentClock)]
pub struct Clock {
    /// Which.
    pub kind: ClockKind,
    /// By when.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// When it was done.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub done_at: Option<Timestamp>,
    /// How it stands.
    pub state: ClockState,
}

impl Clock {
    fn at(kind: ClockKind, due_at: Timestamp, done_at: Option<Timestamp>, now: Timestamp) -> Self {
        let state = match done_at {
            Some(done_at) if done_at <= due_at => ClockState::Done,
            Some(_) => ClockState::DoneLate,
            None if now <= due_at => ClockState::Running,
            None => ClockState::Overdue,
        };
        Self { kind, due_at, done_at, state }
    }
}

impl Incident {
    /// The clocks as they stand at `now`. Who ended the handling without telling anybody said why in the closing words,
    /// so that clock ends there.
    #[must_use]
    pub fn clocks(&self, now: Timestamp) -> Vec<Clock> {
        let noticed_at = self.facts.noticed_at;
        let closed_at = self.closed.as_ref().map(|(at, _)| *at);
        let filed = |is: fn(ReportKind) -> bool| {
            self.reports.iter().filter(|report| is(report.kind)).map(|report| report.filed_at).min()
        };
        let told = self.announcement.map(|told| told.announced_at).or(closed_at);
        let mut clocks = vec![
            Clock::at(ClockKind::FirstReport, noticed_at + FIRST_REPORT_TERM, filed(|_| true), now),
            Clock::at(ClockKind::People, noticed_at + PEOPLE_TERM, told, now),
        ];
        let is_final = |kind| kind == ReportKind::Final;
        clocks.extend(
            closed_at.map(|at| Clock::at(ClockKind::FinalReport, at + FINAL_REPORT_TERM, filed(is_final), now)),
        );
        clocks
    }

    /// The words in a language, else in Chinese.
    #[must_use]
    pub fn words_in(&self, language: Language) -> Option<&Written> {
        let of = |language| self.words.iter().find(|written| written.language == language);
        of(language).or_else(|| of(Language::Chinese))
    }

    /// Whether everybody can read it at `now`.
    #[must_use]
    pub fn is_public(&self, now: Timestamp) -> bool {
        self.announcement.and_then(|told| told.published).is_some_and(|(from, until)| from <= now && now < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_millis(1_795_435_200_000);

    fn incident() -> Incident {
        Incident {
            id: IncidentId::from_i64(1),
            facts: Facts {
                name: "短信服务商泄露".to_owned(),
                kind: Kind::Leak,
                grade: Grade::General,
                items: vec!["account_phone".to_owned()],
                noticed_at: NOON,
            },
            opened_at: NOON,
            closed: None,
            words: Vec::new(),
            announcement: None,
            counts: Counts::default(),
            searches: Vec::new(),
            reports: Vec::new(),
        }
    }

    fn states(incident: &Incident, now: Timestamp) -> Vec<(ClockKind, ClockState)> {
        incident.clocks(now).into_iter().map(|clock| (clock.kind, clock.state)).collect()
    }

    #[test]
    fn clocks_run_from_when_it_was_noticed_and_tell_what_is_late() {
        use ClockKind::{FinalReport, FirstReport, People};
        use ClockState::{Done, DoneLate, Overdue, Running};
        let mut incident = incident();
        assert_eq!(states(&incident, NOON + FIRST_REPORT_TERM), [(FirstReport, Running), (People, Running)]);
        let late = NOON + FIRST_REPORT_TERM + Millis(1);
        assert_eq!(states(&incident, late), [(FirstReport, Overdue), (People, Running)]);
        let filed = |kind, filed_at| Report { kind, authority: "省网信办".to_owned(), reference: None, filed_at };
        incident.reports = vec![filed(ReportKind::First, NOON + FIRST_REPORT_TERM)];
        assert_eq!(states(&incident, late), [(FirstReport, Done), (People, Running)]);
        incident.reports = vec![filed(ReportKind::First, late)];
        incident.announcement = Some(Announcement { announced_at: NOON + PEOPLE_TERM + Millis(1), published: None });
        let closed_at = NOON + Millis::days(2);
        incident.closed = Some((closed_at, "已处置".to_owned()));
        let expected = [(FirstReport, DoneLate), (People, DoneLate), (FinalReport, Running)];
        assert_eq!(states(&incident, closed_at + FINAL_REPORT_TERM), expected);
        let expected = [(FirstReport, DoneLate), (People, DoneLate), (FinalReport, Overdue)];
        assert_eq!(states(&incident, closed_at + FINAL_REPORT_TERM + Millis(1)), expected);
        incident.reports.push(filed(ReportKind::Final, closed_at + FINAL_REPORT_TERM));
        assert_eq!(states(&incident, closed_at + Millis::days(99))[2], (FinalReport, Done));
    }

    #[test]
    fn every_part_of_the_words_is_needed() {
        let full = || Words {
            happened: "一".to_owned(),
            cause: "二".to_owned(),
            harm: "三".to_owned(),
            measures: "四".to_owned(),
            advice: "五".to_owned(),
            remedies: "六".to_owned(),
            contact: " 七\u{0} ".to_owned(),
        };
        assert_eq!(full().checked().unwrap().contact, "七");
        type Part = fn(&mut Words) -> &mut String;
        let parts: [(&str, Part); 7] = [
            ("happened", |words| &mut words.happened),
            ("cause", |words| &mut words.cause),
            ("harm", |words| &mut words.harm),
            ("measures", |words| &mut words.measures),
            ("advice", |words| &mut words.advice),
            ("remedies", |words| &mut words.remedies),
            ("contact", |words| &mut words.contact),
        ];
        for (field, part) in parts {
            for wrong in [" \n\u{7} ".to_owned(), "长".repeat(PART_CHARACTERS_MAX + 1)] {
                let mut words = full();
                *part(&mut words) = wrong;
                assert!(matches!(words.checked(), Err(Error::Field { name, .. }) if name == field), "{field}");
            }
        }
    }
}
