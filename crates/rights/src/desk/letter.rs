//! The letter that answers a request, in the language of the person who asked.

use http_api::{Language, Text};

use super::{Ground, Request, RequestKind, RequestOutcome};
use crate::access::Category;

impl RequestKind {
    /// Its name.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Access => Text::new("查阅个人信息", "Seeing what is held"),
            Self::Copy => Text::new("复制个人信息", "A copy of what is held"),
            Self::Transfer => Text::new("转移个人信息", "Handing it to somebody else"),
            Self::Correction => Text::new("更正、补充个人信息", "Correcting what is held"),
            Self::Deletion => Text::new("删除个人信息", "Deleting what is held"),
            Self::Explanation => Text::new("解释处理规则", "Explaining the rules"),
            Self::Complaint => Text::new("投诉与反馈", "Complaint or feedback"),
        }
    }
}

impl Ground {
    /// Its name.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Unlawful => Text::new("处理违反法律法规", "it is processed against the law"),
            Self::WithoutConsent => Text::new("收集时没有征得同意", "it was collected without consent"),
            Self::AgreementBroken => Text::new("处理违反了约定", "it is processed otherwise than agreed"),
            Self::Left => Text::new("不再使用或已注销", "the service is no longer used"),
            Self::ServiceCeased => Text::new("服务或功能已经停止", "the service has ended"),
        }
    }
}

/// Writes the letter: what was asked and when, what was decided and why, and where to go when that does not satisfy.
pub(super) fn write(request: &Request, words: &str, held: &[Category], operator: &policy::Operator) -> String {
    let language = request.language;
    let say = |zh: String, en: String| Text::made(zh, en).get(language).to_owned();
    let (kind, id) = (request.kind.title(), request.id);
    let kind = kind.get(language);
    let [received, answered] =
        [Some(request.received_at), request.answered_at].map(|at| day(at.map(|at| at.to_string())));
    let mut parts = vec![
        say(format!("关于您的请求（编号 {id}）"), format!("About your request {id}")),
        say(format!("您于 {received} 提出：{kind}。"), format!("On {received} you asked for: {kind}.")),
    ];
    if let Some(ground) = request.ground {
        let ground = ground.title();
        let ground = ground.get(language);
        parts.push(say(format!("您选择的情形：{ground}。"), format!("The ground you chose: {ground}.")));
    }
    parts.push(match request.outcome {
        Some(RequestOutcome::Refused) => say(
            "我们核查后无法按您的请求办理，理由如下：".to_owned(),
            "We looked into it and cannot do what you asked, for this reason:".to_owned(),
        ),
        _ => say("我们已经按您的请求办理。".to_owned(), "We have done what you asked.".to_owned()),
    });
    if !words.is_empty() {
        parts.push(words.to_owned());
    }
    if let Some(rows) = request.erased_rows {
        parts.push(say(
            format!("共删除 {rows} 条记录；备份中的副本随密钥销毁或备份更新而消失，恢复备份时会再次删除。"),
            format!("{rows} records were deleted; copies in backups go with their key or when the backup is renewed, and a restored backup is erased again."),
        ));
    }
    if request.outcome == Some(RequestOutcome::Done) {
        parts.extend(contents(request.kind, held, language));
    }
    let court = Some(operator.court.trim()).filter(|court| !court.is_empty());
    let court =
        court.map_or_else(|| say("有管辖权的人民法院".to_owned(), "the competent court".to_owned()), str::to_owned);
    parts.push(say(
        format!("如果您不满意这一答复，可以向网信、公安等主管部门投诉，也可以向{court}提起诉讼。"),
        format!("If this does not satisfy you, you can complain to the authorities for cyberspace affairs or public security, or bring an action before {court}."),
    ));
    let from: Vec<&str> = [&operator.officer_name, &operator.company, &operator.officer_email, &operator.hotline]
        .into_iter()
        .map(|fact| fact.trim())
        .filter(|fact| !fact.is_empty())
        .collect();
    parts.push(format!("{}\n{answered}", from.join(" · ")));
    parts.join("\n\n")
}

/// What a letter carries itself, or where it is taken from.
fn contents(kind: RequestKind, held: &[Category], language: Language) -> Option<String> {
    let where_to_go = match kind {
        RequestKind::Access => {
            let counts: Vec<String> = held
                .iter()
                .flat_map(|category| &category.items)
                .filter(|item| item.count > 0)
                .map(|item| format!("- {}: {}", item.title, item.count))
                .collect();
            return Some(counts.join("\n")).filter(|text| !text.is_empty());
        }
        RequestKind::Copy | RequestKind::Transfer => Text::new(
            "完整的副本是一个机器可读的文件，随时可以在“隐私中心 · 导出”下载。",
            "The whole copy is one machine-readable file, which you can download at any time under Privacy · Export.",
        ),
        RequestKind::Correction => Text::new(
            "您可以在“隐私中心 · 我的数据”看到更正后的内容，也可以在那里自行更正。",
            "You see it corrected under Privacy · My data, where you can correct things yourself, too.",
        ),
        RequestKind::Explanation => Text::new(
            "完整的处理规则见“隐私政策”及其收集清单、共享清单。",
            "The rules are set out in the privacy policy and its lists of what is collected and shared.",
        ),
        RequestKind::Deletion | RequestKind::Complaint => return None,
    };
    Some(where_to_go.get(language).to_owned())
}

/// The day of a time in UTC.
fn day(at: Option<String>) -> String {
    at.unwrap_or_default().chars().take(10).collect()
}

#[cfg(test)]
mod tests {
    use ids::{RightsRequestId, SubjectId};
    use units::Timestamp;
    use vault::Sealed;

    use super::*;

    fn letter(outcome: RequestOutcome, words: &str, language: Language, court: &str) -> String {
        let at = Timestamp::from_millis(1_795_438_800_000);
        let request = Request {
            id: RightsRequestId::from_i64(7),
            subject: SubjectId::from_i64(1),
            kind: RequestKind::Deletion,
            ground: Some(Ground::Left),
            item: None,
            language,
            received_at: at,
            due_at: at + super::super::TERM,
            outcome: Some(outcome),
            erased_rows: (outcome == RequestOutcome::Done).then_some(12),
            answered_at: Some(at),
            message: Sealed::from_bytes(Vec::new()),
            answer: None,
        };
        write(&request, words, &[], &policy::Operator { court: court.to_owned(), ..policy::Operator::default() })
    }

    #[test]
    fn a_refusal_gives_its_reason_and_the_way_to_the_court() {
        let text = letter(RequestOutcome::Refused, "法律要求保存三年。", Language::Chinese, "杭州互联网法院");
        assert!(text.contains("法律要求保存三年。") && text.contains("向杭州互联网法院提起诉讼"), "{text}");
        assert!(!text.contains("共删除"), "{text}");
        let text = letter(RequestOutcome::Refused, "The law keeps it.", Language::English, "");
        assert!(text.contains("The law keeps it.") && text.contains("before the competent court"), "{text}");
    }

    #[test]
    fn what_was_done_is_told_in_the_persons_language() {
        let text = letter(RequestOutcome::Done, "", Language::English, "the court");
        assert!(text.contains("12 records were deleted") && text.contains("the service is no longer used"), "{text}");
        assert!(text.is_ascii() || text.contains(" · "), "{text}");
        assert!(letter(RequestOutcome::Done, "", Language::Chinese, "").contains("共删除 12 条记录"));
    }
}
