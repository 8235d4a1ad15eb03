//! One connection of a provider's.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Buf as _, BytesMut};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use super::faults::{GatewayFault, GatewayFaults};
use super::submissions::{self, Taken};
use super::wire::{self, Message};
use super::{Connection, GatewayAccount, GatewayVersion, Out, calendar, md5};
use crate::Lab;

/// How long a provider may take to sign in.
const SIGN_IN_WITHIN: Duration = Duration::from_secs(30);
/// How long nothing comes before what was held back is answered.
const HELD_FOR: Duration = Duration::from_millis(50);
/// Before each byte that is sent slowly.
const SLOW_EVERY: Duration = Duration::from_millis(5);
/// Bytes that there is room for when something is read.
const READ_BYTES: usize = 16 * 1024;
/// Bytes that are written at once, where there are as many.
const WRITTEN_BYTES_MAX: usize = 64 * 1024;

pub(super) struct Session {
    pub(super) lab: Arc<Lab>,
    pub(super) account: GatewayAccount,
    pub(super) number: u64,
    pub(super) is_3: bool,
    /// Answers that are held back.
    held: Vec<Vec<u8>>,
    /// Texts that were told once that it is too much.
    throttled: HashSet<Vec<u8>>,
    frames: mpsc::UnboundedSender<Out>,
    /// Nothing is said any more.
    is_mute: bool,
}

/// Serves a provider until it leaves, or until the gateway has had enough.
pub(super) async fn run(lab: Arc<Lab>, stream: TcpStream) {
    let (mut from_provider, to_provider) = stream.into_split();
    let (frames, queue) = mpsc::unbounded_channel();
    let writing = tokio::spawn(write(to_provider, queue));
    let mut received = BytesMut::new();
    let first = timeout(SIGN_IN_WITHIN, receive(&mut from_provider, &mut received)).await;
    let Ok(Some(message)) = first else { return };
    if let Some(mut session) = Session::sign_in(lab, message, frames) {
        session.serve(&mut from_provider, &mut received).await;
        let mut gateway = session.lab.gateway();
        gateway.connections.retain(|connection| connection.number != session.number);
        drop(gateway);
        let _ = session.frames.send(Out::End);
    }
    // Whatever ends the writing, the connection is over.
    let _ = writing.await;
}

impl Session {
    /// Lets the provider in, or says why not and is gone.
    fn sign_in(lab: Arc<Lab>, message: Message, frames: mpsc::UnboundedSender<Out>) -> Option<Self> {
        if message.command != wire::CONNECT {
            return None;
        }
        let sequence = message.sequence;
        let asked = wire::read_sign_in(message.body);
        let account = asked.as_ref().and_then(|asked| lab.gateway().accounts.get(&asked.source_addr).cloned());
        let faults = account.as_ref().map(|account| lab.gateway().faults(&account.source_addr)).unwrap_or_default();
        let version_max = account.as_ref().map_or(GatewayVersion::V30, |account| account.version_max);
        let status = match (&asked, &account) {
            (Some(asked), _) if !calendar::is_time(asked.timestamp) => 1,
            (None, _) => 1,
            (_, None) => 2,
            (Some(asked), Some(account)) if asked.authenticator != proof_of_provider(asked, account) => 3,
            (Some(asked), Some(_)) if asked.version > version_max.octet() => 4,
            _ if faults.contains(&GatewayFault::RefusedSignIn) => 5,
            _ => 0,
        };
        let version = asked.as_ref().map_or(0, |asked| asked.version);
        // A gateway that does not speak a version cannot answer in it either.
        let is_3 = version >= 0x30 && version_max == GatewayVersion::V30;
        let mut body = Vec::new();
        wire::put_status(&mut body, status, is_3);
        let mut proof = [0; 16];
        if let (Some(asked), Some(account), 0) = (&asked, &account, status) {
            let parts = [&body[..], &asked.authenticator, account.secret.as_bytes()];
            proof = md5::digest(&parts.concat());
        }
        if faults.contains(&GatewayFault::WrongAuthenticator) {
            proof[0] ^= 1;
        }
        body.extend(proof);
        body.push(version_max.octet());
        let bytes = wire::frame(wire::CONNECT_RESP, sequence, &body);
        let slowly = faults.contains(&GatewayFault::SlowBytes);
        let _ = frames.send(if slowly { Out::Slowly(bytes) } else { Out::Bytes(bytes) });
        let account = account.filter(|_| status == 0)?;
        let number = {
            let mut gateway = lab.gateway();
            let number = gateway.number();
            gateway.connections.push(Connection {
                number,
                source_addr: account.source_addr.clone(),
                is_3,
                unanswered_max: 0,
                active_tests_answered: 0,
                frames: frames.clone(),
            });
            number
        };
        let (held, throttled) = (Vec::new(), HashSet::new());
        Some(Self { lab, account, number, is_3, held, throttled, frames, is_mute: false })
    }

