//! A network in which there is nothing but this machine: whatever a test would reach beyond it fails.
//!
//! The product's one way out is its gate, and tests stand in for whoever is behind it on loopback.
//! So everything has to pass where nothing can leave; what went around the gate would fail here, or be seen to.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::fd::AsFd as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};

use crate::Error;

/// Holds the network open until the end of its pipe, and switches on its loopback, which is off at first.
const KEEPER: &str = "ip link set lo up && echo ready && read -r _";
/// An address for documents (RFC 5737): it is nobody's.
const ELSEWHERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), 443);
/// Where there is no way, that is known at once.
const PATIENCE: Duration = Duration::from_secs(2);

/// The thread that made this, and whatever it starts, is in a network of its own until this is dropped.
pub(crate) struct Closed {
    keeper: Child,
    before: File,
}

impl Closed {
    /// Takes this thread into a network of its own.
    ///
    /// # Errors
    /// When the system does not allow it, or something can be reached from there all the same.
    pub(crate) fn enter() -> Result<Self, Error> {
        let mut command = Command::new("unshare");
        command.args(["--net", "sh", "-c", KEEPER]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut keeper = command.spawn().map_err(|error| format!("failed to start `unshare`: {error}"))?;
        let mut said = String::new();
        BufReader::new(keeper.stdout.take().ok_or("no pipe")?).read_line(&mut said)?;
        if said != "ready\n" {
            keeper.wait()?;
            return Err("`unshare --net` and `ip link set lo up` have to work".into());
        }
        let before = File::open("/proc/thread-self/ns/net")?;
        let own = File::open(format!("/proc/{}/ns/net", keeper.id()))?;
        enter(&own)?;
        let closed = Self { keeper, before };
        if TcpStream::connect_timeout(&ELSEWHERE, PATIENCE).is_ok() {
            return Err(format!("{ELSEWHERE} can be reached from a network that ought to be closed").into());
        }
        Ok(closed)
    }
}

impl Drop for Closed {
    fn drop(&mut self) {
        if enter(&self.before).is_err() {
            eprintln!("this process stays in a network of its own");
        }
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

fn enter(network: &File) -> Result<(), Error> {
    Ok(move_into_link_name_space(network.as_fd(), Some(LinkNameSpaceType::Network))?)
}
