//! Which keys belong to which database.
//!
//! A key that belongs to nobody is destroyed, and whoever has no key is closed after a restore. Both would destroy
//! everything when the database is not the one that the keys were made for: a new one that was made because the path
//! was wrong, or another one. So both are done only between stores that know each other.

use std::collections::BTreeSet;

use db::{args, sql};
use ids::SubjectId;

use crate::Rights;
use crate::error::Error;

sql! {
    static NAME = "SELECT name FROM database_names WHERE one = 1";
    static SET_NAME = "INSERT INTO database_names (one, name) VALUES (1, $1) ON CONFLICT (one) DO NOTHING";
}

impl Rights {
    /// Makes sure that the keys are those of this database; the first time both are told of each other.
    ///
    /// A database of an earlier version, or a backup of one, has no name yet. It takes that of the keys when at least
    /// half of them belong to people whom it knows.
    ///
    /// # Errors
    /// [`Error::OtherDatabase`] when they are not, and the stores'.
    pub async fn require_own_keys(&self) -> Result<(), Error> {
        let name = self.name().await?;
        let bound = self.0.vault.bound_to().await?;
        match (name, bound) {
            (Some(name), Some(bound)) if name == bound => Ok(()),
            (Some(_), Some(_)) => Err(Error::OtherDatabase),
            (name, bound) => {
                let may_be_bound = self.knows_its_keys().await?;
                let known = bound.filter(|_| may_be_bound).or(name);
                let chosen = known.unwrap_or_else(|| hex::encode(rand::random::<[u8; 16]>()));
                self.set_name(&chosen).await?;
                if !may_be_bound {
                    return Err(Error::OtherDatabase);
                }
                self.0.vault.bind_to(&chosen).await?;
                // Another node may have been first, with another name.
                let agreed = self.name().await? == self.0.vault.bound_to().await?;
                if agreed { Ok(()) } else { Err(Error::OtherDatabase) }
            }
        }
    }

    async fn name(&self) -> Result<Option<String>, Error> {
        Ok(self.0.db.service().query_optional(&NAME, &[], |row| row.get(0)).await?)
    }

    async fn set_name(&self, name: &str) -> Result<(), Error> {
        let mut tx = self.0.db.begin().await?;
        tx.execute(&SET_NAME, &args![name]).await?;
        Ok(tx.commit().await?)
    }

    /// Whether at least half of the keys belong to people of this database, and any of its people have one.
    async fn knows_its_keys(&self) -> Result<bool, Error> {
        let keys = self.0.vault.subjects().await?;
        let living: BTreeSet<SubjectId> = self.living().await?.into_iter().collect();
        let known = keys.iter().filter(|(subject, _)| living.contains(subject)).count();
        Ok(known * 2 >= keys.len() && (known > 0 || living.is_empty()))
    }
}
