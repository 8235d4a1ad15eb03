//! What is wrong with the settings, where, and what to do about it.

use std::fmt;

/// One fault of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where the setting stands: `data/qingyin.toml:3`, `QINGYIN_SERVER_LISTEN`, `--listen`, or the setting's name.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// Message and remedy in Chinese, for what operators set in the web app; the command line speaks English alone.
    chinese: Option<(String, String)>,
}

impl Problem {
    pub(crate) fn new(place: impl Into<String>, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), remedy: remedy.into(), chinese: None }
    }

    /// Says the same in Chinese.
    pub(crate) fn zh(mut self, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        self.chinese = Some((message.into(), remedy.into()));
        self
    }

    /// Message and remedy in one sentence, in English.
    #[must_use]
    pub fn english(&self) -> String {
        format!("{}; {}", self.message, self.remedy)
    }

    /// Message and remedy in one sentence, in Chinese where it was written.
    #[must_use]
    pub fn chinese(&self) -> String {
        self.chinese.as_ref().map_or_else(|| self.english(), |(message, remedy)| format!("{message}；{remedy}"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}; {}", self.place, self.message, self.remedy)
    }
}

/// Every fault that was found; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// `Ok` when the list is empty.
    pub(crate) fn none_or(found: Vec<Problem>) -> Result<(), Self> {
        if found.is_empty() { Ok(()) } else { Err(Self(found)) }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            if at > 0 {
                writeln!(formatter)?;
            }
            write!(formatter, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
