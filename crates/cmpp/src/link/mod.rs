//! One long connection to one gateway.

mod driver;
mod error;
mod event;
mod settings;
mod shared;

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};
use units::Clock;

pub use error::{Ended, Error};
pub use event::{Event, Incoming, PartOf};
pub use settings::{Settings, Timing};

use crate::hidden::{Number, Words};
use crate::pdu::{Body, Connect, MsgId, Pdu};
use crate::sign_in;
use shared::Shared;

/// Frames that may wait to be written beside those of the window.
const ANSWERS_WAITING_MAX: usize = 64;
/// Longest pause when the gateway says that it is too much.
const THROTTLE_PAUSE_MAX: Duration = Duration::from_secs(60);
/// The first message of a connection is the sign-in.
const FIRST_SEQUENCE: u32 = 1;

/// What the gateway said to one part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// By what a report knows the part; without meaning when it was not accepted.
    pub msg_id: MsgId,
    /// Whether the gateway took it.
    pub result: Outcome,
}

/// `Result`: zero when the gateway took the part, else why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome(pub u32);

impl Outcome {
    /// Too much at once.
    const THROTTLED: Self = Self(8);

    /// Whether the gateway took it.
    #[must_use]
    pub const fn is_accepted(self) -> bool {
        self.0 == 0
    }

    /// What the protocol calls it.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self.0 {
            0 => "accepted",
            1 => "wrong structure",
            2 => "wrong command",
            3 => "repeated sequence",
            4 => "wrong length",
            5 => "wrong fee code",
            6 => "too long",
            7 => "wrong service",
            8 => "too much at once",
            9 => "number not served",
            10 => "wrong Src_Id",
            11 => "wrong Msg_src",
            12 => "wrong Fee_terminal_Id",
            13 => "wrong Dest_terminal_Id",
            _ => "other",
        }
    }
}

/// A connection that is signed in.
///
/// Dropping it says farewell to the gateway in the background; [`Link::close`] waits for that.
#[derive(Debug)]
pub struct Link {
    settings: Settings,
    shared: Arc<Shared>,
    frames: mpsc::Sender<bytes::Bytes>,
    /// Dropped to close the link.
    closing: oneshot::Sender<()>,
    driver: JoinHandle<()>,
}

