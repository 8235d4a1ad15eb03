//! How bases, terms and classes are said to a listener.

use crate::model::{Basis, CompiledPolicy, Item, Language, RecipientClass, RetentionPeriod, RetentionStart};

/// The basis as a listener reads it.
#[must_use]
pub fn basis_title(basis: Basis, language: Language) -> &'static str {
    let (zh, en) = match basis {
        Basis::Contract => ("提供您要求的服务所必需", "needed for what you asked for"),
        Basis::Consent => ("您的同意", "your consent"),
        Basis::SeparateConsent => ("您的单独同意", "your separate consent"),
        Basis::Law => ("法律规定", "required by law"),
        Basis::Security => ("保护账号与服务安全", "keeping accounts and service safe"),
    };
    pick(language, zh, en)
}

/// The class of a recipient as a listener reads it.
#[must_use]
pub fn class_title(class: RecipientClass, language: Language) -> &'static str {
    let (zh, en) = match class {
        RecipientClass::Processor => ("受托处理者", "processor acting on our instructions"),
        RecipientClass::Partner => ("合作伙伴", "partner"),
        RecipientClass::Joint => ("共同处理者", "joint handler"),
        RecipientClass::Affiliate => ("关联公司", "affiliate"),
        RecipientClass::Authority => ("有权机关", "authority"),
    };
    pick(language, zh, en)
}

/// How long an item stays, as one sentence without a full stop.
#[must_use]
pub fn retention_text(policy: &CompiledPolicy, item: &Item, language: Language) -> String {
    let on_consent = policy.purpose(&item.purpose).is_some_and(|purpose| purpose.basis.needs_grant());
    let term = match item.retention.period {
        RetentionPeriod::WhileAccount if on_consent => {
            let zh = "直到您清空、撤回同意或注销账号";
            pick(language, zh, "until you clear it, withdraw consent or close the account").to_owned()
        }
        RetentionPeriod::WhileAccount => {
            pick(language, "账号存续期间，注销时删除", "while the account exists; erased when you close it").to_owned()
        }
        RetentionPeriod::Fixed(period) => {
            let length = period.in_words(language);
            match (item.retention.after, period.is_zero(), language) {
                (RetentionStart::Expires, true, _) => {
                    pick(language, "到期即删除", "deleted when it expires").to_owned()
                }
                (RetentionStart::Expires, false, Language::ZhCn) => format!("到期后 {length}内删除"),
                (RetentionStart::Expires, false, Language::En) => format!("deleted within {length} after it expires"),
                (RetentionStart::Created, _, Language::ZhCn) => format!("自产生之日起 {length}"),
                (RetentionStart::Created, _, Language::En) => format!("{length} from the day it was made"),
                (RetentionStart::Updated, _, Language::ZhCn) => format!("自最近一次更新起 {length}"),
                (RetentionStart::Updated, _, Language::En) => format!("{length} from its last change"),
                (RetentionStart::Closed, _, Language::ZhCn) => format!("账号存续期间；注销后限制处理 {length}"),
                (RetentionStart::Closed, _, Language::En) => {
                    format!("while the account exists; after closing, restricted for {length}")
                }
            }
        }
    };
    let withdrawal = on_consent && matches!(item.retention.period, RetentionPeriod::Fixed(_));
    let end =
        if withdrawal { pick(language, "；撤回同意即删除", "; at once when you withdraw consent") } else { "" };
    let floor = item.retention.floor.as_ref().and_then(|id| policy.legal_floor(id));
    match (floor, language) {
        (None, _) => term + end,
        (Some(floor), Language::ZhCn) => format!("{term}{end}（{}）", floor.citation.zh),
        (Some(floor), Language::En) => format!("{term}{end} ({})", floor.citation.en),
    }
}

/// The words of one language.
pub(crate) fn pick<'a>(language: Language, zh: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::ZhCn => zh,
        Language::En => en,
    }
}
