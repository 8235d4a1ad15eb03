//! Signing in by QR code: a screen shows a code, and a phone that is signed in lets it in.
//!
//! Policy: item `qr_sign_in`, purpose `qr_sign_in`.
//!
//! Modelled on the device grant of RFC 8628, with a browser that is bound by a cookie. The code holds a ticket and
//! nothing else that opens anything: the session goes to whoever has the poll token *and* the cookie of the browser
//! that asked. Against somebody who shows their own screen's code to another person (RFC 8628, §5.4), the phone asks
//! which of three numbers stands on the screen, and one wrong answer ends the attempt. Who scanned is not told to
//! the screen before they confirm. A screen that was let in counts as signed in when the phone was, so that whoever
//! finds a phone left open cannot make a recent sign-in of it.
//!
//! ```text
//! new ── scan ──▶ scanned ── right number ──▶ confirmed ── session ──▶ used
//!                    └── wrong number, or no ──▶ rejected      (any of them: expired, when its time is up)
//! ```

use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http_api::{Problem, SignedIn};
use ids::QrSignInId;
use rand::{CryptoRng, RngExt as _};
use units::{Millis, Timestamp};

use crate::accounts::Accounts;
use crate::device::{Device, DeviceName};
use crate::error::{Error, own_codes};
use crate::limiter::ClientAddress;
use crate::model::State;
use crate::sign_in::{Acceptance, Opened};
use crate::store;
use crate::store::qr::{Found, New, ScreenIndex};
use crate::token::Token;

/// A code can be scanned and confirmed for this long.
pub(crate) const TICKET_LIVES: Millis = Millis::minutes(2);
/// The screen has to come for its session within this time after it was confirmed.
pub(crate) const CONFIRMED_LIVES: Millis = Millis::seconds(30);
/// What has expired is kept for this long, so that it can be told from what never was while somebody still looks at it.
const KEPT_AFTER: Millis = Millis::minutes(5);
/// Numbers that the phone shows.
const CHOICES: usize = 3;

/// Why a screen is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QrRefusal {
    /// The time is up; or there is no such code, or it is another browser's: nobody is told which.
    #[error("the code has expired, or there is none")]
    Expired,
    /// It opened a session already, or another account scanned it.
    #[error("the code was used already")]
    Used,
    /// The phone said no.
    #[error("the sign-in was rejected")]
    Rejected,
    /// The phone has not confirmed yet.
    #[error("the sign-in is not confirmed yet")]
    Pending,
    /// The number that was chosen does not stand on the screen.
    #[error("the number that was chosen is not the screen's")]
    MatchWrong,
}

own_codes! {
    EXPIRED = GONE "qr.expired", "二维码已失效，请在要登录的设备上刷新后再扫", "The code is no longer valid; please refresh it on the device that is to sign in";
    USED = CONFLICT "qr.used", "这个二维码已经被扫过了，请在要登录的设备上刷新后再扫", "This code was scanned already; please refresh it on the device that is to sign in";
    REJECTED = CONFLICT "qr.rejected", "这次登录已被拒绝，没有登录", "This sign-in was rejected; nobody was signed in";
    PENDING = CONFLICT "qr.pending", "手机上还没有确认", "The phone has not confirmed yet";
    MATCH_WRONG = CONFLICT "qr.match_wrong", "选的数字与屏幕上的不一致，这次登录已取消。如果二维码不是你自己打开的，请不要再扫", "That is not the number on the screen, so this sign-in was cancelled. If you did not open the code yourself, do not scan it again";
}

impl From<QrRefusal> for Problem {
    fn from(refusal: QrRefusal) -> Self {
        Self::new(match refusal {
            QrRefusal::Expired => &EXPIRED,
            QrRefusal::Used => &USED,
            QrRefusal::Rejected => &REJECTED,
            QrRefusal::Pending => &PENDING,
            QrRefusal::MatchWrong => &MATCH_WRONG,
        })
    }
}

/// How a sign-in by code stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = QrState)]
pub(crate) enum Standing {
    /// Nobody has scanned it.
    New,
    /// A phone has; who that is, is not told.
    Scanned,
    /// The phone said yes: the screen may ask for its session, once.
    Confirmed,
    /// The phone said no, or chose a wrong number.
    Rejected,
    /// Its time is up.
    Expired,
    /// The session was opened.
    Used,
}

