//! The crate seen from outside: a link and a line to a gateway that is a few frames written by hand, over real TCP.

mod gateway;
mod line;
mod link;
mod peer;
mod privacy;
mod quiet;
mod sign_in;