    async fn serve(&mut self, from_provider: &mut OwnedReadHalf, received: &mut BytesMut) {
        loop {
            let message = if self.held.is_empty() {
                receive(from_provider, received).await
            } else {
                match timeout(HELD_FOR, receive(from_provider, received)).await {
                    Ok(message) => message,
                    Err(_) => {
                        self.release();
                        continue;
                    }
                }
            };
            let Some(message) = message else { return };
            if !self.take(message) {
                return;
            }
        }
    }

    /// Answers what was held back, the last first.
    fn release(&mut self) {
        for frame in std::mem::take(&mut self.held).into_iter().rev() {
            self.say(frame);
        }
    }

    /// Sees to one message; `false` when it is the last.
    fn take(&mut self, message: Message) -> bool {
        let Message { command, sequence, mut body } = message;
        let faults = self.lab.gateway().faults(&self.account.source_addr);
        match command {
            wire::SUBMIT => self.take_submission(sequence, body, &faults),
            wire::DELIVER_RESP if body.len() == if self.is_3 { 12 } else { 9 } => {
                let msg_id = body.get_u64();
                let result = if self.is_3 { body.get_u32() } else { u32::from(body.get_u8()) };
                if let Some(brought) = self.lab.gateway().brought.get_mut(&msg_id) {
                    brought.result = Some(result);
                }
            }
            wire::ACTIVE_TEST if faults.contains(&GatewayFault::ActiveTestUnanswered) => {}
            wire::ACTIVE_TEST => self.say(wire::frame(wire::ACTIVE_TEST_RESP, sequence, &[0])),
            wire::ACTIVE_TEST_RESP => {
                if let Some(connection) = self.lab.gateway().connection(self.number) {
                    connection.active_tests_answered += 1;
                }
            }
            wire::TERMINATE => {
                self.release();
                self.say(wire::frame(wire::TERMINATE_RESP, sequence, &[]));
                return false;
            }
            wire::TERMINATE_RESP => return false,
            // Nothing else is any of a provider's business.
            _ => return false,
        }
        true
    }

    fn take_submission(&mut self, sequence: u32, body: BytesMut, faults: &GatewayFaults) {
        let has = |fault| faults.contains(&fault);
        let is_too_much = self.held.len() >= self.account.window
            || has(GatewayFault::ThrottlesAlways)
            || (has(GatewayFault::ThrottlesOnce) && self.throttled.insert(body.to_vec()));
        let Taken { answer, reports } = submissions::take(self, body, is_too_much, faults);
        let frame = wire::frame(wire::SUBMIT_RESP, sequence, &answer);
        if has(GatewayFault::ReportFirst) {
            reports.iter().for_each(|report| self.bring(report));
        }
        if has(GatewayFault::ResponsesReversed) && !is_too_much {
            self.held.push(frame);
            let held = self.held.len();
            if let Some(connection) = self.lab.gateway().connection(self.number) {
                connection.unanswered_max = connection.unanswered_max.max(held);
            }
        } else {
            self.answer(frame, faults);
        }
        if !has(GatewayFault::ReportFirst) {
            reports.iter().for_each(|report| self.bring(report));
        }
    }

