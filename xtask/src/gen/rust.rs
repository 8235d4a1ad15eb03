//! Rust types of the policy: a purpose that is not declared cannot be named.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use policy_lang::{Basis, CompiledPolicy, Permission, Recipient};

use super::Error;
use super::freeze::Version;

const HEAD: &str = "// Made by `cargo xtask gen` from the policy folder; never edited.

//! What the current policy declares, as types.

use crate::{Basis, ConsentPurpose, FrozenVersion, Purpose, Recipient, RecipientField, ServicePurpose};

";

/// The text of `crates/policy/src/generated.rs`.
pub(crate) fn types(root: &Path, policy: &CompiledPolicy, versions: &[Version]) -> Result<String, Error> {
    let mut code = HEAD.to_owned();
    frozen(&mut code, versions)?;
    functions(&mut code, policy)?;
    purposes(&mut code, policy)?;
    for recipient in &policy.recipients {
        recipient_type(&mut code, recipient)?;
    }
    recipient_ids(&mut code, policy)?;
    cookies(&mut code, policy)?;
    headers(&mut code, policy)?;
    not_personal(&mut code, policy)?;
    log_fields(&mut code, policy)?;
    formatted(root, &code)
}

fn frozen(code: &mut String, versions: &[Version]) -> Result<(), Error> {
    writeln!(
        code,
        "/// Every version of the policy, the oldest first.\npub(crate) static VERSIONS: &[FrozenVersion] = &["
    )?;
    for version in versions {
        let folder = format!("../../../policy/versions/{}", version.version);
        writeln!(
            code,
            "FrozenVersion {{ version: {:?}, hash: {:?}, previous: {:?}, published: {}, files: &[",
            version.version, version.hash, version.previous, version.published
        )?;
        for (name, _) in &version.files {
            writeln!(code, "({name:?}, include_str!(\"{folder}/{name}\")),")?;
        }
        writeln!(code, "] }},")?;
    }
    writeln!(code, "];\n")?;
    Ok(())
}

fn functions(code: &mut String, policy: &CompiledPolicy) -> Result<(), Error> {
    let names: Vec<_> =
        policy.functions.iter().map(|function| (function.id.as_str(), function.title.en.as_str())).collect();
    id_enum(code, "FunctionId", "A function of the service.", &names)
}

fn purposes(code: &mut String, policy: &CompiledPolicy) -> Result<(), Error> {
    let names: Vec<_> =
        policy.purposes.iter().map(|purpose| (purpose.id.as_str(), purpose.title.en.as_str())).collect();
    id_enum(code, "PurposeId", "A purpose of the policy.", &names)?;
    writeln!(
        code,
        "impl PurposeId {{\n/// The number that grants of this purpose carry.\n#[must_use]\npub const fn no(self) -> u8 {{ match self {{"
    )?;
    for purpose in &policy.purposes {
        writeln!(code, "Self::{} => {},", camel(&purpose.id), purpose.no)?;
    }
    writeln!(code, "}} }}\n\n/// The legal basis.\n#[must_use]\npub const fn basis(self) -> Basis {{ match self {{")?;
    for purpose in &policy.purposes {
        writeln!(code, "Self::{} => Basis::{},", camel(&purpose.id), basis(purpose.basis))?;
    }
    writeln!(
        code,
        "}} }}\n\n/// The purpose of this number.\n#[must_use]\npub const fn from_no(no: u8) -> Option<Self> {{ match no {{"
    )?;
    for purpose in &policy.purposes {
        writeln!(code, "{} => Some(Self::{}),", purpose.no, camel(&purpose.id))?;
    }
    writeln!(code, "_ => None }} }} }}\n")?;
    for purpose in &policy.purposes {
        let name = camel(&purpose.id);
        writeln!(
            code,
            "/// {}.\n#[derive(Debug)]\npub enum {name} {{}}\nimpl Purpose for {name} {{ const ID: &'static str = {:?}; const NO: u8 = {}; const BASIS: Basis = Basis::{}; const PURPOSE: PurposeId = PurposeId::{name}; const FUNCTION: FunctionId = FunctionId::{}; }}",
            purpose.title.en,
            purpose.id,
            purpose.no,
            basis(purpose.basis),
            camel(&purpose.function)
        )?;
        let ground = if purpose.basis.needs_grant() { "ConsentPurpose" } else { "ServicePurpose" };
        writeln!(code, "impl {ground} for {name} {{}}\n")?;
    }
    Ok(())
}

fn recipient_type(code: &mut String, recipient: &Recipient) -> Result<(), Error> {
    let name = camel(&recipient.id);
    let fields: Vec<_> = recipient.fields.iter().map(|field| (field.id.as_str(), field.title.en.as_str())).collect();
    id_enum(code, &format!("{name}Field"), &format!("What {} may receive.", recipient.title.en), &fields)?;
    writeln!(code, "impl RecipientField for {name}Field {{ fn id(self) -> &'static str {{ self.id() }} }}\n")?;
    writeln!(
        code,
        "/// {}.\n#[derive(Debug)]\npub enum {name} {{}}\nimpl Recipient for {name} {{ const ID: &'static str = {:?}; const RECIPIENT: RecipientId = RecipientId::{name}; type Purpose = {}; type Field = {name}Field; }}\n",
        recipient.title.en,
        recipient.id,
        camel(&recipient.purpose)
    )?;
    Ok(())
}

