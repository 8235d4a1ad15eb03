//! The lab seen from outside: as an app, as a browser, and as whoever asks it to be hostile.

mod apple;
mod binary;
mod control;
mod events;
mod faults;
mod ismg;
mod oidc;
mod pages;
mod phones;
mod qq;
mod support;
mod tls;
mod tokens;
mod wechat;
mod weibo;
