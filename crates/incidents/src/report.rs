//! The document for the authorities: what the measures on reporting of security incidents ask for, part by part.

use http_api::{Language, Text};
use units::{Millis, Timestamp};

use crate::Incidents;
use crate::model::{ClockState, Incident, ReportKind};

/// China keeps one time for the whole country, eight hours before UTC, and no summer time.
const CHINA: Millis = Millis::hours(8);

impl Incidents {
    /// Writes a report of an incident as it stands now, in plain text.
    #[must_use]
    pub fn report(&self, incident: &Incident, kind: ReportKind, language: Language) -> String {
        write(incident, kind, language, &self.0.operator, self.0.clock.now())
    }
}

fn write(
    incident: &Incident,
    kind: ReportKind,
    language: Language,
    operator: &policy::Operator,
    now: Timestamp,
) -> String {
    let say = |zh: &'static str, en: &'static str| Text::new(zh, en).get(language).to_owned();
    let missing = say("（尚待查明）", "(not known yet)");
    let words = incident.words_in(language).map(|written| &written.words);
    let part = |of: fn(&crate::Words) -> &String| words.map_or_else(|| missing.clone(), |words| of(words).clone());
    let counts = incident.counts;
    let people = Text::made(
        format!(
            "已查明 {} 人受影响，其中已通知 {} 人、已显示 {} 人、已确认阅读 {} 人；另有 {} 人没有账号可以联系。",
            counts.people, counts.notified, counts.shown, counts.read, counts.unreachable
        ),
        format!(
            "{} people are found to be concerned; {} were told, {} were shown the notice and {} said that they read it; {} more have no account to be reached by.",
            counts.people, counts.notified, counts.shown, counts.read, counts.unreachable
        ),
    );
    let told = match incident.announcement {
        None => say("尚未通知。", "They have not been told yet."),
        Some(told) => Text::made(
            format!("{} 起在应用内通知。", moment(told.announced_at, language)),
            format!("They have been told in the app since {}.", moment(told.announced_at, language)),
        )
        .get(language)
        .to_owned(),
    };
    let public = match incident.announcement.and_then(|told| told.published) {
        None => String::new(),
        Some((from, _)) => Text::made(
            format!("{} 起公开告示。", moment(from, language)),
            format!(" A public notice stands since {}.", moment(from, language)),
        )
        .get(language)
        .to_owned(),
    };
    let ended = incident.closed.as_ref().map(|(at, words)| format!("{}\n{words}", moment(*at, language)));
    let late = incident.clocks(now).into_iter().any(|clock| {
        matches!(clock.state, ClockState::Overdue | ClockState::DoneLate) && clock.kind == crate::ClockKind::FirstReport
    });
    let late = late.then(|| {
        say(
            "本事件的首次报告晚于发现后 4 小时。原因：",
            "The first report of this incident came later than 4 hours after it was noticed. Reason: ",
        )
    });
    let unit = [&operator.company, &operator.address, &operator.contact_email, &operator.hotline];
    let parts: Vec<(String, String)> = vec![
        (
            say("一、单位和系统", "1. Operator and system"),
            joined(&unit) + "\n" + &say("清音音乐服务", "Qingyin, a music service"),
        ),
        (say("二、发现时间", "2. When it was noticed"), moment(incident.facts.noticed_at, language)),
        (
            say("三、类型和级别", "3. Kind and grade"),
            format!("{} · {}", incident.facts.kind.title().get(language), incident.facts.grade.title().get(language)),
        ),
        (say("四、事件经过", "4. What happened"), part(|words| &words.happened)),
        (
            say("五、涉及的信息和人数", "5. Kinds of information, and people"),
            format!("{}\n{}", titles(incident, language), people.get(language)),
        ),
        (say("六、影响和危害", "6. Effects and harm"), part(|words| &words.harm)),
        (say("七、初步原因", "7. Cause, as far as known"), part(|words| &words.cause)),
        (say("八、已采取的措施及效果", "8. Measures and their effect"), part(|words| &words.measures)),
        (
            say("九、对个人的告知", "9. What the people concerned were told"),
            format!("{told}{public}\n{}\n{}", part(|words| &words.advice), part(|words| &words.remedies)),
        ),
        (
            say("十、发展趋势和进一步措施", "10. Outlook and next measures"),
            ended.unwrap_or_else(|| say("处置仍在进行。", "The handling goes on.")),
        ),
        (say("十一、可供溯源的线索、请求支援事项", "11. Leads, and help that is asked for"), missing.clone()),
        (
            say("十二、联系人", "12. Contact"),
            joined(&[&operator.officer_name, &operator.officer_email, &operator.hotline]),
        ),
    ];
    let written = Text::made(
        format!("编号 {} · 出具于 {}", incident.id, moment(now, language)),
        format!("Number {} · written {}", incident.id, moment(now, language)),
    );
    let what = say("个人信息安全事件", "security incident concerning personal information");
    let title = format!("{} · {what}\n{}", kind.title().get(language), incident.facts.name);
    let sections = parts.into_iter().map(|(heading, body)| format!("{heading}\n{}", body.trim()));
    let text: Vec<String> = [title, written.get(language).to_owned()].into_iter().chain(sections).chain(late).collect();
    text.join("\n\n") + "\n"
}

