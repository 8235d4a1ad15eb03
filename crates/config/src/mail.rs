//! Mail: through whose server it leaves, and what was agreed with whoever runs it.

use units::Timestamp;

use crate::Agreement;
use crate::assemble::AGREED;
use crate::key::{Key, Section, Words, agreement, joined, key, optional, section, words};
use crate::problem::{Problem, Problems};
use crate::secret::Secret;
use crate::sms::in_force;
use crate::sources::Settings;
use crate::value::Kind;

pub(crate) const SECTION: Section = section(
    "mail",
    "邮件：成员可以自愿添加邮箱，用来收安全事件通知、请求答复的提醒和自己订阅的每月来信。还须填写 `server.public_url`，信里的链接通往那里。",
    "Mail: members may add an address, for notices of incidents, word of answers, and the monthly letter where they subscribe to it. It needs `server.public_url`, to which the links in it lead.",
);

const SENDING: Words = words("`mail.security` 不是 `off` 时必填", "required unless `mail.security = \"off\"`");
const OFF: &str = "mail.security = \"off\"";

const OWN_KEYS: [Key; 7] = [
    key(
        "mail.security",
        Kind::Choice(&["off", "tls", "starttls", "loopback"]),
        "\"off\"",
        "\"tls\"",
        "`off`：不发邮件；`tls`：一开始就加密（通常是 465 端口）；`starttls`：先连接再加密，对方不肯加密就不发（通常是 587 端口）；`loopback`：不加密，只限本机，供试用和测试。",
        "`off` for no mail; `tls` encrypts from the first byte (port 465 as a rule); `starttls` encrypts after a greeting, and sends nothing where that is refused (port 587 as a rule); `loopback` does not encrypt and goes to this very machine alone, for trying out and for tests.",
    ),
    optional("mail.host", Kind::Text, SENDING, "\"smtp.example.com\"", "发信服务器的主机名。", "Host of the server."),
    key("mail.port", Kind::Count { min: 1, max: 65_535 }, "465", "587", "发信服务器的端口。", "Port of the server."),
    optional(
        "mail.user",
        Kind::Text,
        words("不登录", "it is not signed in to"),
        "\"qingyin@music.example\"",
        "登录发信服务器的用户名。",
        "Name with which the server is signed in to.",
    ),
    optional(
        "mail.password",
        Kind::Secret,
        words("不登录", "it is not signed in to"),
        "\"…\"",
        "它的密码或授权码。",
        "Its password.",
    ),
    optional(
        "mail.from",
        Kind::Text,
        SENDING,
        "\"qingyin@music.example\"",
        "信是从哪个地址寄出的；显示的名字是清音。",
        "Address from which mail comes; the name beside it is Qingyin.",
    ),
    optional(
        "mail.authority",
        Kind::Text,
        words("使用本机信任的证书颁发者", "the authorities that this machine trusts"),
        "\"-----BEGIN CERTIFICATE-----…\"",
        "只信任这个证书颁发者（PEM 全文），用于自建的发信服务器。",
        "The only authority whose certificates are believed (the whole PEM), for a server of one's own.",
    ),
];

pub(crate) const KEYS: [Key; 12] = joined(&OWN_KEYS, &agreement!("mail", SENDING));

/// Whether and through whom mail leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mail {
    /// There is no mail.
    Off,
    /// Through this server.
    Server(Box<MailServer>),
}

/// How what is said on the way to the server is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailSecurity {
    /// TLS from the first byte.
    Tls,
    /// TLS after a greeting, or nothing is sent.
    StartTls,
    /// Nothing does: the server runs on this very machine.
    Loopback,
}

/// A server that takes mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailServer {
    /// How it is reached.
    pub security: MailSecurity,
    /// Host of the server, lower-case.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How it is signed in to.
    pub login: Option<MailLogin>,
    /// Address from which mail comes.
    pub from: String,
    /// The only authority that is believed, in PEM, where it is not those of this machine.
    pub authority: Option<String>,
    /// What was agreed with whoever runs it.
    pub agreement: Agreement,
}

/// Name and password at the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailLogin {
    /// The name.
    pub user: String,
    /// The password.
    pub password: Secret,
}

/// The server; what it lacks is told all at once.
pub(crate) fn assemble(settings: &Settings) -> Result<Mail, Problems> {
    let one = |problem| Problems(vec![problem]);
    let security: String = settings.required("mail.security").map_err(one)?;
    let security = match security.as_str() {
        "tls" => MailSecurity::Tls,
        "starttls" => MailSecurity::StartTls,
        "loopback" => MailSecurity::Loopback,
        _ => return Ok(Mail::Off),
    };
    let needed: Vec<&str> = ["host", "from"].into_iter().chain(AGREED).collect();
    let why = words("没有这一项，就不能发邮件", "no mail is sent without it");
    let way_out = words("把 mail.security 改回 off", "return to mail.security = \"off\"");
    settings.all_of("mail", &needed, why, way_out)?;
    server(settings, security).map(|server| Mail::Server(Box::new(server))).map_err(one)
}

fn server(settings: &Settings, security: MailSecurity) -> Result<MailServer, Problem> {
    let host: String = settings.required("mail.host")?;
    let port: u64 = settings.required("mail.port")?;
    let login = match (settings.optional("mail.user"), settings.optional("mail.password")) {
        (Some(user), Some(password)) => Some(MailLogin { user, password }),
        (None, None) => None,
        (user, _) => {
            let missing = if user.is_some() { "mail.password" } else { "mail.user" };
            let remedy = "set both mail.user and mail.password, or neither";
            let problem = Problem::new(missing, "a name and a password belong together", remedy);
            return Err(problem.zh("用户名和密码须一起填写", "请两项都填，或都留空"));
        }
    };
    Ok(MailServer {
        security,
        host: host.to_ascii_lowercase(),
        port: u16::try_from(port)
            .map_err(|_| Problem::new("mail.port", "this number is too large", "choose a smaller one"))?,
        login,
        from: settings.required("mail.from")?,
        authority: settings.optional("mail.authority"),
        agreement: settings.agreement("mail")?,
    })
}

impl MailServer {
    /// Whether the server runs on this very machine.
    fn is_here(&self) -> bool {
        matches!(self.host.as_str(), "127.0.0.1" | "localhost" | "::1")
    }
}

impl Mail {
    pub(crate) fn check(&self, has_public_url: bool, now: Timestamp, found: &mut Vec<Problem>) {
        let Self::Server(server) = self else { return };
        if server.security == MailSecurity::Loopback && !server.is_here() {
            let message = "mail would travel without encryption";
            let problem = Problem::new("mail.security", message, "choose tls or starttls");
            found.push(problem.zh("邮件会以明文传送", "请改用 tls 或 starttls"));
        }
        if !server.from.contains('@') {
            let problem = Problem::new("mail.from", "it is no mail address", "write it as qingyin@music.example");
            found.push(problem.zh("这不是邮箱地址", "请写成 qingyin@music.example"));
        }
        if !has_public_url {
            let message = "the links in mail would lead nowhere";
            let problem = Problem::new("server.public_url", message, "set it to the address that people type");
            found.push(problem.zh("信里的链接没有去处", "请填写人们访问本服务的地址"));
        }
        in_force("mail", &server.agreement, OFF, now, found);
    }
}
