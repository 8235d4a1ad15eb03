//! Who turns what listeners say into text: nobody, or an endpoint that the operator chose.

use units::Timestamp;

use crate::Agreement;
use crate::key::{Key, Section, Words, key, optional, section, words};
use crate::problem::{Problem, Problems};
use crate::secret::Secret;
use crate::sources::Settings;
use crate::value::Kind;

pub(crate) const SECTION: Section = section(
    "voice_search",
    "语音搜索：浏览器能在本机转文字时不需要任何设置；否则可以配置一个语音转文字服务。",
    "Search by voice: where a browser turns speech into text on its device nothing has to be set; for the others a transcription service may be.",
);
pub(crate) const ENDPOINT_SECTION: Section = section(
    "voice_search.endpoint",
    "语音转文字服务（OpenAI 兼容接口）：如何调用，以及与其签署的约定；约定不全或过期，便不会发送。",
    "The transcription service, with an interface like OpenAI's: how it is called, and what it has signed; nothing is sent without a complete, living agreement.",
);

const NEEDED: Words = words(
    "`voice_search.transcriber = \"endpoint\"` 时必填",
    "required while `voice_search.transcriber = \"endpoint\"`",
);

pub(crate) const KEYS: &[Key] = &[
    key(
        "voice_search.transcriber",
        Kind::Choice(&["off", "endpoint"]),
        "\"off\"",
        "\"endpoint\"",
        "`off`：声音不离开听众的设备；`endpoint`：经成员单独同意，把说的话（每次最长 15 秒）交给 `[voice_search.endpoint]` 中的服务转成文字。",
        "`off`: no sound leaves a listener's device; `endpoint`: what a member says, 15 seconds at most each time and by separate consent, is turned into text by the service in `[voice_search.endpoint]`.",
    ),
    optional(
        "voice_search.endpoint.url",
        Kind::Url,
        NEEDED,
        "\"https://asr.example/v1\"",
        "服务的基础地址，其后会加上 `/audio/transcriptions`；必须是 `https://`，只有在本机（`127.0.0.1`）运行的服务可以是 `http://`。",
        "Base address of the service, to which `/audio/transcriptions` is added; it has to be `https://`, but for a service on this very machine (`127.0.0.1`), which may be `http://`.",
    ),
    optional(
        "voice_search.endpoint.model",
        Kind::Text,
        NEEDED,
        "\"sensevoice-small\"",
        "模型名称，按服务的说明填写。",
        "Name of the model, as the service calls it.",
    ),
    optional(
        "voice_search.endpoint.key",
        Kind::Secret,
        words("不发送凭证", "no credential is sent"),
        "\"sk-…\"",
        "服务的密钥，作为 `Authorization: Bearer` 发送；不会被打印或写入日志。",
        "Key of the service, sent as `Authorization: Bearer`; it is never printed and stands in no log.",
    ),
    optional(
        "voice_search.endpoint.language",
        Kind::Text,
        words("由服务自己判断", "the service finds out by itself"),
        "\"zh\"",
        "告诉服务人们说什么语言（ISO 639-1），对所有人相同。",
        "Language that people speak (ISO 639-1), the same for everybody.",
    ),
    optional(
        "voice_search.endpoint.provider",
        Kind::Text,
        NEEDED,
        "\"某某语音\"",
        "提供服务的公司或个人；麦克风打开之前，听众看到的就是这个名称和服务的主机名。",
        "Company or person that runs the service; together with the host it is what listeners read before the microphone opens.",
    ),
    key(
        "voice_search.endpoint.country",
        Kind::Text,
        "\"CN\"",
        "\"CN\"",
        "服务处理声音所在的国家或地区，须与政策中的接收方一致。",
        "Country in which the service handles the sound; it has to be the one the policy names for this recipient.",
    ),
    optional(
        "voice_search.endpoint.agreement",
        Kind::Text,
        NEEDED,
        "\"DPA-2026-021\"",
        "委托处理协议的名称或编号，其中须约定用完即删、不作他用；服务由您自己运行时，写明内部制度的编号。",
        "Name or number of the processing agreement, which has to say that sound is deleted after use and used for nothing else; where you run the service yourself, of your own rule about it.",
    ),
    optional(
        "voice_search.endpoint.agreement_signed",
        Kind::Date,
        NEEDED,
        "\"2026-11-01\"",
        "协议签署日期。",
        "Day on which it was signed.",
    ),
    optional(
        "voice_search.endpoint.checked_at",
        Kind::Date,
        NEEDED,
        "\"2026-11-01\"",
        "最近一次安全评估的日期。",
        "Day on which the service's security was last checked.",
    ),
    optional(
        "voice_search.endpoint.expires_at",
        Kind::Date,
        NEEDED,
        "\"2027-10-31\"",
        "到期日；此日之后不再发送，语音按钮自动消失，其余一切照常。",
        "Last day of the agreement; after it nothing is sent, the button is gone, and everything else goes on.",
    ),
];

