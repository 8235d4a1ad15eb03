//! The parameters of a request: repeated ones in order, unknown ones ignored, missing ones named.

use std::str::FromStr;

use crate::fault::Fault;

/// What a request may carry in its body, in bytes; a queue of two thousand songs takes a tenth of it.
pub(crate) const BODY_BYTES_MAX: usize = 1 << 20;

/// The parameters of one request, from its address and from a form.
#[derive(Debug, Default)]
pub(crate) struct Params(Vec<(String, String)>);

impl Params {
    /// Parameters as forms and addresses spell them.
    pub(crate) fn parse(query: &[u8], form: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(query).chain(form_urlencoded::parse(form));
        Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// The first value of a parameter.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a parameter is there, be it empty.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// All values of a parameter, in the order in which they were sent.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A parameter without which nothing can be done.
    ///
    /// # Errors
    /// Error 10, which names it.
    pub(crate) fn require(&self, name: &str) -> Result<&str, Fault> {
        self.get(name).filter(|value| !value.is_empty()).ok_or_else(|| Fault::missing(name))
    }

    /// A parameter of a certain form; nothing when it is left out or empty.
    ///
    /// # Errors
    /// Error 10 for one that is there and has another form.
    pub(crate) fn parsed<T: FromStr>(&self, name: &str) -> Result<Option<T>, Fault> {
        match self.get(name).filter(|value| !value.is_empty()) {
            None => Ok(None),
            Some(value) => value.parse().map(Some).map_err(|_| Fault::malformed(name)),
        }
    }

    /// A parameter of a certain form without which nothing can be done.
    ///
    /// # Errors
    /// Error 10, which names it.
    pub(crate) fn require_parsed<T: FromStr>(&self, name: &str) -> Result<T, Fault> {
        self.parsed(name)?.ok_or_else(|| Fault::missing(name))
    }

    /// All values of a parameter, of a certain form.
    ///
    /// # Errors
    /// Error 10 when one has another form.
    pub(crate) fn all_parsed<T: FromStr>(&self, name: &str) -> Result<Vec<T>, Fault> {
        self.all(name).map(|value| value.parse().map_err(|_| Fault::malformed(name))).collect()
    }

    /// How many items are asked for, at most `most`.
    ///
    /// # Errors
    /// Error 10 for what is no such number.
    pub(crate) fn count(&self, name: &str, usual: usize, most: usize) -> Result<usize, Fault> {
        Ok(self.parsed(name)?.unwrap_or(usual).min(most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_parameters_keep_their_order_and_unknown_ones_do_no_harm() {
        let params = Params::parse(b"id=1&x=%E9%9F%B3&id=2", b"id=3&name=a+b");
        assert_eq!(params.all("id").collect::<Vec<_>>(), ["1", "2", "3"]);
        assert_eq!(params.get("name"), Some("a b"));
        assert_eq!(params.all_parsed::<u32>("id").ok(), Some(vec![1, 2, 3]));
    }

    #[test]
    fn what_is_missing_or_malformed_is_named() {
        let params = Params::parse(b"size=many&id=", b"");
        assert!(params.require("id").is_err_and(|fault| fault.code == 10 && fault.message.contains("'id'")));
        assert!(params.parsed::<u32>("size").is_err_and(|fault| fault.message.contains("'size'")));
        assert_eq!(params.count("offset", 10, 500).ok(), Some(10));
    }
}