    /// The answer to a submission, with everything that was asked to go wrong.
    fn answer(&mut self, mut frame: Vec<u8>, faults: &GatewayFaults) {
        let has = |fault| faults.contains(&fault);
        if has(GatewayFault::NoResponse) {
            return;
        }
        if has(GatewayFault::OversizedLength) {
            frame[..4].copy_from_slice(&0x7fff_ffff_u32.to_be_bytes());
        }
        if has(GatewayFault::UndersizedLength) {
            frame[..4].copy_from_slice(&4_u32.to_be_bytes());
        }
        if has(GatewayFault::HalfFrame) || has(GatewayFault::CutInAnswer) {
            frame.truncate(frame.len() / 2);
            self.say(frame);
            if has(GatewayFault::CutInAnswer) {
                let _ = self.frames.send(Out::End);
            }
            self.is_mute = true;
            return;
        }
        if has(GatewayFault::ResponseTwice) {
            self.say(frame.clone());
        }
        if has(GatewayFault::SlowBytes) {
            let _ = self.frames.send(Out::Slowly(frame));
        } else {
            self.say(frame);
        }
    }

    fn say(&self, frame: Vec<u8>) {
        if !self.is_mute {
            // Nobody is there to hear it once the connection is over.
            let _ = self.frames.send(Out::Bytes(frame));
        }
    }

    /// Brings a delivery.
    fn bring(&self, body: &[u8]) {
        let sequence = self.lab.gateway().number();
        self.say(wire::frame(wire::DELIVER, u32::try_from(sequence & 0xffff_ffff).unwrap_or(0), body));
    }
}

fn proof_of_provider(asked: &wire::SignIn, account: &GatewayAccount) -> [u8; 16] {
    let time = format!("{:010}", asked.timestamp);
    md5::digest(&[account.source_addr.as_bytes(), &[0; 9], account.secret.as_bytes(), time.as_bytes()].concat())
}

/// The next message; `None` when there is none any more, or something else than a message.
async fn receive(from_provider: &mut OwnedReadHalf, received: &mut BytesMut) -> Option<Message> {
    loop {
        match wire::next(received) {
            Ok(Some(message)) => return Some(message),
            Ok(None) => {}
            Err(()) => return None,
        }
        received.reserve(READ_BYTES);
        if !from_provider.read_buf(received).await.is_ok_and(|bytes| bytes > 0) {
            return None;
        }
    }
}

/// Writes what waits, together where it can.
async fn write(mut to_provider: OwnedWriteHalf, mut queue: mpsc::UnboundedReceiver<Out>) {
    let mut waiting = None;
    loop {
        let out = match waiting.take() {
            Some(out) => out,
            None => match queue.recv().await {
                Some(out) => out,
                None => return,
            },
        };
        let written = match out {
            Out::End => return,
            Out::Slowly(bytes) => write_slowly(&mut to_provider, &bytes).await,
            Out::Bytes(mut bytes) => {
                while bytes.len() < WRITTEN_BYTES_MAX && waiting.is_none() {
                    match queue.try_recv() {
                        Ok(Out::Bytes(more)) => bytes.extend(more),
                        Ok(other) => waiting = Some(other),
                        Err(_) => break,
                    }
                }
                to_provider.write_all(&bytes).await
            }
        };
        if written.is_err() {
            return;
        }
    }
}

async fn write_slowly(to_provider: &mut OwnedWriteHalf, bytes: &[u8]) -> std::io::Result<()> {
    for byte in bytes {
        sleep(SLOW_EVERY).await;
        to_provider.write_all(&[*byte]).await?;
    }
    Ok(())
}
