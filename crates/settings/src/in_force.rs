//! What is in force: the settings that the service was started with, over what is stored.

use std::collections::BTreeMap;
use std::fmt;

use config::{Config, Problems, Stored};
use db::Db;
use http_api::Text;
use units::Timestamp;
use vault::ServiceSeal;

use crate::store::{self, Kept};

/// Why what is stored is not in force; the service runs without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It does not open: the master key is another one, or somebody changed the rows.
    Sealed,
    /// It does not go together with the settings that the service was started with.
    Unfit(Problems),
}

impl Trouble {
    /// What the operator's page says, with the way out.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Sealed => Text::new(
                "网页上保存的设置打不开（主密钥换过，或数据被改动），现在没有生效。请恢复原来的主密钥文件并重启；或清除全部已保存的设置，重新填写。",
                "What was saved on this page does not open, because the master key is another one or the rows were changed, and is not in force. Restore the master key's file and start again, or remove all that was saved and fill it in anew.",
            ),
            Self::Unfit(problems) => {
                let said = |words: fn(&config::Problem) -> String, between: &str| {
                    let all = problems.0.iter().map(|problem| format!("{}: {}", problem.place, words(problem)));
                    all.collect::<Vec<_>>().join(between)
                };
                Text::made(
                    format!(
                        "网页上保存的设置与配置文件合不到一起，现在没有生效。请改正或删除：{}",
                        said(config::Problem::chinese, "；")
                    ),
                    format!(
                        "What was saved on this page does not go together with the configuration file and is not in force. Correct or remove it: {}",
                        said(config::Problem::english, "; ")
                    ),
                )
            }
        }
    }
}

/// The settings in force at one time.
#[derive(Clone)]
pub struct InForce {
    /// Everything that any source says.
    pub config: Config,
    /// Why what is stored is not part of it.
    pub trouble: Option<Trouble>,
    /// What is stored; empty where it does not open.
    pub(crate) stored: Stored,
    /// When each was last changed.
    pub(crate) changed_at: BTreeMap<String, Timestamp>,
    /// How often something was changed by then.
    pub(crate) change: i64,
}

impl InForce {
    /// How many settings are stored.
    #[must_use]
    pub fn count(&self) -> usize {
        self.stored.len()
    }
}

impl fmt::Debug for InForce {
    /// Says which settings are stored; what they say stands in no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&String> = self.stored.keys().collect();
        f.debug_struct("InForce").field("stored", &names).field("trouble", &self.trouble).finish_non_exhaustive()
    }
}

/// Reads what is stored and puts it beneath `base`, the settings that the service was started with.
///
/// What does not open or does not fit is left out and told; it never keeps the service from starting.
///
/// # Errors
/// The database's.
pub async fn in_force(db: &Db, seal: &ServiceSeal, base: &Config) -> db::Result<InForce> {
    let reader = db.catalogue();
    // The count is read first: what changes in between is then read once more, and nothing is missed.
    let change = store::change(&reader).await?;
    Ok(over(base, seal, &store::all(&reader).await?, change))
}

/// What is stored over `base`.
fn over(base: &Config, seal: &ServiceSeal, kept: &[Kept], change: i64) -> InForce {
    let without =
        |trouble| InForce { config: base.clone(), trouble, stored: Stored::new(), changed_at: BTreeMap::new(), change };
    let Some(stored) = open(seal, kept) else {
        tracing::error!("the settings of the web app do not open with this master key, and are not in force");
        return without(Some(Trouble::Sealed));
    };
    let changed_at = kept.iter().map(|one| (one.name.clone(), one.changed_at)).collect();
    match base.with_stored(&stored) {
        Ok(config) => InForce { config, trouble: None, stored, changed_at, change },
        Err(problems) => {
            tracing::error!("the settings of the web app do not fit those of the file, and are not in force");
            InForce { stored, changed_at, ..without(Some(Trouble::Unfit(problems))) }
        }
    }
}

/// Every value, or nothing when one of them does not open: half of them would be other settings than were saved.
pub(crate) fn open(seal: &ServiceSeal, kept: &[Kept]) -> Option<Stored> {
    let opened = kept.iter().map(|one| {
        let text = String::from_utf8(seal.open(&one.name, &one.sealed).ok()?).ok()?;
        Some((one.name.clone(), text))
    });
    opened.collect()
}
