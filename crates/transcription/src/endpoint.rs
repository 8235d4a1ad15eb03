//! The service that the operator chose, with an interface like OpenAI's `/audio/transcriptions`.

use std::time::Duration;

use consent::{Permit, Personal};
use policy::{TranscriptionEndpoint, TranscriptionEndpointField, VoiceTranscription};
use sharing::{Disclosure, Gate, Part, Refusal, RequestBody, RequestTemplate, Value};

use crate::answer::text_of;
use crate::clip::Clip;
use crate::error::Error;

/// A service that takes longer for fifteen seconds of speech is of no use to whoever waits.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The service, behind the gate.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The way out.
    pub gate: Gate,
    /// Who runs it, as listeners read it.
    pub provider: String,
    /// Its host, as listeners read it.
    pub host: String,
}

impl Endpoint {
    /// Whether anything may be sent now: the agreement lives, and so on.
    pub(crate) fn is_open(&self) -> bool {
        self.gate.check(<TranscriptionEndpoint as policy::Recipient>::ID).is_ok()
    }

    /// Why nothing may be sent now.
    pub(crate) fn closed(&self) -> Option<Refusal> {
        self.gate.check(<TranscriptionEndpoint as policy::Recipient>::ID).err()
    }

    /// Asks whether the service is there and takes the key; nothing about anyone is said, and nothing is to be heard.
    ///
    /// It wants a form, so it has no answer to this; that it says so shows that it is there.
    pub(crate) async fn look(&self) -> Result<(), Error> {
        match self.gate.knock::<TranscriptionEndpoint>().await? {
            200..=299 | 400 | 405 | 415 | 422 => Ok(()),
            status => Err(Error::Unable { status }),
        }
    }

    pub(crate) async fn transcribe(
        &self,
        clip: Personal<Clip, VoiceTranscription>,
        permit: &Permit<VoiceTranscription>,
    ) -> Result<String, Error> {
        let wav = Value::File(clip.into_open(permit).into_wav());
        let disclosure = Disclosure::<TranscriptionEndpoint> {
            subject: Some(permit.subject()),
            contact_index: None,
            fields: vec![(TranscriptionEndpointField::VoiceClip, wav)],
        };
        let answer = self.gate.send(disclosure).await?;
        text_of(&answer.body).ok_or(Error::Nonsense)
    }
}

/// How such a service is called: the file, the model, and the same language for everybody; nothing about anyone.
///
/// `url` is the base address, such as `https://asr.example/v1`.
/// Source: OpenAI API reference, "Create transcription".
#[must_use]
pub fn request(url: &str, model: &str, key: Option<&str>, language: Option<&str>) -> RequestTemplate {
    let fixed = |name: &'static str, text: &str| Part::Fixed { name, text: text.to_owned() };
    let file = Part::File { name: "file", field: "voice_clip", file_name: "speech.wav", media_type: "audio/wav" };
    let mut parts = vec![file, fixed("model", model), fixed("response_format", "json")];
    parts.extend(language.map(|language| fixed("language", language)));
    RequestTemplate {
        method: "POST".to_owned(),
        url: format!("{}/audio/transcriptions", url.trim_end_matches('/')),
        headers: key.map(|key| ("authorization".to_owned(), format!("Bearer {key}"))).into_iter().collect(),
        body: RequestBody::Multipart(parts),
        timeout: TIMEOUT,
        signer: None,
        reads_refusals: false,
        loopback_http: true,
    }
}
