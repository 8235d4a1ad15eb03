//! Passwords of other things than accounts, hashed in the same way and a few at a time.

use crate::accounts::Accounts;
use crate::error::Error;
use crate::password::Passwords;

impl Accounts {
    /// What hashes passwords here, for others to hash theirs in turn with it.
    #[must_use]
    pub fn passwords(&self) -> Passwords {
        self.0.passwords.clone()
    }

    /// A password as a database keeps it: a PHC string of Argon2id with its own random salt.
    ///
    /// # Errors
    /// [`Error::TooMany`] while many others wait to be hashed, [`Error::Hash`].
    pub async fn hash_password(&self, password: String) -> Result<String, Error> {
        self.0.passwords.hash(password).await
    }

    /// Whether a password is the one that was hashed.
    ///
    /// # Errors
    /// As [`Accounts::hash_password`].
    pub async fn verify_password(&self, password: String, hash: String) -> Result<bool, Error> {
        self.0.passwords.verify(password, Some(hash)).await
    }
}
