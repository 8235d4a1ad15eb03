//! What stands in the register and what may be written there; pure.

use axum::http::Uri;
use http_api::{Language, LineFault, Text, words, written_line};
use ids::{AffiliateId, AffiliateUseId};
use policy::AffiliateField;
use sha2::{Digest as _, Sha256};
use units::{Millis, Timestamp};

use crate::error::Error;

/// How long a registration stands, at most; then control, agreement and security are looked at anew.
pub const TERM_MAX: Millis = Millis::days(366);
/// Characters of a name, of a proof's title, of an agreement's or a check's name.
pub(crate) const NAME_CHARACTERS_MAX: usize = 120;
/// Characters of a purpose.
pub(crate) const PURPOSE_CHARACTERS_MAX: usize = 200;
/// Characters of an address, and of a key.
pub(crate) const ADDRESS_CHARACTERS_MAX: usize = 300;
const KEY_CHARACTERS: std::ops::RangeInclusive<usize> = 16..=200;

words! {
    /// How a company and the operator are under one control.
    #[schema(as = AffiliateControl)]
    Control {
        /// It controls the operator.
        Parent = "parent",
        /// The operator controls it.
        Subsidiary = "subsidiary",
        /// Both are controlled by the same company.
        SameParent = "same_parent",
    }
}

words! {
    /// What can be asked for; there is nothing else.
    #[schema(as = AffiliateField)]
    Field {
        /// The phone number.
        Phone = "phone",
        /// The nickname.
        Nickname = "nickname",
        /// The picture.
        Avatar = "avatar",
        /// What was listened to.
        ContentUsed = "content_used",
        /// How many likes, ratings, follows and playlists.
        Interactions = "interactions",
    }
}

impl Field {
    /// All of them, in the order in which they are shown and sent.
    pub const EVERY: [Self; 5] = [Self::Phone, Self::Nickname, Self::Avatar, Self::ContentUsed, Self::Interactions];

    /// As the policy declares it.
    pub(crate) const fn declared(self) -> AffiliateField {
        match self {
            Self::Phone => AffiliateField::Phone,
            Self::Nickname => AffiliateField::Nickname,
            Self::Avatar => AffiliateField::Avatar,
            Self::ContentUsed => AffiliateField::ContentUsed,
            Self::Interactions => AffiliateField::Interactions,
        }
    }

    /// What the policy calls it.
    #[must_use]
    pub fn title(self, language: Language) -> &'static str {
        let recipient = policy::current().recipient(<policy::Affiliate as policy::Recipient>::ID);
        let declared = recipient.and_then(|one| one.fields.iter().find(|field| field.id == self.declared().id()));
        declared.map_or(self.word(), |field| field.title.in_language(language.into()))
    }
}

impl Control {
    fn phrase(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Parent, Language::Chinese) => "运营者的母公司",
            (Self::Subsidiary, Language::Chinese) => "运营者的子公司",
            (Self::SameParent, Language::Chinese) => "与运营者同属一家母公司",
            (Self::Parent, Language::English) => "which controls the operator",
            (Self::Subsidiary, Language::English) => "which the operator controls",
            (Self::SameParent, Language::English) => "under the same parent as the operator",
        }
    }
}

/// A company, as it stands in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affiliate {
    /// Names it.
    pub id: AffiliateId,
    /// The company's name.
    pub name: String,
    /// How it is under one control with the operator.
    pub control: Control,
    /// What proves that.
    pub proof_title: String,
    /// The proof's SHA-256.
    pub proof_sha256: Vec<u8>,
    /// Of which day the proof is.
    pub proof_dated_at: Timestamp,
    /// Where what is agreed to goes.
    pub endpoint: String,
    /// Under which name the agreement can be found.
    pub agreement: String,
    /// When it was signed.
    pub agreement_signed_at: Timestamp,
    /// Under which name the look at its security can be found.
    pub security_check: String,
    /// When that was.
    pub checked_at: Timestamp,
    /// From then on nothing is sent.
    pub expires_at: Timestamp,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// When it was taken out.
    pub ended_at: Option<Timestamp>,
}

impl Affiliate {
    /// Whether it may receive something at `now`.
    #[must_use]
    pub fn is_living(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }
}

/// What a company asks for, and what for; it never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Names it.
    pub id: AffiliateUseId,
    /// Whose.
    pub affiliate: AffiliateId,
    /// What for, in Chinese.
    pub purpose_zh: String,
    /// What for, in English.
    pub purpose_en: String,
    /// What.
    pub fields: Vec<Field>,
    /// Since when.
    pub added_at: Timestamp,
    /// Whether it can be agreed to.
    pub stands: bool,
}

