//! The one gate through which anything may leave the service, and the ledger of what did.
//!
//! Policy: item `disclosure`, purpose `sharing_record`, kept 3 years; every `[[recipient]]`.
//!
//! A [`Disclosure`] names its recipient as a type, so it can carry that recipient's declared fields and no others.
//! The [`Gate`] writes what is about to leave into the ledger and commits that before it opens a connection;
//! it builds the request itself, from the operator's fixed text and those fields alone.
//!
//! Invariants
//! - No other crate has an HTTP client: `clippy.toml` refuses the type, and a test reads the manifests.
//! - A field of another recipient does not compile: `tests/ui/undeclared_field.rs`.
//! - What is not declared, agreed, checked, unexpired, at home and encrypted is not sent: `tests/gate.rs`.
//! - Nothing about a minor goes to who has no declared reason to receive it: `tests/minors.rs`.
//! - What is public is read without a word about anyone, from hosts an operator allowed: `tests/public.rs`.
//! - A request is signed when all is in its place, and a line is dialled by the gate alone: `tests/ways.rs`.
//! - A file leaves as a part of a form, for recipients that declare it alone: `tests/files.rs`.
//! - What a law demanded and somebody took along is in the ledger too, by law alone: [`HandedOut`] does not compile else.
//! - What is handed to another holder is entered under the living separate consent of whom it is about, of no minor, and
//!   there is no other way to enter it: [`HandedOver`], and `tests/ui` of crate `transfers`.
//! - Who handles data together with this service receives what is de-identified alone, and two of them cannot put theirs
//!   together: `tests/joint.rs`.
//! - An affiliate without a living row in the register receives nothing, nor a field that the person did not agree to, and
//!   its name stands in the ledger: `tests/registered.rs`, both engines.
//! - The ledger knows of a sending before the recipient does: `the_ledger_is_written_before_anything_is_sent`.

mod body;
mod error;
mod gate;
mod handed_out;
mod handed_over;
pub mod public;
mod register;
mod registered;
mod routes;
mod setup;
mod store;
mod template;
mod value;
mod way;

pub use body::{Part, RequestBody};
pub use error::{Error, Refusal};
pub use gate::{Answer, Disclosure, Gate, reach};
pub use handed_out::HandedOut;
pub use handed_over::HandedOver;
pub use register::{Asked, Recalled, Register, Registered, Told};
pub use routes::routes;
pub use setup::{RecipientSetup, TransferBasis};
pub use store::{PeopleTold, adopt, people_told, restrict};
pub use template::RequestTemplate;
pub use value::Value;
pub use way::{Carried, Courier, Signed, Signer, Unsigned, Way};

db::migrations!["0001_disclosures", "0002_public_hosts", "0003_countries", "0004_handed_out", "0005_registered"];