impl Link {
    /// Signs in, and makes sure that the gateway knows the secret as well.
    ///
    /// What the gateway brings goes to `events`. While that is full the gateway is told to bring it again later;
    /// when nobody listens any more it is taken and dropped.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::WrongAuthenticator`], [`Error::NoSignIn`], and those of the connection.
    pub async fn open<S>(
        mut stream: S,
        settings: &Settings,
        clock: &dyn Clock,
        events: mpsc::Sender<Event>,
    ) -> Result<Self, Error>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let timestamp = sign_in::timestamp(clock.now());
        let signing_in = authenticate(&mut stream, settings, timestamp);
        let received = timeout(settings.timing.open_within, signing_in).await.map_err(|_| Error::NoSignIn)??;
        // Another one in each link, so that parts of two texts are hardly ever taken for one text.
        let [.., reference] = timestamp.to_be_bytes();
        let shared = Arc::new(Shared::new(FIRST_SEQUENCE + 1, reference, settings.window));
        let (frames, queue) = mpsc::channel(settings.window + ANSWERS_WAITING_MAX);
        let (closing, closes) = oneshot::channel();
        let driver = driver::Driver {
            version: settings.version,
            timing: settings.timing,
            shared: Arc::clone(&shared),
            frames: frames.clone(),
            events,
        };
        let driver = tokio::spawn(driver.run(stream, (received, Instant::now()), queue, closes));
        Ok(Self { settings: settings.clone(), shared, frames, closing, driver })
    }

    /// Submits a text, and returns what the gateway said to each part, in their order.
    ///
    /// Parts go one after the other. When the gateway refuses one, the rest is not sent, and its receipt is the last.
    /// Where it says that it is too much at once, all submissions of the link pause, and the part is tried again.
    ///
    /// # Errors
    /// [`Error::Closed`] when nothing was sent; [`Error::TimedOut`] and [`Error::Lost`] when that is not certain.
    pub async fn submit(&self, to: &Number, text: &Words) -> Result<Vec<Receipt>, Error> {
        let parts = self.settings.submissions(to, text, self.shared.next_reference())?;
        let mut receipts = Vec::with_capacity(parts.len());
        for part in parts {
            let receipt = match self.submit_part(part).await {
                // The parts before were sent.
                Err(Error::Closed(ended)) if !receipts.is_empty() => return Err(Error::Lost(ended)),
                receipt => receipt?,
            };
            receipts.push(receipt);
            if !receipt.result.is_accepted() {
                break;
            }
        }
        Ok(receipts)
    }

    async fn submit_part(&self, mut part: Pdu) -> Result<Receipt, Error> {
        let timing = &self.settings.timing;
        let mut tries = 0;
        loop {
            let receipt = self.submit_once(&mut part).await?;
            if receipt.result != Outcome::THROTTLED || tries == timing.throttle_tries_max {
                return Ok(receipt);
            }
            let pause = timing.throttle_pause.saturating_mul(2_u32.saturating_pow(tries));
            self.shared.pause_until(Instant::now() + pause.min(THROTTLE_PAUSE_MAX));
            tries += 1;
        }
    }

    async fn submit_once(&self, part: &mut Pdu) -> Result<Receipt, Error> {
        let _permit = self.shared.enter().await?;
        let (sequence, answer) = self.shared.expect_answer()?;
        part.sequence = sequence;
        let frame = part.encode(self.settings.version)?;
        if self.frames.send(frame).await.is_err() {
            return Err(Error::Closed(self.shared.ended()));
        }
        let response = match timeout(self.settings.timing.answer_within, answer).await {
            Ok(Some(response)) => response,
            Ok(None) => return Err(Error::Lost(self.shared.ended())),
            Err(_) => return Err(Error::TimedOut),
        };
        Ok(Receipt { msg_id: MsgId(response.msg_id), result: Outcome(response.result) })
    }

    /// Whether texts can still be submitted.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.shared.is_open()
    }

    /// Waits until the link has ended, and says why.
    pub async fn ended(&self) -> Ended {
        self.shared.wait_for_end().await
    }

    /// Says farewell, and waits for the gateway's own or until that takes too long.
    pub async fn close(self) {
        let Self { closing, frames, driver, .. } = self;
        drop((closing, frames));
        // It fails only when the runtime ends, and then everything is over.
        let _ = driver.await;
    }
}

/// Signs in, and returns what came after the answer.
async fn authenticate<S>(stream: &mut S, settings: &Settings, timestamp: u32) -> Result<bytes::BytesMut, Error>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let Settings { source_addr, secret, version, .. } = settings;
    let authenticator = sign_in::of_source(source_addr, secret, timestamp);
    let connect = Connect { source_addr: source_addr.clone(), authenticator, version: version.octet(), timestamp };
    let pdu = Pdu { sequence: FIRST_SEQUENCE, body: Body::Connect(connect) };
    stream.write_all(&pdu.encode(*version)?).await?;
    let mut received = bytes::BytesMut::new();
    let frame = driver::next_frame(stream, &mut received).await?.ok_or(Error::NoSignIn)?;
    let Pdu { sequence: FIRST_SEQUENCE, body: Body::ConnectResp(response) } = Pdu::decode(&frame, *version)? else {
        return Err(Error::NoSignIn);
    };
    if response.status != 0 {
        return Err(Error::Refused(response.status));
    }
    let expected = sign_in::of_gateway(*version, response.status, &authenticator, secret);
    if !sign_in::is_same(&expected, &response.authenticator) {
        return Err(Error::WrongAuthenticator);
    }
    Ok(received)
}
