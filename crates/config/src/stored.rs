//! What operators saved in the web app: the layer between the file and the defaults.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::assemble;
use crate::keys::{self, is_editable};
use crate::problem::Problems;
use crate::sources::{Settings, Source};
use crate::{Config, SignIn};

/// What is stored: settings by their full names, each as the environment would write it.
pub type Stored = BTreeMap<String, String>;

/// What the settings were made of, kept so that stored ones can be put beneath them.
#[derive(Clone)]
pub(crate) struct Sources(pub(crate) Arc<Settings>);

impl fmt::Debug for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sources")
    }
}

/// How a setting stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where its value comes from.
    pub source: Source,
    /// The value as the environment would write it; absent for one that is never shown, and where there is none.
    pub value: Option<String>,
}

impl Config {
    /// The same settings over these stored ones; what a flag, the environment or the file says stays.
    ///
    /// Call it on settings without a stored layer: what is no longer stored is then no longer there.
    ///
    /// # Errors
    /// Every fault of the stored settings at once, each with the setting's name as its place.
    pub fn with_stored(&self, stored: &Stored) -> Result<Self, Problems> {
        if stored.is_empty() {
            return Ok(self.clone());
        }
        let mut settings = Settings::clone(&self.sources.0);
        let taken = stored.iter().filter_map(|(name, text)| settings.take_stored(name, text).err());
        Problems::none_or(taken.collect())?;
        let assemble::Connectors { sms, one_tap, mail, voice_search, providers } = assemble::connectors(&settings)?;
        Ok(Self {
            sms,
            one_tap,
            mail,
            voice_search,
            sign_in: SignIn { providers, ..self.sign_in.clone() },
            sources: Sources(Arc::new(settings)),
            ..self.clone()
        })
    }

    /// How a setting stands that operators may set in the web app; nothing for any other.
    #[must_use]
    pub fn standing(&self, name: &str) -> Option<Standing> {
        let key = keys::find(name).filter(|key| is_editable(key.name))?;
        let Some(setting) = self.sources.0.found.get(key.name) else {
            return Some(Standing { source: Source::Default, value: None });
        };
        let value = setting.value.shown().filter(|_| !key.is_hidden());
        Some(Standing { source: setting.source.clone(), value })
    }
}