impl Use {
    /// What for, in a language.
    #[must_use]
    pub fn purpose(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.purpose_zh,
            Language::English => &self.purpose_en,
        }
    }

    /// The sentence that a member agrees to.
    #[must_use]
    pub fn text(&self, name: &str, control: Control, language: Language) -> String {
        let titles: Vec<&str> = self.fields.iter().map(|field| field.title(language)).collect();
        let (control, purpose) = (control.phrase(language), self.purpose(language));
        match language {
            Language::Chinese => {
                let titles = titles.join("、");
                format!("我单独同意把我的这些信息提供给{name}（{control}）：{titles}。只用于：{purpose}。")
            }
            Language::English => {
                let titles = titles.join("; ");
                format!(
                    "I agree separately that this about me is given to {name}, {control}: {titles}. For this alone: {purpose}."
                )
            }
        }
    }

    /// The SHA-256 of that sentence, by which it is told later what somebody agreed to.
    #[must_use]
    pub fn text_hash(&self, name: &str, control: Control, language: Language) -> String {
        hex::encode(Sha256::digest(self.text(name, control, language)))
    }

    /// The hash of that sentence as it is now, in each language.
    #[must_use]
    pub fn text_hashes(&self, name: &str, control: Control) -> [String; 2] {
        [Language::Chinese, Language::English].map(|language| self.text_hash(name, control, language))
    }

    /// Whether this is the hash of the sentence as it is now, in any language.
    #[must_use]
    pub fn is_current(&self, name: &str, control: Control, hash: &str) -> bool {
        self.text_hashes(name, control).iter().any(|current| current == hash)
    }
}

/// A company that is to be registered, as somebody wrote it.
#[derive(Clone, Debug)]
pub struct NewAffiliate {
    /// The company's name.
    pub name: String,
    /// How it is under one control with the operator.
    pub control: Control,
    /// What proves that.
    pub proof_title: String,
    /// The proof's SHA-256 in hexadecimal; the proof itself is not kept.
    pub proof_sha256: String,
    /// Of which day the proof is.
    pub proof_dated_at: Timestamp,
    /// Where what is agreed to goes: an address of https with one host.
    pub endpoint: String,
    /// What the service shows the company to be let in, as a bearer token.
    pub key: Option<String>,
    /// Under which name the agreement can be found.
    pub agreement: String,
    /// When it was signed.
    pub agreement_signed_at: Timestamp,
    /// Under which name the look at its security can be found.
    pub security_check: String,
    /// When that was.
    pub checked_at: Timestamp,
    /// From then on nothing is sent.
    pub expires_at: Timestamp,
}

/// What fits to be registered.
pub(crate) struct Facts {
    pub(crate) affiliate: Affiliate,
    pub(crate) key: Option<String>,
}

impl NewAffiliate {
    pub(crate) fn checked(self, id: AffiliateId, now: Timestamp) -> Result<Facts, Error> {
        let past = |name: &'static str, at: Timestamp| if at <= now { Ok(at) } else { Err(not_yet(name)) };
        let affiliate = Affiliate {
            id,
            name: written("name", &self.name, NAME_CHARACTERS_MAX)?,
            control: self.control,
            proof_title: written("proof_title", &self.proof_title, NAME_CHARACTERS_MAX)?,
            proof_sha256: proof(&self.proof_sha256)?,
            proof_dated_at: past("proof_dated_at", self.proof_dated_at)?,
            endpoint: endpoint(&self.endpoint)?,
            agreement: written("agreement", &self.agreement, NAME_CHARACTERS_MAX)?,
            agreement_signed_at: past("agreement_signed_at", self.agreement_signed_at)?,
            security_check: written("security_check", &self.security_check, NAME_CHARACTERS_MAX)?,
            checked_at: past("checked_at", self.checked_at)?,
            expires_at: self.expires_at,
            registered_at: now,
            ended_at: None,
        };
        if affiliate.expires_at <= now || affiliate.expires_at > now + TERM_MAX {
            return Err(Error::field(
                "expires_at",
                "affiliates.expires_at",
                "到期日应在将来，最长一年；到期后重新核对控制关系、协议和安全，再登记",
                "choose a day to come, a year ahead at most; then look at control, agreement and security anew, and register it again",
            ));
        }
        let key = self.key.map(|key| key.trim().to_owned()).filter(|key| !key.is_empty());
        if key
            .as_ref()
            .is_some_and(|key| !KEY_CHARACTERS.contains(&key.len()) || !key.bytes().all(|b| b.is_ascii_graphic()))
        {
            return Err(Error::field(
                "key",
                "affiliates.key",
                "密钥为 16 到 200 个可见的 ASCII 字符；不需要密钥就留空",
                "a key has 16 to 200 visible ASCII characters; leave it empty where none is needed",
            ));
        }
        Ok(Facts { affiliate, key })
    }
}

/// A use that is to be added, as somebody wrote it.
#[derive(Clone, Debug)]
pub struct NewUse {
    /// What for, in Chinese.
    pub purpose_zh: String,
    /// What for, in English.
    pub purpose_en: String,
    /// What.
    pub fields: Vec<Field>,
}

