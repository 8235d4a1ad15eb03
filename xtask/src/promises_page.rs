//! The table of all promises, as a page of the documentation in each language.

use std::collections::BTreeMap;
use std::path::Path;

use crate::promises::{self, Promise, Suite};
use crate::{Error, mutations};

const HEAD: &str =
    "<!-- Made by `cargo xtask gen` from policy/promises.toml and policy/mutations.toml; never edited. -->\n\n";

/// The words of one language.
struct Words {
    path: &'static str,
    title: &'static str,
    lead: fn(held: usize, pending: usize) -> String,
    columns: &'static str,
    /// What a promise waits for, where its function is not there.
    waits: fn(&str) -> String,
    /// What each mechanism is called.
    mechanisms: &'static [(&'static str, &'static str)],
    is_chinese: bool,
}

static WORDS: [Words; 2] = [
    Words {
        path: "docs/src/reference/promises.md",
        title: "The promises, one by one",
        lead: |held, pending| {
            format!(
                "{held} promises hold: each names the tests that prove it, and they run with every change.\n\
                 {pending} wait for a function that does not exist yet.\n\n\
                 The last column counts the ways in which the mechanism can be taken away by \
                 `cargo xtask promises --mutations`, which expects the test to notice.\n"
            )
        },
        columns: "| | promise | held by | tests | mutations |\n|---|---|---|---|---|\n",
        waits: |function| format!("*waits for `{function}`*"),
        mechanisms: &[
            ("type", "types"),
            ("database", "the database"),
            ("egress", "the gate for what leaves"),
            ("build", "the build"),
            ("browser", "the page"),
            ("schedule", "a job"),
            ("organisation", "people, on record"),
        ],
        is_chinese: false,
    },
    Words {
        path: "docs/src/zh-CN/promises.md",
        title: "逐条承诺",
        lead: |held, pending| {
            format!(
                "{held} 条已经兑现：每条都写着证明它的测试，每次改动都会运行。\n\
                 {pending} 条等待还没有的功能。\n\n\
                 最后一列是 `cargo xtask promises --mutations` 能用几种办法拿掉保证它的机制，并要求测试发现。\n"
            )
        },
        columns: "| | 承诺 | 由什么保证 | 测试 | 变异 |\n|---|---|---|---|---|\n",
        waits: |function| format!("*等待 `{function}`*"),
        mechanisms: &[
            ("type", "类型"),
            ("database", "数据库"),
            ("egress", "出口关"),
            ("build", "构建"),
            ("browser", "页面"),
            ("schedule", "定时任务"),
            ("organisation", "人，留有记录"),
        ],
        is_chinese: true,
    },
];

/// The page in each language: its path and its text.
///
/// # Errors
/// When the promises or the mutations cannot be read.
pub(crate) fn pages(root: &Path) -> Result<Vec<(String, String)>, Error> {
    let (suite, counts) = (promises::read(root)?, mutations::counts(root)?);
    Ok(WORDS.iter().map(|words| (words.path.to_owned(), page(words, &suite, &counts))).collect())
}

fn page(words: &Words, suite: &Suite, counts: &BTreeMap<String, usize>) -> String {
    let pending = suite.promise.iter().filter(|promise| promise.pending.is_some()).count();
    let mut text = format!("{HEAD}# {}\n\n{}", words.title, (words.lead)(suite.promise.len() - pending, pending));
    for chapter in &suite.chapter {
        let title = if words.is_chinese { &chapter.title_zh } else { &chapter.title_en };
        text += &format!("\n## {title}\n\n{}", words.columns);
        for promise in suite.promise.iter().filter(|promise| promise.chapter == chapter.key) {
            text += &row(words, promise, counts.get(&promise.id).copied().unwrap_or(0));
        }
    }
    text
}

fn row(words: &Words, promise: &Promise, mutations: usize) -> String {
    let statement = if words.is_chinese { &promise.statement_zh } else { &promise.statement_en };
    let between = if words.is_chinese { "、" } else { ", " };
    let named = |mechanism: &String| {
        let known = words.mechanisms.iter().find(|(key, _)| key == mechanism);
        known.map_or_else(|| mechanism.clone(), |(_, name)| (*name).to_owned())
    };
    let mechanisms = promise.mechanisms.iter().map(named).collect::<Vec<_>>().join(between);
    let tests = match &promise.pending {
        Some(function) => (words.waits)(function),
        None => promise.tests.iter().map(|test| format!("`{test}`")).collect::<Vec<_>>().join("<br>"),
    };
    let mutations = if mutations == 0 { String::new() } else { mutations.to_string() };
    format!("| {} | {statement} | {mechanisms} | {tests} | {mutations} |\n", promise.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_promise_has_a_row_in_both_languages() {
        let root = crate::root();
        let suite = promises::read(&root).unwrap_or_else(|error| panic!("{error}"));
        let pages = pages(&root).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(pages.len(), 2);
        for (path, text) in pages {
            for promise in &suite.promise {
                let rows = text.lines().filter(|line| line.starts_with(&format!("| {} |", promise.id))).count();
                assert_eq!(rows, 1, "{path}: {}", promise.id);
            }
            assert!(!text.contains("| type |"), "{path}: a mechanism without a name");
        }
    }
}
