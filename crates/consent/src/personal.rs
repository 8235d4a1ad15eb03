//! Values about a person, which cannot be printed.

use std::fmt;
use std::marker::PhantomData;

use policy::Purpose;

use crate::permit::Permit;

/// A value about a person, kept for purpose `P`.
///
/// It has no `Display` and no `Serialize`, and its `Debug` names the kind and hides the value,
/// so no log line, error or answer can carry it by accident. Whoever needs it shows a [`Permit`] for its purpose.
pub struct Personal<T, P> {
    value: T,
    purpose: PhantomData<fn() -> P>,
}

impl<T, P: Purpose> Personal<T, P> {
    /// Takes a value under protection, as soon as it arrives.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self { value, purpose: PhantomData }
    }

    /// The value, for its own purpose.
    #[must_use]
    pub fn open(&self, _: &Permit<P>) -> &T {
        &self.value
    }

    /// The value, taken out for its own purpose.
    #[must_use]
    pub fn into_open(self, _: &Permit<P>) -> T {
        self.value
    }

    /// Another value made from this one, under the same protection.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Personal<U, P> {
        Personal::new(change(self.value))
    }
}

impl<T: Clone, P> Clone for Personal<T, P> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), purpose: PhantomData }
    }
}

impl<T, P: Purpose> fmt::Debug for Personal<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Personal<{}, {}>(hidden)", std::any::type_name::<T>().rsplit("::").next().unwrap_or("?"), P::ID)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_the_value() {
        let phone = Personal::<_, policy::SignInVerification>::new("13800138000".to_owned());
        let printed = format!("{phone:?}");
        assert!(!printed.contains("138"), "{printed}");
        assert!(printed.contains("sign_in_verification"), "{printed}");
    }
}