impl NewUse {
    pub(crate) fn checked(self, id: AffiliateUseId, affiliate: AffiliateId, now: Timestamp) -> Result<Use, Error> {
        let fields: Vec<Field> = Field::EVERY.into_iter().filter(|field| self.fields.contains(field)).collect();
        if fields.is_empty() {
            return Err(Error::field(
                "fields",
                "affiliates.fields_missing",
                "请至少选一项内容；能选的只有列出的几项",
                "choose one thing at least; there are none but those listed",
            ));
        }
        Ok(Use {
            id,
            affiliate,
            purpose_zh: purpose("purpose_zh", &self.purpose_zh)?,
            purpose_en: purpose("purpose_en", &self.purpose_en)?,
            fields,
            added_at: now,
            stands: true,
        })
    }
}

/// A purpose stands at the end of a sentence, which has a full stop of its own.
fn purpose(name: &'static str, text: &str) -> Result<String, Error> {
    written(name, text.trim().trim_end_matches(['。', '.']), PURPOSE_CHARACTERS_MAX)
}

fn not_yet(name: &'static str) -> Error {
    Error::field(
        name,
        "affiliates.not_yet",
        "这个日期还没有到；证明、协议和检查都要在登记之前就有",
        "this day has not come; proof, agreement and check have to be there before the company is registered",
    )
}

/// The fingerprint that these 64 hexadecimal digits write.
fn proof(text: &str) -> Result<Vec<u8>, Error> {
    hex::decode(text.trim()).ok().filter(|bytes| bytes.len() == 32).ok_or_else(|| {
        Error::field(
            "proof_sha256",
            "affiliates.proof_sha256",
            "请选择证明控制关系的文件；页面在本机算出它的 SHA-256，应为 64 位十六进制",
            "choose the file that proves control; the page computes its SHA-256 on this machine, 64 hexadecimal digits",
        )
    })
}

/// An address of https with one host and nothing to fill in; on this very machine no network is crossed, and http will do.
fn endpoint(text: &str) -> Result<String, Error> {
    let text = text.trim();
    let fits = text.chars().count() <= ADDRESS_CHARACTERS_MAX
        && text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'{' | b'}' | b'@' | b'#'))
        && (text.starts_with("https://") || text.starts_with("http://127.0.0.1:"))
        && host_of(text).is_some();
    if fits {
        return Ok(text.to_owned());
    }
    Err(Error::field(
        "endpoint",
        "affiliates.endpoint",
        "请填写以 https:// 开头的完整网址，不含用户名和 # 之后的部分",
        "give a whole address that begins with https://, without a user's name and without what follows a #",
    ))
}

/// The host of an address, lower-case.
pub(crate) fn host_of(endpoint: &str) -> Option<String> {
    endpoint.parse::<Uri>().ok()?.host().filter(|host| !host.is_empty()).map(str::to_ascii_lowercase)
}

/// One line that somebody wrote.
fn written(name: &'static str, text: &str, most: usize) -> Result<String, Error> {
    written_line(text, most).map_err(|fault| {
        let message = match fault {
            LineFault::Missing => {
                Text::new("请填写这一项；没有它就不能登记", "please fill this in; nothing is registered without it")
            }
            LineFault::TooLong(_) => fault.message(),
        };
        Error::Field { name, code: fault.code(), message }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The columns of the table, the fields of this crate and those of the policy are the same: what is added to one of them
    /// alone is seen here.
    #[test]
    fn the_closed_list_is_the_same_everywhere() {
        let recipient = policy::current().recipient("affiliate").expect("it is declared");
        let mut declared: Vec<&str> = recipient.fields.iter().map(|field| field.id.as_str()).collect();
        declared.retain(|id| *id != "number");
        assert_eq!(declared, Field::EVERY.map(Field::word));
        let table = crate::MIGRATIONS.migrations[0].text;
        for field in Field::EVERY.map(Field::word) {
            assert!(table.contains(&format!("  {field} BIGINT NOT NULL CHECK ({field} IN (0, 1)),\n")), "{field}");
        }
        assert_eq!(table.matches(" IN (0, 1)),\n").count(), Field::EVERY.len());
    }

    #[test]
    fn an_address_is_of_https_with_one_host() {
        for fine in ["https://partner.example/qingyin", "https://Partner.example:8443/", "http://127.0.0.1:4700/x"] {
            assert!(endpoint(fine).is_ok(), "{fine}");
        }
        for wrong in [
            "",
            "partner.example",
            "http://partner.example/",
            "http://127.0.0.1.evil.example/",
            "https://",
            "https://user@partner.example/",
            "https://{host}/",
            "https://partner.example/#x",
            "https://partner.example/ x",
        ] {
            assert!(matches!(endpoint(wrong), Err(Error::Field { name: "endpoint", .. })), "{wrong}");
        }
    }
}
