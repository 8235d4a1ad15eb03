//! The messages of the protocol, as bytes and as values.
//!
//! All numbers are in the order of the network. A frame is a header of twelve bytes, `Total_Length`, `Command_Id` and
//! `Sequence_Id`, and a body. Versions 2.0 and 2.1 have one layout, 3.0 has another.

mod connect;
mod deliver;
mod octets;
mod submit;

#[cfg(test)]
mod vectors;

use bytes::{Buf as _, Bytes, BytesMut};

pub use connect::{Connect, ConnectResp};
pub use deliver::{Deliver, DeliverResp, Report, State};
pub use octets::{Malformed, Unwritable};
pub use submit::{Submit, SubmitResp};

use octets::{Reader, Writer};

/// Bytes of a header.
pub const HEADER_BYTES: usize = 12;
/// Most bytes of a frame. The longest one that is exchanged, a text to a hundred numbers, has fewer.
pub const FRAME_BYTES_MAX: usize = 4_096;
/// Most bytes of content, unless it is ASCII.
const CONTENT_BYTES_MAX: usize = 140;
/// Most bytes of content that is ASCII.
const ASCII_BYTES_MAX: usize = 159;
/// What makes the command of a response from that of its request.
const RESPONSE: u32 = 0x8000_0000;

/// A version of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 2.0
    V20,
    /// 2.1, which is laid out as 2.0 is.
    V21,
    /// 3.0
    V30,
}

impl Version {
    /// The field's value.
    #[must_use]
    pub const fn octet(self) -> u8 {
        match self {
            Self::V20 => 0x20,
            Self::V21 => 0x21,
            Self::V30 => 0x30,
        }
    }

    /// Whether messages are laid out as in 3.0.
    #[must_use]
    pub const fn is_3(self) -> bool {
        matches!(self, Self::V30)
    }

    /// Bytes that a telephone number has.
    const fn number_bytes(self) -> usize {
        if self.is_3() { 32 } else { 21 }
    }
}

/// By what a gateway knows a text that it took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MsgId(pub u64);

/// A message with the number by which its response is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdu {
    /// `Sequence_Id`, which a response repeats.
    pub sequence: u32,
    /// The message itself.
    pub body: Body,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// The provider signs in.
    Connect(Connect),
    /// The gateway's answer to that.
    ConnectResp(ConnectResp),
    /// One side is about to leave.
    Terminate,
    /// The other has heard it.
    TerminateResp,
    /// A text for somebody.
    Submit(Box<Submit>),
    /// Whether the gateway takes it.
    SubmitResp(SubmitResp),
    /// A text of somebody's, or what became of one that was submitted.
    Deliver(Box<Deliver>),
    /// That it has come.
    DeliverResp(DeliverResp),
    /// Is anybody there?
    ActiveTest,
    /// Somebody is.
    ActiveTestResp,
}

impl Body {
    /// `Command_Id`.
    #[must_use]
    pub const fn command(&self) -> u32 {
        match self {
            Self::Connect(_) => 1,
            Self::ConnectResp(_) => RESPONSE | 1,
            Self::Terminate => 2,
            Self::TerminateResp => RESPONSE | 2,
            Self::Submit(_) => 4,
            Self::SubmitResp(_) => RESPONSE | 4,
            Self::Deliver(_) => 5,
            Self::DeliverResp(_) => RESPONSE | 5,
            Self::ActiveTest => 8,
            Self::ActiveTestResp => RESPONSE | 8,
        }
    }
}

impl Pdu {
    /// The message as a frame.
    ///
    /// # Errors
    /// [`Unwritable`] with the field that does not hold its value.
    pub fn encode(&self, version: Version) -> Result<Bytes, Unwritable> {
        let mut writer = Writer::default();
        // The length is known at the end.
        writer.u32(0);
        writer.u32(self.body.command());
        writer.u32(self.sequence);
        match &self.body {
            Body::Connect(connect) => connect.write(&mut writer)?,
            Body::ConnectResp(response) => response.write(&mut writer, version)?,
            Body::Submit(submit) => submit.write(&mut writer, version)?,
            Body::SubmitResp(response) => response.write(&mut writer, version)?,
            Body::Deliver(deliver) => deliver.write(&mut writer, version)?,
            Body::DeliverResp(response) => response.write(&mut writer, version)?,
            Body::ActiveTestResp => writer.u8(0),
            Body::Terminate | Body::TerminateResp | Body::ActiveTest => {}
        }
        let mut frame = writer.0;
        let length = u32::try_from(frame.len()).map_err(|_| Unwritable("Total_Length"))?;
        if let Some(field) = frame.first_chunk_mut() {
            *field = length.to_be_bytes();
        }
        Ok(frame.into())
    }

    /// Reads one whole frame.
    ///
    /// # Errors
    /// [`Malformed`] with what is wrong.
    pub fn decode(frame: &[u8], version: Version) -> Result<Self, Malformed> {
        let mut reader = Reader(frame);
        let length = reader.u32("Total_Length")?;
        if usize::try_from(length) != Ok(frame.len()) || frame.len() > FRAME_BYTES_MAX {
            return Err(Malformed::Length(length));
        }
        let command = reader.u32("Command_Id")?;
        let sequence = reader.u32("Sequence_Id")?;
        let body = match command {
            1 => Body::Connect(Connect::read(&mut reader)?),
            0x8000_0001 => Body::ConnectResp(ConnectResp::read(&mut reader)?),
            2 => Body::Terminate,
            0x8000_0002 => Body::TerminateResp,
            4 => Body::Submit(Box::new(Submit::read(&mut reader, version)?)),
            0x8000_0004 => Body::SubmitResp(SubmitResp::read(&mut reader, version)?),
            5 => Body::Deliver(Box::new(Deliver::read(&mut reader, version)?)),
            0x8000_0005 => Body::DeliverResp(DeliverResp::read(&mut reader, version)?),
            8 => Body::ActiveTest,
            0x8000_0008 => {
                // The byte has no meaning, and some gateways leave it out.
                if !reader.0.is_empty() {
                    reader.u8("Reserved")?;
                }
                Body::ActiveTestResp
            }
            _ => return Err(Malformed::Command(command)),
        };
        reader.end()?;
        Ok(Self { sequence, body })
    }
}

/// Takes the first frame out of what has been received; `None` until it is whole.
///
/// # Errors
/// [`Malformed::Length`] as soon as the length is there and is one that no frame has.
pub fn take_frame(received: &mut BytesMut) -> Result<Option<Bytes>, Malformed> {
    let Some(length) = received.first_chunk().map(|field| u32::from_be_bytes(*field)) else { return Ok(None) };
    let bytes = usize::try_from(length).map_err(|_| Malformed::Length(length))?;
    if !(HEADER_BYTES..=FRAME_BYTES_MAX).contains(&bytes) {
        return Err(Malformed::Length(length));
    }
    if received.remaining() < bytes {
        return Ok(None);
    }
    Ok(Some(received.split_to(bytes).freeze()))
}

/// Most bytes of content in this format.
const fn content_bytes_max(format: u8) -> usize {
    if format == 0 { ASCII_BYTES_MAX } else { CONTENT_BYTES_MAX }
}

/// `Msg_Length` and `Msg_Content`.
fn read_content(reader: &mut Reader<'_>, format: u8) -> Result<Bytes, Malformed> {
    let length = usize::from(reader.u8("Msg_Length")?);
    if length > content_bytes_max(format) {
        return Err(Malformed::Range("Msg_Length"));
    }
    reader.octets("Msg_Content", length).map(Bytes::copy_from_slice)
}
