//! Signing in.

use super::Version;
use super::octets::{Malformed, Reader, Unwritable, Writer};

/// Bytes of `Source_Addr`.
const SOURCE_BYTES: usize = 6;
/// Bytes of [`ConnectResp`] in version 3.0.
const RESPONSE_BYTES_3: usize = 4 + 16 + 1;

/// `CMPP_CONNECT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connect {
    /// `Source_Addr`: the provider's name with the gateway, `SP_Id`.
    pub source_addr: String,
    /// `AuthenticatorSource`
    pub authenticator: [u8; 16],
    /// `Version`: the highest that the provider speaks.
    pub version: u8,
    /// `Timestamp`: `MMDDHHMMSS` as a number.
    pub timestamp: u32,
}

impl Connect {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            source_addr: reader.text("Source_Addr", SOURCE_BYTES)?,
            authenticator: reader.array("AuthenticatorSource")?,
            version: reader.u8("Version")?,
            timestamp: reader.u32("Timestamp")?,
        })
    }

    pub(super) fn write(&self, writer: &mut Writer) -> Result<(), Unwritable> {
        writer.text("Source_Addr", &self.source_addr, SOURCE_BYTES)?;
        writer.octets(&self.authenticator);
        writer.u8(self.version);
        writer.u32(self.timestamp);
        Ok(())
    }
}

/// `CMPP_CONNECT_RESP`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectResp {
    /// `Status`: zero when the provider is let in.
    pub status: u32,
    /// `AuthenticatorISMG`, which may be anything when the provider is not let in.
    pub authenticator: [u8; 16],
    /// `Version`: the highest that the gateway speaks.
    pub version: u8,
}

impl ConnectResp {
    /// The length tells the layout: a gateway that knows no 3.0 may answer in its own.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let is_3 = reader.0.len() == RESPONSE_BYTES_3;
        Ok(Self {
            status: reader.status("Status", is_3)?,
            authenticator: reader.array("AuthenticatorISMG")?,
            version: reader.u8("Version")?,
        })
    }

    pub(super) fn write(&self, writer: &mut Writer, version: Version) -> Result<(), Unwritable> {
        writer.status("Status", self.status, version.is_3())?;
        writer.octets(&self.authenticator);
        writer.u8(self.version);
        Ok(())
    }
}
