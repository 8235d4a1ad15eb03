//! Every setting, once: its name, type, default, example and explanation.

use crate::key::{Key, Section, Words, flagged, joined, key, optional, promised_country, section, words};
use crate::value::Kind;
use crate::{mail, one_tap, providers, sms, voice_search};

const NOT_FILLED_IN: Words = words("页面显示“尚未填写”", "pages say that it is not filled in yet");

/// Every group, in the order of the reference.
pub const SECTIONS: &[Section] = &[
    section("server", "服务地址。", "How the service is reached."),
    section("data", "服务自身数据的存放。", "Where the service keeps what is its own."),
    section(
        "database",
        "数据库：默认内嵌 SQLite，也可以使用 PostgreSQL。",
        "The database: SQLite inside the program, or a PostgreSQL server.",
    ),
    section("backup", "备份的存放地。", "Where copies are kept."),
    section(
        "vault",
        "密钥保管：敏感字段按人加密，密钥与数据分开存放。",
        "Keys of sealed columns: one for each person, kept apart from the data.",
    ),
    section("music", "音乐文件夹。", "Where the music lies."),
    section("playback", "播放与转码。", "How music is played and transcoded."),
    section(
        "podcasts",
        "播客：运营者订阅，服务器下载，听众收听。",
        "Podcasts: operators subscribe, the server downloads, listeners listen.",
    ),
    section(
        "sign_in",
        "登录方式；至少保留两种，任何人都不会被迫只用其中一种。",
        "Ways of signing in; at least two stay on, so that nobody is forced into one.",
    ),
    providers::SECTIONS[0],
    providers::SECTIONS[1],
    providers::SECTIONS[2],
    providers::SECTIONS[3],
    providers::SECTIONS[4],
    sms::SECTIONS[0],
    sms::SECTIONS[1],
    sms::SECTIONS[2],
    sms::SECTIONS[3],
    sms::SECTIONS[4],
    one_tap::SECTIONS[0],
    one_tap::SECTIONS[1],
    one_tap::SECTIONS[2],
    mail::SECTION,
    voice_search::SECTION,
    voice_search::ENDPOINT_SECTION,
    section(
        "operator",
        "运营者信息，显示在隐私政策和关于页。",
        "Who answers for the service, as the policy and the about page show.",
    ),
    section(
        "log",
        "运行日志；其中不含个人信息。",
        "What the service writes about its own running; it holds nothing about people.",
    ),
];

/// A server on this machine stands where the data folder lies.
const NEEDED_ELSEWHERE: Words =
    words("服务器在本机时同 `data.region`，否则必须填写", "as `data.region` for a server on this machine, else needed");

/// Every setting; the reference has them in the order of the sections.
pub static KEYS: &[Key] = &joined::<{ WITH_VOICE.len() + providers::KEYS.len() }>(&WITH_VOICE, &providers::KEYS);

static WITH_SMS: [Key; GENERAL.len() + sms::KEYS.len()] = joined(GENERAL, &sms::KEYS);
static WITH_ONE_TAP: [Key; WITH_SMS.len() + one_tap::KEYS.len()] = joined(&WITH_SMS, &one_tap::KEYS);
static WITH_MAIL: [Key; WITH_ONE_TAP.len() + mail::KEYS.len()] = joined(&WITH_ONE_TAP, &mail::KEYS);
static WITH_VOICE: [Key; WITH_MAIL.len() + voice_search::KEYS.len()] = joined(&WITH_MAIL, voice_search::KEYS);