impl Standing {
    /// What the database says, at this time.
    fn of(state: &str, expires_at: Timestamp, now: Timestamp) -> Self {
        match state {
            "used" => Self::Used,
            "rejected" => Self::Rejected,
            _ if expires_at <= now => Self::Expired,
            "confirmed" => Self::Confirmed,
            "scanned" => Self::Scanned,
            _ => Self::New,
        }
    }

    /// Whether the screen has nothing to wait for any more.
    pub(crate) fn is_last(self) -> bool {
        !matches!(self, Self::New | Self::Scanned)
    }

    /// Why there is no session.
    fn refusal(self) -> QrRefusal {
        match self {
            Self::New | Self::Scanned | Self::Confirmed => QrRefusal::Pending,
            Self::Rejected => QrRefusal::Rejected,
            Self::Expired => QrRefusal::Expired,
            Self::Used => QrRefusal::Used,
        }
    }
}

/// What a code holds: 128 random bits in base64url.
#[derive(Clone)]
pub(crate) struct Ticket(String);

impl Ticket {
    fn random(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0_u8; 16];
        rng.fill_bytes(&mut bytes);
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// A ticket that somebody shows.
    ///
    /// # Errors
    /// [`QrRefusal::Expired`] for anything that cannot be one.
    pub(crate) fn shown(text: &str) -> Result<Self, Error> {
        let is_ticket =
            text.len() == 22 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if is_ticket { Ok(Self(text.to_owned())) } else { Err(Error::Qr(QrRefusal::Expired)) }
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

/// A screen as it shows itself: the token that only it was told, and the cookie that only its browser has.
pub(crate) struct Screen {
    pub(crate) poll: Token,
    pub(crate) binding: Token,
}

/// A code that a screen is to show.
pub(crate) struct Shown {
    pub(crate) ticket: Ticket,
    pub(crate) screen: Screen,
    pub(crate) match_code: String,
}

/// Whether screen and phone reach the service from one network; of both, nothing but this answer is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = QrNetwork)]
pub(crate) enum Network {
    /// From the same.
    Same,
    /// From two, as far as can be told: one device may come by IPv4 and the other by IPv6.
    Other,
    /// That cannot be told.
    Unknown,
}

/// What a phone is told of the screen that it is to let in.
pub(crate) struct Scanned {
    pub(crate) device_name: String,
    pub(crate) device_kind: String,
    pub(crate) network: Network,
    pub(crate) age: Millis,
    pub(crate) left: Millis,
    pub(crate) choices: Vec<String>,
}

impl Accounts {
    /// Makes a code for a screen to show.
    pub(crate) async fn show_qr(&self, device: &Device, address: Option<ClientAddress>) -> Result<Shown, Error> {
        let now = self.now();
        self.admit(&self.0.qr_codes_of_address, address)?;
        let ticket = Ticket::random(&mut rand::rng());
        let screen = Screen { poll: Token::random(&mut rand::rng()), binding: Token::random(&mut rand::rng()) };
        let (match_code, choices) = numbers(&mut rand::rng());
        let ticket_index = self.ticket_index(&ticket);
        let network_index = address.map(|address| self.network_index(&ticket_index, address));
        let new = New {
            id: QrSignInId::random(&mut rand::rng()),
            ticket_index: &ticket_index,
            screen: &self.screen_index(&screen),
            network_index: network_index.as_deref(),
            device_name: device.name.as_str(),
            device_kind: &device.kind,
            match_code: &match_code,
            match_choices: &choices.join(" "),
            now,
            expires_at: now + TICKET_LIVES,
        };
        store::qr::add(&self.0.db, &new, now - KEPT_AFTER).await?;
        Ok(Shown { ticket, screen, match_code })
    }

    /// Tells a member's phone about the screen whose code it scanned; from then on it is this member's to decide.
    ///
    /// Scanning it once more on a device of the same member shows the same again.
    pub(crate) async fn scan_qr(
        &self,
        member: &SignedIn,
        ticket: &Ticket,
        address: Option<ClientAddress>,
    ) -> Result<Scanned, Error> {
        let now = self.now();
        let limiter = &self.0.qr_scans_of_account;
        limiter.admit(&member.subject.to_string(), now).map_err(|retry_after| Error::TooMany { retry_after })?;
        let ticket_index = self.ticket_index(ticket);
        store::qr::scan(&self.0.db, &ticket_index, member, now).await?;
        let found = self.found(&ticket_index).await?;
        match (Standing::of(&found.state, found.expires_at, now), found.subject) {
            (Standing::Scanned, Some(subject)) if subject == member.subject => {}
            // Somebody else was faster; or it is decided.
            (Standing::Scanned | Standing::Confirmed, _) => return Err(Error::Qr(QrRefusal::Used)),
            (standing, _) => return Err(Error::Qr(standing.refusal())),
        }
        let network = match (&found.network_index, address) {
            (Some(kept), Some(address)) if *kept == self.network_index(&ticket_index, address) => Network::Same,
            (Some(_), Some(_)) => Network::Other,
            _ => Network::Unknown,
        };
        Ok(Scanned {
            network,
            age: now.since(found.created_at),
            left: found.expires_at.since(now),
            choices: found.match_choices.split(' ').map(str::to_owned).collect(),
            device_name: found.device_name,
            device_kind: found.device_kind,
        })
    }

    /// Lets the screen in, when the number that the member chose stands on it.
    pub(crate) async fn confirm_qr(&self, member: &SignedIn, ticket: &Ticket, number: &str) -> Result<(), Error> {
        let now = self.now();
        let index = self.ticket_index(ticket);
        let chosen = store::qr::choose(&self.0.db, &index, member, number, now, now + CONFIRMED_LIVES).await?;
        match chosen.as_deref() {
            Some("confirmed") => Ok(()),
            Some(_) => Err(Error::Qr(QrRefusal::MatchWrong)),
            None => Err(Error::Qr(self.why_not(member, &index).await?)),
        }
    }

    /// Keeps the screen out; saying so twice is saying it once.
    pub(crate) async fn reject_qr(&self, member: &SignedIn, ticket: &Ticket) -> Result<(), Error> {
        let index = self.ticket_index(ticket);
        if store::qr::reject(&self.0.db, &index, member.subject, self.now()).await? {
            return Ok(());
        }
        match self.why_not(member, &index).await? {
            QrRefusal::Rejected => Ok(()),
            refusal => Err(Error::Qr(refusal)),
        }
    }

    /// Why a member cannot decide about a screen. To whoever did not scan it themselves it is used, or not there.
    async fn why_not(&self, member: &SignedIn, ticket_index: &str) -> Result<QrRefusal, Error> {
        let found = self.found(ticket_index).await?;
        let standing = Standing::of(&found.state, found.expires_at, self.now());
        Ok(match standing {
            // One has to look at a screen before one lets it in.
            Standing::New | Standing::Expired => QrRefusal::Expired,
            Standing::Rejected if found.subject == Some(member.subject) => QrRefusal::Rejected,
            _ => QrRefusal::Used,
        })
    }

    async fn found(&self, ticket_index: &str) -> Result<Found, Error> {
        store::qr::by_ticket(&self.0.db.service(), ticket_index).await?.ok_or(Error::Qr(QrRefusal::Expired))
    }

    /// How the sign-in of this screen stands, and for how long it waits.
    pub(crate) async fn qr_standing(&self, screen: &Screen) -> Result<(Standing, Millis), Error> {
        let found = store::qr::by_screen(&self.0.db.service(), &self.screen_index(screen)).await?;
        let (state, expires_at) = found.ok_or(Error::Qr(QrRefusal::Expired))?;
        let now = self.now();
        Ok((Standing::of(&state, expires_at, now), expires_at.since(now).max(Millis::seconds(0))))
    }

    /// Admits one more screen that wants to follow how its sign-in stands.
    pub(crate) fn admit_following(&self, address: Option<ClientAddress>) -> Result<(), Error> {
        self.admit(&self.0.qr_states_of_address, address)
    }

    /// Opens the session of a screen that was confirmed, once.
    ///
    /// The device is called what the phone was shown, whatever the screen calls itself now.
    pub(crate) async fn sign_in_by_qr(
        &self,
        screen: &Screen,
        acceptance: Option<Acceptance>,
        device: &Device,
        address: Option<ClientAddress>,
    ) -> Result<Opened, Error> {
        self.check_acceptance(acceptance.as_ref())?;
        self.admit_try(address)?;
        let now = self.now();
        let mut tx = self.0.db.begin().await?;
        let Some(used) = store::qr::use_up(&mut tx, &self.screen_index(screen), now).await? else {
            drop(tx);
            return Err(Error::Qr(self.qr_standing(screen).await?.0.refusal()));
        };
        if used.state == State::Suspended {
            return Err(Error::Suspended);
        }
        let name = DeviceName::new(Some(&used.device_name), None);
        let device = Device { name, kind: used.device_kind, before: device.before, provider: None };
        let opened = self.open_in(&mut tx, used.subject, acceptance, &device).await?;
        // A phone that was left open makes no sign-in recent: what asks for one asks the screen's owner once more.
        store::qr::vouch(&mut tx, &opened.token.hash(), used.proved_at).await?;
        tx.commit().await?;
        Ok(opened)
    }

    fn ticket_index(&self, ticket: &Ticket) -> String {
        self.0.qr_index.of(&format!("ticket {}", ticket.0))
    }

    fn screen_index(&self, screen: &Screen) -> ScreenIndex {
        ScreenIndex {
            poll: self.0.qr_index.of(&format!("poll {}", screen.poll.expose())),
            binding: self.0.qr_index.of(&format!("binding {}", screen.binding.expose())),
        }
    }

    /// Digested together with the ticket, so that no two rows tell of one network.
    fn network_index(&self, ticket_index: &str, address: ClientAddress) -> String {
        self.0.qr_index.of(&format!("network {ticket_index} {}", network(address)))
    }
}

/// What counts as one network: a public address of IPv4, 64 bits of IPv6; at home or in an office, 24 bits of IPv4.
fn network(address: ClientAddress) -> String {
    match address.0.to_canonical() {
        IpAddr::V4(ip) if ip.is_loopback() => "loopback".to_owned(),
        IpAddr::V6(ip) if ip.is_loopback() => "loopback".to_owned(),
        IpAddr::V4(ip) if ip.is_private() || ip.is_link_local() => {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        _ => address.key(),
    }
}

/// A number of two digits, and three to choose from of which it is one; all are equally likely.
fn numbers(rng: &mut impl CryptoRng) -> (String, Vec<String>) {
    let mut choices: Vec<String> = Vec::new();
    while choices.len() < CHOICES {
        let number = rng.random_range(10..100_u8).to_string();
        if !choices.contains(&number) {
            choices.push(number);
        }
    }
    let at = rng.random_range(0..CHOICES);
    (choices[at].clone(), choices)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_three_numbers_is_right_and_each_place_comes() {
        let mut places = [0_u32; CHOICES];
        for _ in 0..600 {
            let (right, choices) = numbers(&mut rand::rng());
            assert!(choices.iter().all(|one| one.len() == 2 && one.bytes().all(|byte| byte.is_ascii_digit())));
            let mut different = choices.clone();
            different.sort();
            different.dedup();
            assert_eq!(different.len(), CHOICES, "{choices:?}");
            places[choices.iter().position(|one| *one == right).expect("the right one is among them")] += 1;
        }
        assert!(places.iter().all(|count| *count > 100), "{places:?}");
    }

    #[test]
    fn a_ticket_has_128_bits_and_nothing_else_passes_for_one() {
        let ticket = Ticket::random(&mut rand::rng());
        assert_eq!(URL_SAFE_NO_PAD.decode(ticket.expose()).expect("base64url").len(), 16);
        assert!(Ticket::shown(ticket.expose()).is_ok());
        for text in ["", "short", &"'".repeat(22), &"a".repeat(23), "../../me/sessions/abcd"] {
            assert!(matches!(Ticket::shown(text), Err(Error::Qr(QrRefusal::Expired))), "{text}");
        }
    }

    #[test]
    fn a_household_is_one_network() {
        let same = |one: &str, other: &str| {
            let of = |text: &str| network(ClientAddress(text.parse().expect("an address")));
            of(one) == of(other)
        };
        assert!(same("192.168.1.20", "192.168.1.31"));
        assert!(same("::ffff:192.168.1.20", "192.168.1.31"));
        assert!(same("127.0.0.1", "::1"));
        assert!(same("2001:db8:1:2::5", "2001:db8:1:2:aaaa::9"));
        assert!(!same("192.168.1.20", "192.168.2.20"));
        assert!(!same("203.0.113.5", "203.0.113.6"));
        assert!(!same("2001:db8:1:2::5", "2001:db8:1:3::5"));
    }

    #[test]
    fn time_ends_what_is_not_decided() {
        let at = |state: &str, left: i64| {
            let now = Timestamp::from_millis(1_000_000);
            Standing::of(state, now + Millis::seconds(left), now)
        };
        assert_eq!((at("new", 1), at("new", 0)), (Standing::New, Standing::Expired));
        assert_eq!((at("scanned", 1), at("scanned", 0)), (Standing::Scanned, Standing::Expired));
        assert_eq!((at("confirmed", 1), at("confirmed", 0)), (Standing::Confirmed, Standing::Expired));
        assert_eq!((at("rejected", 0), at("used", 0)), (Standing::Rejected, Standing::Used));
    }
}
