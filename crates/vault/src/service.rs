//! Sealing what belongs to the service itself and to no person, such as the secrets of its connectors.

use crate::Error;
use crate::sealed::{Key, Sealed};

/// Seals values of the service under names; a value opens under the name for which it was sealed, and no other.
#[derive(Clone, Debug)]
pub struct ServiceSeal(Key);

impl ServiceSeal {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self(Key::new(key))
    }

    /// Seals a value under a name.
    #[must_use]
    pub fn seal(&self, name: &str, value: &[u8]) -> Sealed {
        Sealed::from_bytes(self.0.encrypt(name.as_bytes(), value))
    }

    /// Opens a value that was sealed under this name.
    ///
    /// # Errors
    /// [`Error::Refused`] for another name, another master key, and what was changed.
    pub fn open(&self, name: &str, value: &Sealed) -> Result<Vec<u8>, Error> {
        self.0.decrypt(name.as_bytes(), value.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Error, MasterKey, Sealed};

    #[test]
    fn a_value_opens_under_its_own_name_key_and_use_alone() {
        let seal = MasterKey::new([7; 32]).service_seal("settings");
        let sealed = seal.seal("sms.cmpp.secret", b"right");
        assert_eq!(seal.open("sms.cmpp.secret", &sealed).expect("it opens"), b"right");
        let refused = |result: Result<Vec<u8>, Error>| assert!(matches!(result, Err(Error::Refused)));
        refused(seal.open("sms.cmpp.host", &sealed));
        refused(MasterKey::new([7; 32]).service_seal("other").open("sms.cmpp.secret", &sealed));
        refused(MasterKey::new([8; 32]).service_seal("settings").open("sms.cmpp.secret", &sealed));
        let mut changed = sealed.as_bytes().to_vec();
        let last = changed.len() - 1;
        changed[last] ^= 1;
        refused(seal.open("sms.cmpp.secret", &Sealed::from_bytes(changed)));
        refused(seal.open("sms.cmpp.secret", &Sealed::from_bytes(vec![1, 2])));
    }

    #[test]
    fn the_same_value_is_sealed_differently_each_time() {
        let seal = MasterKey::new([7; 32]).service_seal("settings");
        assert_ne!(seal.seal("a", b"value"), seal.seal("a", b"value"));
    }
}
