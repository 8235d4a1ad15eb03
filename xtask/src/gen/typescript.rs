//! What the web app has to know of the policy: functions, permissions, cookies and storage keys.

use std::fmt::Write as _;

use policy_lang::{BrowserEntry, CompiledPolicy, FunctionKind, LocalText};

use super::Error;

const HEAD: &str = "// Made by `cargo xtask gen` from the policy folder; never edited.

";

const TAIL: &str = "interface Words {
  zh: string;
  en: string;
}
";

/// The text of `web/src/lib/policy.gen.ts`.
pub(crate) fn tables(policy: &CompiledPolicy) -> Result<String, Error> {
    let mut code = HEAD.to_owned();
    writeln!(code, "/** What the service does for a person. */\nexport const functions = {{")?;
    for one in &policy.functions {
        let kind = match one.kind {
            FunctionKind::Basic => "basic",
            FunctionKind::Extended => "extended",
        };
        writeln!(code, "  {}: {{ kind: '{kind}', title: {} }},", one.id, words(&one.title))?;
    }
    writeln!(code, "}} as const satisfies Record<string, {{ kind: 'basic' | 'extended'; title: Words }}>;\n")?;
    writeln!(code, "export type FunctionId = keyof typeof functions;\n")?;
    writeln!(
        code,
        "/** Which functions may ask for a permission; none where this version never asks. */\nexport const permissions = {{"
    )?;
    for one in &policy.permissions {
        let functions: Vec<String> = one.functions.iter().map(|id| quoted(id)).collect();
        writeln!(code, "  {}: {{\n    functions: [{}],", one.id, functions.join(", "))?;
        writeln!(code, "    title: {},\n    notice: {},\n  }},", words(&one.title), words(&one.notice))?;
    }
    writeln!(
        code,
        "}} as const satisfies Record<string, {{ functions: readonly FunctionId[]; title: Words; notice: Words }}>;\n"
    )?;
    writeln!(code, "export type PermissionId = keyof typeof permissions;\n")?;
    browser(&mut code, "Every cookie that the server may set.", "cookies", "CookieName", &policy.cookies)?;
    let doc = "Every key that the app may use in the browser's storage.";
    browser(&mut code, doc, "storageKeys", "PolicyStorageKey", &policy.storage_keys)?;
    code.push_str(TAIL);
    Ok(code)
}

fn browser(code: &mut String, doc: &str, name: &str, key: &str, entries: &[BrowserEntry]) -> Result<(), Error> {
    writeln!(code, "/** {doc} */\nexport const {name} = {{")?;
    for one in entries {
        writeln!(
            code,
            "  {}: {{\n    title: {},\n    purpose: {},\n  }},",
            property(&one.name),
            words(&one.title),
            words(&one.purpose)
        )?;
    }
    writeln!(code, "}} as const satisfies Record<string, {{ title: Words; purpose: Words }}>;\n")?;
    writeln!(code, "export type {key} = keyof typeof {name};\n")?;
    Ok(())
}

fn words(text: &LocalText) -> String {
    format!("{{ zh: {}, en: {} }}", quoted(&text.zh), quoted(&text.en))
}

fn property(name: &str) -> String {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if plain { name.to_owned() } else { quoted(name) }
}

/// A string literal; the loader admits any text, so quotes and line ends are escaped.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n").replace('\r', "\\r");
    format!("'{escaped}'")
}