fn recipient_ids(code: &mut String, policy: &CompiledPolicy) -> Result<(), Error> {
    let names: Vec<_> =
        policy.recipients.iter().map(|recipient| (recipient.id.as_str(), recipient.title.en.as_str())).collect();
    id_enum(code, "RecipientId", "Someone who may receive personal information.", &names)
}

fn cookies(code: &mut String, policy: &CompiledPolicy) -> Result<(), Error> {
    let names: Vec<_> = policy.cookies.iter().map(|cookie| (cookie.name.as_str(), cookie.title.en.as_str())).collect();
    id_enum(code, "CookieName", "A cookie that the server may set.", &names)?;
    writeln!(
        code,
        "impl CookieName {{\n/// How long the browser keeps it at most, in seconds.\n#[must_use]\npub const fn max_age_seconds(self) -> u64 {{ match self {{"
    )?;
    for cookie in &policy.cookies {
        let seconds = cookie.max_age.map_or(0, policy_lang::Period::approximate_seconds);
        writeln!(code, "Self::{} => {seconds},", camel(&cookie.name))?;
    }
    writeln!(code, "}} }} }}\n")?;
    Ok(())
}

fn headers(code: &mut String, policy: &CompiledPolicy) -> Result<(), Error> {
    let allowed = |permission: &Permission| if permission.functions.is_empty() { "" } else { "self" };
    let permissions: Vec<String> = policy
        .permissions
        .iter()
        .flat_map(|permission| {
            permission.headers.iter().map(move |header| format!("{header}=({})", allowed(permission)))
        })
        .collect();
    writeln!(
        code,
        "/// `Content-Security-Policy` of every page: no browser-side recipient is declared, so pages load from and speak to this service alone.\n/// WebAssembly may run, which finds the peaks of sound on the device; text that becomes script may not.\npub const CONTENT_SECURITY_POLICY: &str = {:?};\n",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )?;
    writeln!(
        code,
        "/// `Permissions-Policy` of every page: permissions without a function are denied to the page itself.\npub const PERMISSIONS_POLICY: &str = {:?};",
        permissions.join(", ")
    )?;
    Ok(())
}

fn not_personal(code: &mut String, policy: &CompiledPolicy) -> Result<(), Error> {
    writeln!(
        code,
        "\n/// Tables that hold nothing about a person: name and reason.\npub const NOT_PERSONAL_TABLES: &[(&str, &str)] = &["
    )?;
    for table in &policy.not_personal {
        writeln!(code, "({:?}, {:?}),", table.name, table.reason)?;
    }
    writeln!(code, "];")?;
    Ok(())
}

fn log_fields(code: &mut String, policy: &CompiledPolicy) -> Result<(), Error> {
    writeln!(code, "\n/// What a line of the service's log may hold.\npub const LOG_FIELDS: &[&str] = &[")?;
    for field in &policy.log_fields {
        writeln!(code, "{:?},", field.name)?;
    }
    writeln!(code, "];")?;
    Ok(())
}

/// A closed enum with `ALL`, `id` and `from_id`.
fn id_enum(code: &mut String, name: &str, doc: &str, entries: &[(&str, &str)]) -> Result<(), Error> {
    writeln!(
        code,
        "/// {doc}\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum {name} {{"
    )?;
    for (id, title) in entries {
        writeln!(code, "/// {title}.\n{},", camel(id))?;
    }
    writeln!(
        code,
        "}}\n\nimpl {name} {{\n/// Every one, in the order of the policy.\npub const ALL: &'static [Self] = &["
    )?;
    for (id, _) in entries {
        writeln!(code, "Self::{},", camel(id))?;
    }
    writeln!(
        code,
        "];\n\n/// The identifier in the policy.\n#[must_use]\npub const fn id(self) -> &'static str {{ match self {{"
    )?;
    for (id, _) in entries {
        writeln!(code, "Self::{} => {id:?},", camel(id))?;
    }
    writeln!(
        code,
        "}} }}\n\n/// The one with this identifier.\n#[must_use]\npub fn from_id(id: &str) -> Option<Self> {{ Self::ALL.iter().copied().find(|one| one.id() == id) }}\n}}\n"
    )?;
    Ok(())
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Contract => "Contract",
        Basis::Consent => "Consent",
        Basis::SeparateConsent => "SeparateConsent",
        Basis::Law => "Law",
        Basis::Security => "Security",
    }
}

/// `play_history` and `qingyin.theme` as type names: `PlayHistory`, `QingyinTheme`.
fn camel(id: &str) -> String {
    id.split(['_', '.', '-'])
        .filter_map(|word| {
            let mut letters = word.chars();
            Some(letters.next()?.to_ascii_uppercase().to_string() + letters.as_str())
        })
        .collect()
}

/// Passes the code through rustfmt with the project's settings.
fn formatted(root: &Path, code: &str) -> Result<String, Error> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("failed to start rustfmt (`rustup component add rustfmt`): {error}"))?;
    rustfmt.stdin.take().ok_or("rustfmt has no input")?.write_all(code.as_bytes())?;
    let output = rustfmt.wait_with_output()?;
    if !output.status.success() {
        return Err("rustfmt refused the generated code".into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