fn joined(facts: &[&String]) -> String {
    let facts: Vec<&str> = facts.iter().map(|fact| fact.trim()).filter(|fact| !fact.is_empty()).collect();
    facts.join(" · ")
}

/// The kinds of information concerned, by their names.
pub(crate) fn titles(incident: &Incident, language: Language) -> String {
    let titles: Vec<String> = incident.facts.items.iter().map(|item| title_of(item, language)).collect();
    titles.join(Text::new("、", ", ").get(language))
}

/// An item's name; what an earlier version of the policy called so keeps its identifier.
pub(crate) fn title_of(item: &str, language: Language) -> String {
    let spoken = language.into();
    policy::current().item(item).map_or(item, |item| item.title.in_language(spoken)).to_owned()
}

/// A time on the clocks of China, to the minute.
fn moment(at: Timestamp, language: Language) -> String {
    let text = (at + CHINA).to_string();
    let (day, time) = (text.get(..10).unwrap_or_default(), text.get(11..16).unwrap_or_default());
    Text::made(format!("{day} {time}（北京时间）"), format!("{day} {time} (UTC+8)")).get(language).to_owned()
}

#[cfg(test)]
mod tests {
    use ids::IncidentId;

    use super::*;
    use crate::model::{Announcement, Counts, Facts, Grade, Kind, Written};
    use crate::{FIRST_REPORT_TERM, Words};

    const NOON: Timestamp = Timestamp::from_millis(1_795_435_200_000);

    #[test]
    fn a_report_has_every_part_and_says_when_it_is_late() {
        let part = |text: &str| text.to_owned();
        let mut incident = Incident {
            id: IncidentId::from_i64(7),
            facts: Facts {
                name: part("短信服务商泄露"),
                kind: Kind::Leak,
                grade: Grade::Larger,
                items: vec![part("account_phone")],
                noticed_at: NOON,
            },
            opened_at: NOON,
            closed: None,
            words: Vec::new(),
            announcement: None,
            counts: Counts { people: 12, ..Counts::default() },
            searches: Vec::new(),
            reports: Vec::new(),
        };
        let operator =
            policy::Operator { company: part("青山公司"), officer_name: part("李青"), ..Default::default() };
        let first = write(&incident, ReportKind::First, Language::Chinese, &operator, NOON + FIRST_REPORT_TERM);
        for expected in [
            "首次报告",
            "青山公司",
            "2026-11-23 20:00（北京时间）",
            "较大",
            "已查明 12 人",
            "尚未通知",
            "（尚待查明）",
            "李青",
        ] {
            assert!(first.contains(expected), "{expected}: {first}");
        }
        assert!(!first.contains("晚于发现后 4 小时"), "{first}");
        incident.words = vec![Written {
            language: Language::Chinese,
            words: Words {
                happened: part("经过"),
                cause: part("原因"),
                harm: part("影响"),
                measures: part("措施"),
                advice: part("建议"),
                remedies: part("补救"),
                contact: part("联系"),
            },
            written_at: NOON,
        }];
        incident.announcement = Some(Announcement { announced_at: NOON, published: Some((NOON, NOON)) });
        let late = NOON + FIRST_REPORT_TERM + Millis(1);
        let told = write(&incident, ReportKind::FollowUp, Language::Chinese, &operator, late);
        for expected in [
            "补充报告",
            "经过",
            "原因",
            "影响",
            "措施",
            "建议",
            "补救",
            "起在应用内通知",
            "起公开告示",
            "晚于发现后 4 小时",
        ] {
            assert!(told.contains(expected), "{expected}: {told}");
        }
        let english = write(&incident, ReportKind::Final, Language::English, &operator, late);
        assert!(english.contains("Closing report") && english.contains("larger") && english.contains("(UTC+8)"));
    }
}
