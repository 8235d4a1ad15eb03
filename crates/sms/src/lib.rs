//! What those who deliver short messages, and those who confirm numbers, want to hear, and what they say.
//!
//! Aliyun 阿里云 and Tencent Cloud 腾讯云 send; any other service is described by the operator.
//! China Mobile 中国移动 and Aliyun tell the number of the phone that signs in by one tap.
//! Everything here is a function of its arguments: there is no network, no clock and no chance in it.
//! A request is fixed text with places for the phone and the code, which whoever sends it fills in;
//! it is signed afterwards, as it will be sent.
//!
//! Invariants
//! - Signatures are those of the vendors' own packages and documents: `tests/acs3.rs`, `tests/tc3.rs`.
//! - Secrets and numbers cannot be printed: `tests/hidden.rs`.
//! - Whatever a vendor or a stranger answers is read without a panic: `tests/any_bytes.rs`.
//! - Nothing of an answer is kept but a receipt or a code of the vendor's: `tests/answers.rs`, `tests/reports.rs`.

pub mod acs3;
pub mod answers;
mod canonical;
mod code;
mod error;
pub mod onetap;
mod phone;
pub mod reports;
pub mod requests;
mod secret;
pub mod tc3;

pub use canonical::{Call, Header};
pub use code::Code;
pub use error::Unsignable;
pub use phone::Phone;
pub use secret::{Credential, Secret};
