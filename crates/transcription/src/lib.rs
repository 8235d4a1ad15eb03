//! Speech for the search box becomes text (MUS-10): through the service that the operator chose, by separate consent.
//!
//! Policy: recipient `transcription_endpoint`, purpose `voice_transcription`. Nothing is kept: there is no table, and
//! the sound is in memory only, between the request that brought it and the one that takes it on.
//! Guests have no consent that could be shown and no record of disclosures, so this is for members;
//! browsers that turn speech into text on their own device need none of it.
//!
//! Invariants
//! - Sound is opened with leave for this one purpose: `tests/ui/other_purpose.rs` must not compile.
//! - Nothing is sent without a live consent, to another recipient than was shown, or unseen by the gate: `tests/http.rs`.
//! - Samples alone cross: what comes is parsed to the byte, and what goes on is written anew: `clip`.
//! - What goes out is what others' endpoints take: `tests/protocol.rs`.
//! - An operator's look at the service says nothing about anyone: `tests/http.rs`.

mod answer;
mod clip;
mod endpoint;
mod error;
mod operators;
mod routes;

use std::sync::{Arc, PoisonError, RwLock};

use accounts::Limiter;
use consent::{Consents, Permit, Personal};
use policy::VoiceTranscription;
use tokio::sync::Semaphore;
use units::{Clock, Millis};

pub use clip::{CLIP_BYTES_MAX, CLIP_MS_MAX, Clip, NotAClip, RATE_HZ};
pub use endpoint::{Endpoint, request};
pub use error::{Error, codes};
pub use routes::routes;

/// How often one member may speak.
const CLIPS_OF_ONE: usize = 20;
const CLIPS_SPAN: Millis = Millis::minutes(1);
/// Clips on their way to the service at the same time.
const CLIPS_AT_ONCE: usize = 8;

/// Who turns speech into text, beside browsers that do it on their own device.
#[derive(Clone, Debug)]
pub enum Transcriber {
    /// Nobody: no sound leaves a device.
    Off,
    /// The service that the operator chose.
    Endpoint(Endpoint),
}

impl Transcriber {
    /// The text of a clip; empty when nothing was said.
    ///
    /// # Errors
    /// [`Error`]; whatever left stands in the record of disclosures.
    pub async fn transcribe(
        &self,
        clip: Personal<Clip, VoiceTranscription>,
        permit: &Permit<VoiceTranscription>,
    ) -> Result<String, Error> {
        match self {
            Self::Off => Err(Error::Off),
            Self::Endpoint(endpoint) => endpoint.transcribe(clip, permit).await,
        }
    }
}

/// What [`Transcription`] is built from.
#[derive(Debug)]
pub struct Parts {
    /// Who does it.
    pub transcriber: Transcriber,
    /// Who agreed to what.
    pub consents: Consents,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// Turning speech into text; clones share it.
#[derive(Clone, Debug)]
pub struct Transcription(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    transcriber: RwLock<Transcriber>,
    consents: Consents,
    clock: Arc<dyn Clock>,
    limiter: Limiter,
    places: Semaphore,
}

impl Transcription {
    /// Speech becomes text by these.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let Parts { transcriber, consents, clock } = parts;
        Self(Arc::new(Inner {
            transcriber: RwLock::new(transcriber),
            consents,
            clock,
            limiter: Limiter::new(CLIPS_OF_ONE, CLIPS_SPAN),
            places: Semaphore::new(CLIPS_AT_ONCE),
        }))
    }

    /// Lets somebody else do it from now on; a clip on its way goes to whom it was begun for.
    pub fn replace(&self, transcriber: Transcriber) {
        *self.0.transcriber.write().unwrap_or_else(PoisonError::into_inner) = transcriber;
    }

    /// Who does it now.
    fn transcriber(&self) -> Transcriber {
        self.0.transcriber.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
