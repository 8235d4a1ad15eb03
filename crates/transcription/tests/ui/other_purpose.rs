//! What was said into the search box does not open for recommending.
use consent::{Permit, Personal};
use policy::{PersonalRecommendation, VoiceTranscription};
use transcription::Clip;

fn hear(said: Personal<Clip, VoiceTranscription>, permit: &Permit<PersonalRecommendation>) -> Clip {
    said.into_open(permit) //~ E0308
}

fn main() {}