const GENERAL: &[Key] = &[
    flagged(
        key(
            "server.listen",
            Kind::Address,
            "\"127.0.0.1:4633\"",
            "\"0.0.0.0:4633\"",
            "监听的地址和端口；默认只有本机可以访问。",
            "Address and port to listen on; by default only this machine can reach it.",
        ),
        "--listen",
    ),
    optional(
        "server.public_url",
        Kind::Url,
        words("使用监听地址", "the listening address"),
        "\"https://music.example\"",
        "人们在浏览器中输入的地址；以 `https://` 开头时，登录凭证只经加密连接发送。",
        "Address that people type; when it starts with `https://`, the session cookie travels over TLS only.",
    ),
    flagged(
        optional(
            "server.web_folder",
            Kind::Path,
            words("使用程序内置的网页", "the web app inside the program"),
            "\"web/build\"",
            "用这个文件夹中的网页代替内置网页，供开发时使用。",
            "Folder with a built web app that replaces the one inside, for development.",
        ),
        "--web-folder",
    ),
    key(
        "server.trusted_proxies",
        Kind::Networks,
        "[]",
        "[\"10.0.0.0/8\"]",
        "可信反向代理的地址；只有来自它们的 `X-Forwarded-For` 才会被采信，用于限速。",
        "Reverse proxies to trust: only their `X-Forwarded-For` is believed, for rate limits.",
    ),
    flagged(
        key(
            "data.folder",
            Kind::Path,
            "\"./data\"",
            "\"/var/lib/qingyin\"",
            "数据库、密钥、缓存和备份所在的文件夹；其中的 `qingyin.toml` 会被自动读取。",
            "Folder for database, keys, caches and backups; a `qingyin.toml` in it is read by itself.",
        ),
        "--data",
    ),
    key(
        "data.region",
        Kind::Text,
        "\"CN\"",
        "\"CN\"",
        "数据存放的国家或地区，须与隐私政策的声明一致；目前政策只声明了 `CN`。",
        "Country in which the data is stored; it has to be the one that the policy declares, which is `CN`.",
    ),
    promised_country("backup.region", words("`qingyin backup` 拒绝备份", "`qingyin backup` refuses")),
    flagged(
        optional(
            "database.url",
            Kind::Secret,
            words("使用数据文件夹中的 SQLite", "SQLite in the data folder"),
            "\"postgres://qingyin@db.example/qingyin\"",
            "PostgreSQL 15 或更新版本的地址，所用角色不应拥有任何表。",
            "Address of a PostgreSQL server, 15 or newer, for a role that owns nothing.",
        ),
        "--database-url",
    ),
    promised_country("database.region", NEEDED_ELSEWHERE),
    optional(
        "database.owner_url",
        Kind::Secret,
        words("启动时不做迁移", "no migration at the start"),
        "\"postgres://qingyin_owner@db.example/qingyin\"",
        "拥有数据表的角色的地址，只在启动时用于迁移。",
        "Address for the role that owns the tables, used at the start to migrate them.",
    ),
    key("database.readers", Kind::Count { min: 1, max: 256 }, "4", "8", "用于读取的连接数。", "Connections that read."),
    optional(
        "vault.master_key_file",
        Kind::Path,
        words("数据文件夹中的 `keys/master.key`", "`keys/master.key` in the data folder"),
        "\"/etc/qingyin/master.key\"",
        "主密钥文件，首次启动时生成；请与数据库备份分开保管，丢失后敏感字段无法恢复。",
        "File with the master key, made at the first start; keep it apart from backups of the database: without it sealed columns cannot be read again.",
    ),
    optional(
        "vault.url",
        Kind::Secret,
        words("密钥存放在主密钥文件旁", "keys lie beside the master key"),
        "\"postgres://qingyin_vault@keys.example/vault\"",
        "存放各人密钥的 PostgreSQL 数据库地址，供多节点部署使用。",
        "Address of a PostgreSQL database for the keys, for more than one node.",
    ),
    promised_country("vault.region", NEEDED_ELSEWHERE),
    flagged(
        key(
            "music.folders",
            Kind::Paths,
            "[]",
            "[\"/srv/music\", \"/srv/more\"]",
            "音乐文件夹，连同其中所有子文件夹；只读取，从不改动。",
            "Folders with music, each with everything below it; they are read and never changed.",
        ),
        "--music",
    ),
    key(
        "music.watch",
        Kind::Switch,
        "true",
        "false",
        "文件一有变化便立即更新曲库。",
        "Notices changes on the disk at once.",
    ),
    key(
        "music.rescan_interval_minutes",
        Kind::Count { min: 0, max: 525_600 },
        "60",
        "1440",
        "两次例行扫描之间的分钟数，0 表示不例行扫描。",
        "Minutes between two regular scans; 0 for none.",
    ),
    key(
        "music.analysis",
        Kind::Switch,
        "true",
        "false",
        "在后台把每首曲目听一遍，用来找相似的歌曲和艺人；关闭后只用已有的结果。",
        "Hears every track once in the background, to find similar songs and artists; when off, only what is known already is used.",
    ),
    optional(
        "playback.cache_folder",
        Kind::Path,
        words("数据文件夹中的 `cache`", "`cache` in the data folder"),
        "\"/var/cache/qingyin\"",
        "转码结果和缩略图的缓存，可随时清空。",
        "Folder for finished transcodes and thumbnails; it may be emptied at any time.",
    ),
    key(
        "playback.cache_size_bytes",
        Kind::Size,
        "\"2 GiB\"",
        "\"20 GiB\"",
        "转码缓存的大小上限。",
        "The most bytes of transcodes that are kept.",
    ),
    optional(
        "playback.transcodes_max",
        Kind::Count { min: 1, max: 1024 },
        words("每个处理器核心两个", "two for each processor core"),
        "8",
        "同时进行的转码数；超出者收到 429，稍后重试。",
        "Transcodes at the same time; one more is answered with 429 and may try again.",
    ),
    key(
        "playback.transcodes_per_listener_max",
        Kind::Count { min: 1, max: 1024 },
        "4",
        "2",
        "其中每位听众最多几个；超出时，新的转码顶替这位听众自己最早的一个。",
        "How many of these one listener may have; beyond it the newest takes the place of their own oldest.",
    ),
    key(
        "playback.ffmpeg",
        Kind::Path,
        "\"ffmpeg\"",
        "\"none\"",
        "ffmpeg 程序，用于内置转码器不支持的格式；找不到也能运行；`none` 表示不使用。",
        "The ffmpeg program for formats that are not transcoded in process; the service runs without it; `none` switches it off.",
    ),
    key(
        "playback.jukebox",
        Kind::Text,
        "\"none\"",
        "\"aplay -q\"",
        "点唱机：在服务器的声卡上播放音乐的程序，从标准输入读取 WAV，例如 `aplay -q` 或 `ffplay -nodisp -autoexit -`；`none` 表示没有。",
        "The jukebox: a program that plays a WAV file from its standard input on the server's sound device, such as `aplay -q` or `ffplay -nodisp -autoexit -`; `none` for no jukebox.",
    ),
    key(
        "playback.jukebox_for",
        Kind::Choice(&["operators", "members"]),
        "\"operators\"",
        "\"members\"",
        "谁可以在点唱机上点歌：运营者，或每位成员。",
        "Who chooses what the jukebox plays: operators, or every member.",
    ),
    key(
        "podcasts.enabled",
        Kind::Switch,
        "false",
        "true",
        "是否允许服务器读取播客订阅源；只访问运营者允许的主机，请求中不含任何听众的信息。",
        "Lets the server read podcast feeds, from hosts that an operator allows and without a word about any listener.",
    ),
    optional(
        "podcasts.folder",
        Kind::Path,
        words("数据文件夹中的 `podcasts`", "`podcasts` in the data folder"),
        "\"/srv/podcasts\"",
        "下载的单集存放于此；多个节点须共用同一个文件夹。",
        "Folder for downloaded episodes; several nodes share one.",
    ),
    key(
        "podcasts.folder_size_bytes",
        Kind::Size,
        "\"20 GiB\"",
        "\"200 GiB\"",
        "下载的单集总共可占用的空间。",
        "The most bytes of downloaded episodes.",
    ),
    key(
        "podcasts.refresh_interval_minutes",
        Kind::Count { min: 15, max: 525_600 },
        "360",
        "60",
        "两次读取同一订阅源之间的分钟数。",
        "Minutes between two readings of the same feed.",
    ),
    key(
        "podcasts.private_networks",
        Kind::Networks,
        "[]",
        "[\"192.168.1.0/24\"]",
        "允许访问的内部网络；默认拒绝一切内部地址，以免订阅源探测内网。",
        "Private networks that may be called; none are, so that no feed can knock at doors behind the firewall.",
    ),
    key(
        "sign_in.sms",
        Kind::Switch,
        "true",
        "true",
        "手机号加短信验证码登录。",
        "Signing in by a code sent to a phone.",
    ),
    key(
        "sign_in.password",
        Kind::Switch,
        "true",
        "true",
        "手机号加密码登录。",
        "Signing in by phone number and password.",
    ),
    optional(
        "sign_in.proxy_header",
        Kind::Text,
        words("不接受反向代理的登录", "no proxy signs anybody in"),
        "\"Remote-User\"",
        "反向代理（单点登录）用来说明访问者是谁的请求头；只采信 `sign_in.trusted_proxies` 中的地址，成员须先在设置中关联一次。",
        "Header in which a reverse proxy with a single sign-on says who asks; it is believed from `sign_in.trusted_proxies` alone, and a member has to link it once in the settings.",
    ),
    key(
        "sign_in.trusted_proxies",
        Kind::Networks,
        "[]",
        "[\"127.0.0.1\", \"::1\"]",
        "可以说明访问者是谁的反向代理的地址，即与本服务直接相连的一端；本机也须写明，`X-Forwarded-For` 不起作用。",
        "Addresses of proxies that may say who asks: of the other end of the connection itself, this machine included; `X-Forwarded-For` counts for nothing.",
    ),
    optional(
        "operator.company",
        Kind::Text,
        NOT_FILLED_IN,
        "\"清音音乐工作室\"",
        "公司或个人名称。改了名称，下次启动前先说明是换了名称还是换了经营者：`qingyin holder rename` 或 `qingyin holder take-over`。",
        "Name of the company or person. After a change, say before the next start whether it is another name or somebody else: `qingyin holder rename` or `qingyin holder take-over`.",
    ),
    optional(
        "operator.address",
        Kind::Text,
        NOT_FILLED_IN,
        "\"上海市…\"",
        "注册地址或通信地址。",
        "Registered or postal address.",
    ),
    optional(
        "operator.contact_email",
        Kind::Text,
        NOT_FILLED_IN,
        "\"hello@music.example\"",
        "联系邮箱。",
        "Address for electronic mail.",
    ),
    optional(
        "operator.hotline",
        Kind::Text,
        NOT_FILLED_IN,
        "\"400-000-0000\"",
        "客服电话。",
        "Telephone number for listeners.",
    ),
    optional(
        "operator.officer_name",
        Kind::Text,
        NOT_FILLED_IN,
        "\"林清\"",
        "个人信息保护负责人。",
        "The personal information officer.",
    ),
    optional(
        "operator.officer_email",
        Kind::Text,
        NOT_FILLED_IN,
        "\"privacy@music.example\"",
        "个人信息保护负责人的联系方式。",
        "How to reach that officer.",
    ),
    optional(
        "operator.court",
        Kind::Text,
        NOT_FILLED_IN,
        "\"上海市浦东新区人民法院\"",
        "争议管辖法院。",
        "Court with jurisdiction over a dispute.",
    ),
    flagged(
        key(
            "log.format",
            Kind::Choice(&["text", "json"]),
            "\"text\"",
            "\"json\"",
            "`text` 供人阅读；`json` 每行一个对象，供机器读取。",
            "`text` for people; `json` writes one object a line, for machines.",
        ),
        "--log-format",
    ),
    flagged(
        key(
            "log.level",
            Kind::Text,
            "\"info\"",
            "\"info,catalog=debug\"",
            "记录的最低级别：`error`、`warn`、`info`、`debug`、`trace`，也可按模块指定。",
            "Lowest level that is written: `error`, `warn`, `info`, `debug` or `trace`, also for one part alone.",
        ),
        "--log-level",
    ),
];

/// What operators may set in the web app: these settings, and the tables of these names with all below them.
///
/// Each of them takes effect while the service runs; a setting that needs a new start does not belong here.
pub const EDITABLE: &[&str] = &[
    "sign_in.wechat",
    "sign_in.qq",
    "sign_in.weibo",
    "sign_in.apple",
    "sign_in.oidc",
    "sign_in.simulator",
    "sms",
    "one_tap",
    "mail",
    "voice_search",
];

/// Whether a setting stands within one of the names of [`EDITABLE`].
#[must_use]
pub fn is_editable(name: &str) -> bool {
    EDITABLE.iter().any(|editable| is_within(name, editable))
}

/// Whether a setting is this one, or stands in the table of this name or below it.
#[must_use]
pub fn is_within(name: &str, table: &str) -> bool {
    name.strip_prefix(table).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The setting with this full name.
pub(crate) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// What to do about an unknown name: the nearest known one, or where to look.
pub(crate) fn suggestion<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let nearest = known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(wrong, name), name))
        .filter(|(steps, name)| *steps <= 2 + name.len() / 6)
        .min();
    match nearest {
        Some((_, name)) => format!("did you mean {name}?"),
        None => "see the reference of settings for the names that exist".to_owned(),
    }
}