/// Who turns what listeners say into text, beside browsers that do so on their own device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VoiceSearch {
    /// Nobody: no sound leaves a device.
    Off,
    /// A service that the operator chose.
    Endpoint(Box<TranscriptionEndpoint>),
}

/// A service that turns speech into text: how it is called, and what it has signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranscriptionEndpoint {
    /// Base address, without a slash at the end.
    pub url: String,
    /// Name of the model.
    pub model: String,
    /// Credential.
    pub key: Option<Secret>,
    /// Language that people speak, as ISO 639-1.
    pub language: Option<String>,
    /// Who runs it, as listeners read it.
    pub provider: String,
    /// What it has signed.
    pub agreement: Agreement,
}

impl TranscriptionEndpoint {
    /// The host, in lower case and without its port.
    #[must_use]
    pub fn host(&self) -> String {
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = match authority.split_once(']') {
            Some((address, _)) => format!("{address}]"),
            None => authority.split(':').next().unwrap_or_default().to_owned(),
        };
        host.to_ascii_lowercase()
    }

    /// An agreement that has run out is no reason not to start: the gate stays closed by itself, and the music plays on.
    pub(crate) fn check(&self, now: Timestamp, found: &mut Vec<Problem>) {
        let host = self.host();
        let is_here = matches!(host.as_str(), "127.0.0.1" | "[::1]" | "localhost");
        let mut problem = |name: &str, en: (&str, &str), zh: (&str, &str)| {
            let place = format!("voice_search.endpoint.{name}");
            found.push(Problem::new(place, en.0, en.1).zh(zh.0, zh.1));
        };
        if !self.url.starts_with("https://") && !is_here {
            let remedy = "use the service's https:// address, or run it on this very machine";
            let zh = ("声音会以明文传送", "请使用服务的 https:// 地址，或在本机运行它");
            problem("url", ("voices would travel without encryption", remedy), zh);
        }
        if self.url.contains(['@', '?', '#', '{', '}']) {
            let zh = ("这不是基础地址", "请写成 https://asr.example/v1 的样子");
            problem("url", ("this is no base address", "write it as https://asr.example/v1"), zh);
        }
        for (name, text) in [("model", &self.model), ("provider", &self.provider)] {
            if text.trim().is_empty() {
                problem(name, ("this is empty", "fill it in"), ("这一项是空的", "请填写"));
            }
        }
        if self.language.as_ref().is_some_and(|text| text.len() != 2 || !text.bytes().all(|c| c.is_ascii_lowercase())) {
            let remedy = "write two letters such as zh, or leave it out";
            let zh = ("这不是 ISO 639-1 的语言代码", "请写两个字母，例如 zh，或者留空");
            problem("language", ("this is no language of ISO 639-1", remedy), zh);
        }
        self.agreement.check("voice_search.endpoint", now, found);
    }
}

/// The transcriber; what an endpoint lacks is told all at once.
pub(crate) fn assemble(settings: &Settings) -> Result<VoiceSearch, Problems> {
    let one = |problem| Problems(vec![problem]);
    let transcriber: String = settings.required("voice_search.transcriber").map_err(one)?;
    if transcriber == "off" {
        return Ok(VoiceSearch::Off);
    }
    let section = "voice_search.endpoint";
    let needed = ["url", "model", "provider", "agreement", "agreement_signed", "checked_at", "expires_at"];
    let why = words(
        "没有这一项，就不会向语音转文字服务发送任何声音",
        "no sound is sent to a transcription service without it",
    );
    let way_out = words("把 voice_search.transcriber 改回 off", "return to voice_search.transcriber = \"off\"");
    settings.all_of(section, &needed, why, way_out)?;
    let endpoint = || -> Result<TranscriptionEndpoint, Problem> {
        Ok(TranscriptionEndpoint {
            url: settings.required("voice_search.endpoint.url")?,
            model: settings.required("voice_search.endpoint.model")?,
            key: settings.optional("voice_search.endpoint.key"),
            language: settings.optional("voice_search.endpoint.language"),
            provider: settings.required("voice_search.endpoint.provider")?,
            agreement: settings.agreement(section)?,
        })
    };
    endpoint().map(|endpoint| VoiceSearch::Endpoint(Box::new(endpoint))).map_err(one)
}
