//! A grant for one purpose does not serve another.
use consent::Grant;
use policy::{PlayHistory, ResumePlayback};

fn record(_grant: &mut Grant<PlayHistory>) {}

fn misuse(mut grant: Grant<ResumePlayback>) {
    record(&mut grant); //~ E0308
}

fn main() {}
