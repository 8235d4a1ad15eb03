//! What was said opens for turning it into text, and goes to who does that.
use consent::{Permit, Personal};
use policy::{TranscriptionEndpoint, TranscriptionEndpointField, VoiceTranscription};
use sharing::Disclosure;
use transcription::Clip;

fn hear(said: Personal<Clip, VoiceTranscription>, permit: &Permit<VoiceTranscription>) -> Clip {
    said.into_open(permit)
}

fn send(wav: Vec<u8>) -> Disclosure<TranscriptionEndpoint> {
    Disclosure { subject: None, contact_index: None, fields: vec![(TranscriptionEndpointField::VoiceClip, wav.into())] }
}

fn main() {
    drop((hear, send));
}
