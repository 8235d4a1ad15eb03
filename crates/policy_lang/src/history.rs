//! What each version changed, as one page that is published with the versions themselves (promise P-171).

use std::fmt::Write as _;

use crate::diff::{self, Change};
use crate::model::{CompiledPolicy, Language};

/// The page in one language, in Markdown: every version, the newest first, with every change it made.
#[must_use]
pub fn markdown(versions: &[CompiledPolicy], language: Language) -> String {
    let is_chinese = language == Language::ZhCn;
    let pick = |zh: &'static str, en: &'static str| if is_chinese { zh } else { en };
    let mut page = format!("# {}\n\n", pick("隐私政策改了什么", "What each version of the policy changed"));
    page += pick(
        "每一版公布时，这里和应用里写的是同一份改动。扩大处理范围的写在前面：它们要您同意才对您生效。\n",
        "What stands here when a version is published is what the app says of it. What widens comes first: it holds for \
         you once you have agreed to it.\n",
    );
    for (at, version) in versions.iter().enumerate().rev() {
        let CompiledPolicy { version: name, published_at, effective_at, .. } = version;
        let head = if is_chinese {
            format!("\n## 第 {name} 版\n\n{published_at} 公布，{effective_at} 生效。\n\n")
        } else {
            format!("\n## Version {name}\n\nPublished on {published_at}, in force from {effective_at}.\n\n")
        };
        page += &head;
        let Some(before) = at.checked_sub(1).and_then(|before| versions.get(before)) else {
            page += pick("首个版本。\n", "The first version.\n");
            continue;
        };
        let mut changes = diff::diff(before, version);
        changes.sort_by_key(|change| !change.widening);
        if changes.is_empty() {
            page += pick("内容没有变化。\n", "Nothing has changed.\n");
        }
        for change in &changes {
            let _ = writeln!(page, "- {}", line(change, language));
        }
    }
    page
}

fn line(change: &Change, language: Language) -> String {
    let words = |text: &crate::model::LocalText| text.in_language(language).replace(['\n', '\r'], " ");
    let (colon, arrow) = if language == Language::ZhCn { ("：", "→") } else { (": ", "→") };
    let mut line = format!("**{}**{colon}{} (`{}`)", change.kind.title(language), words(&change.title), change.subject);
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => line += &format!("{colon}{} {arrow} {}", words(before), words(after)),
        (Some(text), None) | (None, Some(text)) => line += &format!("{colon}{}", words(text)),
        (None, None) => {}
    }
    line
}
