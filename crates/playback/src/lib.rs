//! Playing music: streams of originals, transcodes, listens and where a listener stopped.

pub mod file;
pub mod media;
pub mod plan;
pub mod transcode;
