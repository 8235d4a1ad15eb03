//! The two words never to mix: de-identified (re-linkable with a key, still personal) and anonymous (not).

use std::collections::{BTreeMap, BTreeSet};

use db::{Db, Row, Sql, Value};
use hmac::{Hmac, KeyInit, Mac};
use ids::SubjectId;
use policy::Purpose;
use sha2::Sha256;
use zeroize::ZeroizeOnDrop;

use crate::grant::Grant;
use crate::noise::Noise;

/// A key under which people become pseudonyms; whoever has it can tell who is who.
#[derive(ZeroizeOnDrop)]
pub struct PseudonymKey([u8; 32]);

impl std::fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PseudonymKey(hidden)")
    }
}

impl PseudonymKey {
    /// The key with these bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The person's pseudonym under this key: HMAC-SHA-256 of the id, in hexadecimal.
    #[must_use]
    pub fn pseudonym(&self, subject: SubjectId) -> Deidentified<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(&subject.as_i64().to_be_bytes());
        Deidentified(hex::encode(mac.finalize().into_bytes()))
    }

    /// The person's pseudonym for one recipient, as long as they agree: HMAC-SHA-256 of the recipient and of the consent's
    /// number, in hexadecimal.
    ///
    /// Another recipient gets another one, so two cannot put theirs together. With the consent goes its number, and with
    /// that the way to make it again: after a new consent it is another.
    #[must_use]
    pub fn pseudonym_for<P: Purpose>(&self, grant: &Grant<P>, recipient: &str) -> Deidentified<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(recipient.as_bytes());
        mac.update(&[0]);
        mac.update(&grant.id().as_i64().to_be_bytes());
        Deidentified(hex::encode(mac.finalize().into_bytes()))
    }
}

/// De-identified (去标识化): without the key it points at nobody, with the key it does, so it is still personal
/// (Personal Information Protection Law, article 73 (3)).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deidentified<T>(T);

impl<T> Deidentified<T> {
    /// The de-identified value.
    #[must_use]
    pub fn get(&self) -> &T {
        &self.0
    }
}

/// Anonymous (匿名化): it cannot be led back to anyone, by anybody (article 73 (4)).
///
/// There are exactly three ways to make one: enough people behind each value, noise on every number, or a key that no
/// longer exists. What was kept of one comes back through a reader that sees nothing about anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anonymous<T>(T);

impl<T> Anonymous<T> {
    /// How many different people must stand behind a published value, at least.
    pub const PEOPLE_MIN: usize = 3;

    /// The value.
    #[must_use]
    pub fn get(&self) -> &T {
        &self.0
    }
}

impl<K: Ord + Clone> Anonymous<Vec<(K, i64)>> {
    /// Counts people with noise on every number, so that what comes out is differentially private for a whole person.
    ///
    /// `values` are all that could be shown, known without a look at anybody; each gets a number with noise, whether
    /// somebody stands behind it or not, and comes with its number when that is `least` or more.
    /// A person counts for the first values they come with, as many as `noise` says, and by one each.
    #[must_use]
    pub fn noised(
        values: impl IntoIterator<Item = K>,
        rows: impl IntoIterator<Item = (SubjectId, K)>,
        noise: Noise,
        least: i64,
        rng: &mut impl rand::CryptoRng,
    ) -> Self {
        let mut counts: BTreeMap<K, i64> = values.into_iter().map(|value| (value, 0)).collect();
        let mut counted: BTreeMap<SubjectId, BTreeSet<K>> = BTreeMap::new();
        let per_person = usize::try_from(noise.values_per_person).unwrap_or(usize::MAX);
        for (subject, value) in rows {
            let of_person = counted.entry(subject).or_default();
            let Some(count) = counts.get_mut(&value) else { continue };
            if of_person.len() < per_person && of_person.insert(value) {
                *count += 1;
            }
        }
        let mut words = std::iter::repeat_with(|| rng.next_u32());
        let numbers = counts.into_iter().map(|(value, count)| (value, count + noise.draw(&mut words)));
        Self(numbers.filter(|(_, number)| *number >= least).collect())
    }
}

impl<T> Anonymous<Vec<T>> {
    /// What was kept of something anonymous, read again: through a reader that the database lets see no table with
    /// personal data at all.
    ///
    /// # Errors
    /// The database's, which refuses a statement that reads a personal table.
    pub async fn kept<F>(db: &Db, statement: &'static Sql, arguments: &[Value], read: F) -> db::Result<Self>
    where
        F: FnMut(&Row<'_>) -> db::Result<T> + Send + 'static,
        T: Send + 'static,
    {
        db.catalogue().query(statement, arguments, read).await.map(Self)
    }
}

impl<K: Ord> Anonymous<Vec<(K, usize)>> {
    /// Counts how many different people stand behind each value, and drops those with fewer than `people_min`
    /// (raised to [`Anonymous::PEOPLE_MIN`] when lower). The order is by value, never by person.
    #[must_use]
    pub fn counts(rows: impl IntoIterator<Item = (SubjectId, K)>, people_min: usize) -> Self {
        let people_min = people_min.max(Anonymous::<()>::PEOPLE_MIN);
        let mut people: BTreeMap<K, BTreeSet<SubjectId>> = BTreeMap::new();
        for (subject, value) in rows {
            people.entry(value).or_default().insert(subject);
        }
        Self(
            people
                .into_iter()
                .map(|(value, people)| (value, people.len()))
                .filter(|(_, count)| *count >= people_min)
                .collect(),
        )
    }
}

impl Anonymous<Vec<String>> {
    /// Pseudonyms whose key was made for this call and is destroyed before it returns:
    /// they tell the rows of one person from another's, and nobody can tell whose they are.
    #[must_use]
    pub fn with_destroyed_key(subjects: &[SubjectId], rng: &mut impl rand::Rng) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        let key = PseudonymKey::new(bytes);
        let pseudonyms = subjects.iter().map(|&subject| key.pseudonym(subject).0).collect();
        zeroize::Zeroize::zeroize(&mut bytes);
        drop(key);
        Self(pseudonyms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(number: i64) -> SubjectId {
        SubjectId::from_i64(number)
    }

    #[test]
    fn a_value_with_too_few_people_is_not_published() {
        let rows = [(1, "晴天"), (2, "晴天"), (3, "晴天"), (1, "七里香"), (1, "七里香"), (2, "七里香")];
        let counts = Anonymous::counts(rows.map(|(person, song)| (subject(person), song)), 1);
        assert_eq!(counts.get(), &[("晴天", 3)], "two people behind a song are too few, however often they heard it");
    }

    #[test]
    fn pseudonyms_link_under_the_key_and_only_under_it() {
        let key = PseudonymKey::new([7; 32]);
        assert_eq!(key.pseudonym(subject(1)), key.pseudonym(subject(1)));
        assert_ne!(key.pseudonym(subject(1)), key.pseudonym(subject(2)));
        assert_ne!(key.pseudonym(subject(1)), PseudonymKey::new([8; 32]).pseudonym(subject(1)));
    }

    #[test]
    fn a_destroyed_key_cannot_be_tried_again() {
        let people: Vec<_> = (0..50).map(subject).collect();
        let first = Anonymous::with_destroyed_key(&people, &mut rand::rng());
        let second = Anonymous::with_destroyed_key(&people, &mut rand::rng());
        let both = first.get().iter().filter(|pseudonym| second.get().contains(pseudonym)).count();
        assert_eq!(both, 0, "the same people cannot be found again, even by us");
    }
}
