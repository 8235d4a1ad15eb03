//! China Mobile's gateway (ISMG), which takes texts over CMPP 2.0, 2.1 and 3.0, and brings reports and texts back.
//!
//! Nothing leaves it: what was submitted is kept, and told by `GET /lab/ismg/messages`.

mod calendar;
mod control;
mod faults;
mod md5;
mod session;
mod submissions;
mod wire;

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::Lab;

pub(crate) use control::routes;
pub use faults::GatewayFault;
use faults::GatewayFaults;

/// Most messages and deliveries that are kept; the oldest go first.
const KEPT_MAX: usize = 10_000;
/// What every gateway calls itself in the identifiers that it gives.
const GATEWAY: u64 = 1_234;

/// An account as the operator enters it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GatewayAccount {
    /// `SP_Id`: six characters.
    pub source_addr: String,
    /// What the provider proves itself with.
    pub secret: String,
    /// The highest version that the gateway speaks with it.
    #[serde(default)]
    pub version_max: GatewayVersion,
    /// How many submissions may be unanswered.
    #[serde(default = "usual_window")]
    pub window: usize,
    /// What becomes of every text: seven characters.
    #[serde(default = "delivered")]
    pub report_state: String,
}

/// A version of the protocol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum GatewayVersion {
    /// 2.0
    #[serde(rename = "2.0")]
    V20,
    /// 2.1
    #[serde(rename = "2.1")]
    V21,
    /// 3.0
    #[default]
    #[serde(rename = "3.0")]
    V30,
}

impl GatewayVersion {
    const fn octet(self) -> u8 {
        match self {
            Self::V20 => 0x20,
            Self::V21 => 0x21,
            Self::V30 => 0x30,
        }
    }
}

const fn usual_window() -> usize {
    16
}

fn delivered() -> String {
    "DELIVRD".to_owned()
}

impl GatewayAccount {
    fn check(&self) -> Result<(), String> {
        let is_short = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.is_ascii();
        if !is_short(&self.source_addr, 6) {
            return Err("source_addr is not one to six characters of ASCII".to_owned());
        }
        if self.secret.is_empty() {
            return Err("secret is empty".to_owned());
        }
        if self.window == 0 {
            return Err("window is 0, so that nothing could be submitted".to_owned());
        }
        if !is_short(&self.report_state, 7) {
            return Err("report_state is not one to seven characters of ASCII".to_owned());
        }
        Ok(())
    }
}

/// A part of a text that was submitted, and what the gateway said to it.
#[derive(Clone, Debug, Serialize)]
struct Submitted {
    source_addr: String,
    msg_id: String,
    result: u32,
    to: Vec<String>,
    from: String,
    service_id: String,
    format: u8,
    text: String,
    part_total: u8,
    part_number: u8,
    reference: Option<u8>,
    wants_report: bool,
    is_3: bool,
}

/// Something that was brought to a provider.
#[derive(Clone, Debug, Serialize)]
struct Brought {
    source_addr: String,
    is_report: bool,
    /// What the provider answered, once it did.
    result: Option<u32>,
}

/// A provider that is signed in.
#[derive(Debug)]
struct Connection {
    number: u64,
    source_addr: String,
    is_3: bool,
    unanswered_max: usize,
    active_tests_answered: u32,
    frames: mpsc::UnboundedSender<Out>,
}

/// What a session writes.
#[derive(Debug)]
enum Out {
    Bytes(Vec<u8>),
    /// The same, one byte after the other.
    Slowly(Vec<u8>),
    /// The connection ends here.
    End,
}

/// Everything that changes.
#[derive(Default)]
pub(crate) struct Gateway {
    accounts: BTreeMap<String, GatewayAccount>,
    faults: BTreeMap<Option<String>, GatewayFaults>,
    messages: VecDeque<Submitted>,
    brought: BTreeMap<u64, Brought>,
    connections: Vec<Connection>,
    made: u64,
}

impl Gateway {
    fn register(&mut self, account: GatewayAccount) -> Result<(), String> {
        account.check()?;
        self.accounts.insert(account.source_addr.clone(), account);
        Ok(())
    }

    /// What goes wrong for an account: what was set for it, and for everyone.
    fn faults(&self, source_addr: &str) -> GatewayFaults {
        let own = self.faults.get(&Some(source_addr.to_owned()));
        self.faults.get(&None).into_iter().chain(own).flatten().copied().collect()
    }

    fn number(&mut self) -> u64 {
        self.made += 1;
        self.made
    }

    /// `Msg_Id`: the time in China to the second, the gateway, and a number.
    fn msg_id(&mut self, [_, month, day, hour, minute, second]: [i64; 6]) -> u64 {
        let bits = [(month, 4), (day, 5), (hour, 5), (minute, 6), (second, 6)];
        let time = bits.iter().fold(0, |time, (value, bits)| time << bits | value.unsigned_abs());
        time << 38 | GATEWAY << 16 | self.number() & 0xffff
    }

    fn keep(&mut self, submitted: Submitted) {
        if self.messages.len() == KEPT_MAX {
            self.messages.pop_front();
        }
        self.messages.push_back(submitted);
    }

    fn keep_brought(&mut self, msg_id: u64, brought: Brought) {
        if self.brought.len() == KEPT_MAX {
            self.brought.pop_first();
        }
        self.brought.insert(msg_id, brought);
    }

    fn connection(&mut self, number: u64) -> Option<&mut Connection> {
        self.connections.iter_mut().find(|connection| connection.number == number)
    }
}

impl Lab {
    /// Registers an account with the gateway, or changes one.
    ///
    /// # Errors
    /// One sentence about what could not work.
    pub fn register_gateway_account(&self, account: GatewayAccount) -> Result<(), String> {
        self.gateway().register(account)
    }

    /// From now on the gateway gets this wrong for an account, or for everyone.
    pub fn set_gateway_fault(&self, source_addr: Option<&str>, fault: GatewayFault) {
        self.gateway().faults.entry(source_addr.map(str::to_owned)).or_default().insert(fault);
    }
}

/// Serves the gateway's protocol until the listener fails.
///
/// # Errors
/// That of the listener.
pub async fn serve(lab: Arc<Lab>, listener: TcpListener) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(session::run(Arc::clone(&lab), stream));
    }
}
