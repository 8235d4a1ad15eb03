//! A clip gives its samples to nobody but the service it goes to.
use transcription::Clip;

fn keep(clip: Clip) -> Vec<u8> {
    clip.0 //~ E0616
}

fn main() {}
