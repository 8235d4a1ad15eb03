//! How often something may be tried; kept in memory only.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use units::{Millis, Timestamp};

/// Keys kept at most; beyond it the expired go, and if none have, all start anew.
const KEYS_MAX: usize = 50_000;

/// At most `most` tries of one key within `span`, counted by a sliding window.
#[derive(Debug)]
pub struct Limiter {
    most: usize,
    span: Millis,
    tries: Mutex<HashMap<String, VecDeque<Timestamp>>>,
}

impl Limiter {
    /// At most `most` tries of one key within `span`.
    #[must_use]
    pub fn new(most: usize, span: Millis) -> Self {
        Self { most, span, tries: Mutex::new(HashMap::new()) }
    }

    /// Counts one try.
    ///
    /// # Errors
    /// After how long the next try will be admitted.
    pub fn admit(&self, key: &str, now: Timestamp) -> Result<(), Millis> {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let since = now - self.span;
        if tries.len() >= KEYS_MAX && !tries.contains_key(key) {
            tries.retain(|_, times| times.back().is_some_and(|last| *last > since));
            if tries.len() >= KEYS_MAX {
                tries.clear();
            }
        }
        let times = tries.entry(key.to_owned()).or_default();
        while times.front().is_some_and(|first| *first <= since) {
            times.pop_front();
        }
        if let Some(wait) = self.wait_with(times, now) {
            return Err(wait);
        }
        times.push_back(now);
        Ok(())
    }

    /// Whether another try of this key would be refused; counts none.
    #[must_use]
    pub fn is_full(&self, key: &str, now: Timestamp) -> bool {
        self.wait(key, now).is_some()
    }

    /// After how long another try of this key would be admitted, when it would be refused now; counts none.
    #[must_use]
    pub fn wait(&self, key: &str, now: Timestamp) -> Option<Millis> {
        let tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        self.wait_with(tries.get(key)?, now)
    }

    /// After how long there is room for a try after these, of which those within the span count.
    fn wait_with(&self, times: &VecDeque<Timestamp>, now: Timestamp) -> Option<Millis> {
        let since = now - self.span;
        let counted = times.iter().filter(|time| **time > since);
        let first = counted.clone().next();
        (counted.count() >= self.most).then(|| first.map_or(self.span, |first| (*first + self.span).since(now)))
    }

    /// Forgets a key, after it has proved itself.
    pub fn forget(&self, key: &str) {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

/// Where a request came from; the server puts it among the request's extensions, and it is never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// What tries are counted by: the address, or for IPv6 the network of 64 bits that one household has.
    pub(crate) fn key(self) -> String {
        match self.0 {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => address.to_ipv4_mapped().map_or_else(
                || {
                    let [a, b, c, d, ..] = address.segments();
                    format!("{a:x}:{b:x}:{c:x}:{d:x}")
                },
                |address| address.to_string(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_slides() {
        let limiter = Limiter::new(2, Millis::minutes(1));
        let at = |seconds: i64| Timestamp::from_millis(0) + Millis::seconds(seconds);
        assert_eq!(limiter.admit("a", at(0)), Ok(()));
        assert_eq!(limiter.admit("a", at(30)), Ok(()));
        assert_eq!(limiter.admit("a", at(40)), Err(Millis::seconds(20)));
        assert_eq!(limiter.admit("b", at(40)), Ok(()));
        assert_eq!(limiter.admit("a", at(60)), Ok(()));
        assert_eq!(limiter.admit("a", at(61)), Err(Millis::seconds(29)));
    }

    #[test]
    fn a_household_shares_one_count() {
        let key = |text: &str| ClientAddress(text.parse().expect("an address")).key();
        assert_eq!(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_eq!(key("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
