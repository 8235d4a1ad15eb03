//! Reading and writing the fields of a message one after the other.

use bytes::BufMut as _;

/// Bytes at the end of a message in 3.0.
const LINK_ID_BYTES: usize = 20;
/// Bytes at the end of a message before that.
const RESERVE_BYTES: usize = 8;

/// What was received is no message, or none that this protocol knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// `Total_Length` of less than a header, or of more than any message has.
    #[error("a frame says that it has {0} bytes")]
    Length(u32),
    /// `Command_Id` of no message that is exchanged here.
    #[error("command {0:#010x} is not known")]
    Command(u32),
    /// The message ends before this field does.
    #[error("the message ends before {0} does")]
    Short(&'static str),
    /// Something follows the last field.
    #[error("the message goes on after its last field")]
    Long,
    /// A value that the field cannot have.
    #[error("{0} has a value that it cannot have")]
    Range(&'static str),
}

/// A value does not fit into its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is too long, or is not what the field takes")]
pub struct Unwritable(pub &'static str);

pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn octets(&mut self, field: &'static str, count: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Malformed::Short(field))?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], Malformed> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(Malformed::Short(field))?;
        self.0 = rest;
        Ok(*taken)
    }

    pub(super) fn u8(&mut self, field: &'static str) -> Result<u8, Malformed> {
        self.array::<1>(field).map(u8::from_be_bytes)
    }

    /// A number that is at most this large.
    pub(super) fn u8_up_to(&mut self, field: &'static str, most: u8) -> Result<u8, Malformed> {
        self.u8(field).and_then(|value| if value <= most { Ok(value) } else { Err(Malformed::Range(field)) })
    }

    pub(super) fn u32(&mut self, field: &'static str) -> Result<u32, Malformed> {
        self.array(field).map(u32::from_be_bytes)
    }

    pub(super) fn u64(&mut self, field: &'static str) -> Result<u64, Malformed> {
        self.array(field).map(u64::from_be_bytes)
    }

    /// A number of one byte, or of four in version 3.0.
    pub(super) fn status(&mut self, field: &'static str, is_3: bool) -> Result<u32, Malformed> {
        if is_3 { self.u32(field) } else { self.u8(field).map(u32::from) }
    }

    /// ASCII up to the first zero; what follows that is of no account.
    pub(super) fn text(&mut self, field: &'static str, size: usize) -> Result<String, Malformed> {
        let octets = self.octets(field, size)?;
        let text = octets.split(|octet| *octet == 0).next().unwrap_or_default();
        match std::str::from_utf8(text) {
            Ok(text) if text.is_ascii() => Ok(text.to_owned()),
            _ => Err(Malformed::Range(field)),
        }
    }

    /// `LinkID` in 3.0; before that, bytes that are reserved for nothing and may be anything.
    pub(super) fn tail(&mut self, is_3: bool) -> Result<String, Malformed> {
        if is_3 {
            return self.text("LinkID", LINK_ID_BYTES);
        }
        self.octets("Reserve", RESERVE_BYTES).map(|_| String::new())
    }

    pub(super) fn end(self) -> Result<(), Malformed> {
        if self.0.is_empty() { Ok(()) } else { Err(Malformed::Long) }
    }
}

#[derive(Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    pub(super) fn octets(&mut self, octets: &[u8]) {
        self.0.extend(octets);
    }

    pub(super) fn u8(&mut self, value: u8) {
        self.0.put_u8(value);
    }

    pub(super) fn u8_up_to(&mut self, field: &'static str, value: u8, most: u8) -> Result<(), Unwritable> {
        if value > most {
            return Err(Unwritable(field));
        }
        self.u8(value);
        Ok(())
    }

    pub(super) fn u32(&mut self, value: u32) {
        self.0.put_u32(value);
    }

    pub(super) fn u64(&mut self, value: u64) {
        self.0.put_u64(value);
    }

    pub(super) fn status(&mut self, field: &'static str, value: u32, is_3: bool) -> Result<(), Unwritable> {
        if is_3 {
            self.u32(value);
        } else {
            self.u8(u8::try_from(value).map_err(|_| Unwritable(field))?);
        }
        Ok(())
    }

    /// ASCII without a zero, filled up with zeros.
    pub(super) fn text(&mut self, field: &'static str, text: &str, size: usize) -> Result<(), Unwritable> {
        let is_fit = text.len() <= size && text.bytes().all(|octet| octet.is_ascii() && octet != 0);
        if !is_fit {
            return Err(Unwritable(field));
        }
        self.octets(text.as_bytes());
        self.0.put_bytes(0, size - text.len());
        Ok(())
    }

    pub(super) fn tail(&mut self, link_id: &str, is_3: bool) -> Result<(), Unwritable> {
        if is_3 {
            return self.text("LinkID", link_id, LINK_ID_BYTES);
        }
        self.0.put_bytes(0, RESERVE_BYTES);
        Ok(())
    }

    /// A number of bytes in one byte, and the bytes.
    pub(super) fn counted(&mut self, field: &'static str, octets: &[u8], most: usize) -> Result<(), Unwritable> {
        let count = u8::try_from(octets.len()).ok().filter(|_| octets.len() <= most).ok_or(Unwritable(field))?;
        self.u8(count);
        self.octets(octets);
        Ok(())
    }
}
