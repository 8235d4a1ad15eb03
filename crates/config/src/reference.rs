//! The reference page of all settings.

use std::fmt::Write as _;

use policy_lang::Language;

use crate::FILE_NAME;
use crate::key::{Key, Words};
use crate::keys::{EDITABLE, KEYS, SECTIONS};
use crate::value::Kind;

impl Words {
    fn text(self, language: Language) -> &'static str {
        match language {
            Language::ZhCn => self.zh,
            Language::En => self.en,
        }
    }
}

/// The reference of all settings as Markdown, without a heading that says who made the file.
#[must_use]
pub fn reference_markdown(language: Language) -> String {
    let mut page = String::new();
    let say = |zh: &'static str, en: &'static str| Words { zh, en }.text(language);
    let _ = writeln!(page, "# {}\n", say("配置参考", "Configuration"));
    let _ = writeln!(page, "{}", intro(language));
    for section in SECTIONS {
        let _ = writeln!(page, "\n## `[{}]`\n\n{}", section.name, section.words.text(language));
        for key in KEYS.iter().filter(|key| key.section() == section.name) {
            let _ = write!(page, "\n{}", entry(key, language));
        }
    }
    page
}

fn intro(language: Language) -> String {
    let editable = EDITABLE.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match language {
        Language::ZhCn => format!(
            "清音不需要任何配置即可启动。\n\
             设置按此顺序取值：命令行参数，环境变量，配置文件，运营者在网页上保存的设置，默认值。\n\
             在网页上可以设置外部服务：{editable}；保存后立即生效。\n\
             配置文件是数据文件夹中的 `{FILE_NAME}`，或由 `--config` 或 `QINGYIN_CONFIG` 指定的文件。\n\
             文件中的相对路径从该文件所在的文件夹算起，其余从启动时所在的文件夹算起。\n\
             没有专用参数的设置可以写作 `--set 名称=值`。\n\
             不认识的设置会被拒绝，并指出所在的行和最接近的名称。"
        ),
        Language::En => format!(
            "Qingyin starts without any configuration.\n\
             A setting is taken from flags, else from the environment, else from the file, else from what operators saved \
             in the web app, else from its default.\n\
             Connectors can be set in the web app, where they take effect at once: {editable}.\n\
             The file is `{FILE_NAME}` in the data folder, or the one that `--config` or `QINGYIN_CONFIG` names.\n\
             Relative paths in the file start at its own folder; all others start where the program was started.\n\
             A setting without a flag of its own is written `--set NAME=VALUE`.\n\
             A setting that does not exist is refused, with its line and the nearest name that does."
        ),
    }
}

fn entry(key: &Key, language: Language) -> String {
    let say = |zh: &'static str, en: &'static str| Words { zh, en }.text(language);
    let mut text = format!("### `{}`\n\n{}\n\n", key.name, key.words.text(language));
    let mut fact = |label: &str, value: &str| {
        let _ = writeln!(text, "- {label}{}{value}", say("：", ": "));
    };
    fact(say("类型", "Type"), &kind(key.kind, language));
    match (key.default, key.when_absent) {
        (Some(default), _) => fact(say("默认值", "Default"), &format!("`{default}`")),
        (None, Some(absent)) => fact(say("未设置时", "When absent"), absent.text(language)),
        (None, None) => {}
    }
    fact(say("示例", "Example"), &format!("`{} = {}`", key.short_name(), key.example));
    fact(say("环境变量", "Environment"), &format!("`{}`", key.variable()));
    if let Some(flag) = key.flag {
        fact(say("参数", "Flag"), &format!("`{flag}`"));
    }
    text
}

fn kind(kind: Kind, language: Language) -> String {
    let words = match kind {
        Kind::Text => Words { zh: "文本", en: "text" },
        Kind::Secret => Words { zh: "文本，绝不会被打印", en: "text, never printed" },
        Kind::Choice(choices) => {
            let choices: Vec<String> = choices.iter().map(|choice| format!("`\"{choice}\"`")).collect();
            return match language {
                Language::ZhCn => format!("{} 之一", choices.join("、")),
                Language::En => format!("one of {}", choices.join(", ")),
            };
        }
        Kind::Switch => Words { zh: "`true` 或 `false`", en: "`true` or `false`" },
        Kind::Count { min, max } => {
            return match language {
                Language::ZhCn => format!("整数，{min} 到 {max}"),
                Language::En => format!("whole number, {min} to {max}"),
            };
        }
        Kind::Size => {
            Words { zh: "字节数，或如 `\"2 GiB\"` 的文本", en: "number of bytes, or text such as `\"2 GiB\"`" }
        }
        Kind::Address => Words { zh: "IP 地址和端口", en: "IP address and port" },
        Kind::Url => Words { zh: "网址", en: "web address" },
        Kind::Date => Words { zh: "日期", en: "day" },
        Kind::Path => Words { zh: "路径", en: "path" },
        Kind::Paths => Words {
            zh: "路径列表；环境变量中以 `:` 分隔",
            en: "list of paths; separated by `:` in the environment",
        },
        Kind::Networks => Words {
            zh: "IP 地址或网段列表；环境变量中以 `,` 分隔",
            en: "list of IP addresses or ranges; separated by `,` in the environment",
        },
        Kind::Headers => Words {
            zh: "名称到文本的表，绝不会被打印；环境变量中每行一个 `名称: 值`",
            en: "table of texts, never printed; one `Name: value` a line in the environment",
        },
    };
    words.text(language).to_owned()
}
