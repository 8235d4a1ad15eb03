//! What was said into the search box has no field with another recipient.
use policy::{SmsGateway, TranscriptionEndpointField};
use sharing::Disclosure;

fn send(wav: Vec<u8>) -> Disclosure<SmsGateway> {
    Disclosure { subject: None, contact_index: None, fields: vec![(TranscriptionEndpointField::VoiceClip, wav.into())] } //~ E0308
}

fn main() {}
