//! What the vault promises, on both engines.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use consent::Permit;
use ids::SubjectId;
use units::Timestamp;
use vault::{Error, LoggedErasure, MasterKey, Place, Sealed, Vault};

const PHONE: Place = Place("account_phones.phone_sealed");
const OTHER: Place = Place("ticket_buyers.id_number_sealed");
const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);
const ME: SubjectId = SubjectId::from_i64(1);
const YOU: SubjectId = SubjectId::from_i64(2);

async fn vaults() -> Vec<(testkit::TestDatabase, Vault)> {
    let mut found = Vec::new();
    for test in testkit::databases(&[&vault::MIGRATIONS], &["subject_keys"]).await {
        let vault = Vault::new(test.db.clone(), MasterKey::new([9; 32]));
        vault.make_key(ME, NOW).await.unwrap();
        vault.make_key(YOU, NOW).await.unwrap();
        found.push((test, vault));
    }
    found
}

/// Leave to open what is sealed for one person's account.
fn leave(subject: SubjectId) -> Permit<policy::Account> {
    Permit::of_service(subject)
}

#[tokio::test]
async fn what_was_sealed_opens() {
    for (_test, vault) in vaults().await {
        let sealed = vault.seal(ME, PHONE, b"13800138000").await.unwrap();
        assert!(!sealed.as_bytes().windows(3).any(|bytes| bytes == b"138"));
        assert_eq!(vault.open(&leave(ME), PHONE, &sealed).await.unwrap(), b"13800138000");
        let again = vault.seal(ME, PHONE, b"13800138000").await.unwrap();
        assert_ne!(sealed, again, "equal values do not look equal");
    }
}

#[tokio::test]
async fn a_value_is_bound_to_its_place() {
    for (_test, vault) in vaults().await {
        let sealed = vault.seal(ME, PHONE, b"13800138000").await.unwrap();
        assert!(matches!(vault.open(&leave(YOU), PHONE, &sealed).await, Err(Error::Refused)));
        assert!(matches!(vault.open(&leave(ME), OTHER, &sealed).await, Err(Error::Refused)));
        for place in 0..sealed.as_bytes().len() {
            let mut changed = sealed.as_bytes().to_vec();
            changed[place] ^= 1;
            assert!(vault.open(&leave(ME), PHONE, &Sealed::from_bytes(changed)).await.is_err(), "byte {place}");
        }
        for length in 0..sealed.as_bytes().len() {
            let cut = Sealed::from_bytes(sealed.as_bytes()[..length].to_vec());
            assert!(vault.open(&leave(ME), PHONE, &cut).await.is_err(), "length {length}");
        }
    }
}

#[tokio::test]
async fn a_destroyed_key_opens_nothing() {
    for (_test, vault) in vaults().await {
        let mine = vault.seal(ME, PHONE, b"13800138000").await.unwrap();
        let yours = vault.seal(YOU, PHONE, b"13900139000").await.unwrap();
        assert!(vault.destroy_key(ME).await.unwrap());
        assert!(!vault.destroy_key(ME).await.unwrap(), "twice changes nothing");
        assert!(matches!(vault.open(&leave(ME), PHONE, &mine).await, Err(Error::NoKey)));
        assert_eq!(vault.open(&leave(YOU), PHONE, &yours).await.unwrap(), b"13900139000");
        // A key made anew for the same subject does not open what the old one sealed.
        vault.make_key(ME, NOW).await.unwrap();
        assert!(matches!(vault.open(&leave(ME), PHONE, &mine).await, Err(Error::Refused)));
    }
}

#[tokio::test]
async fn whoever_has_no_key_is_in_no_log_and_the_keys_know_one_database() {
    for (_test, vault) in vaults().await {
        let entry = |id: i64, subject: SubjectId| LoggedErasure { id, subject, what: "listen", at: NOW };
        vault.destroy_key(YOU).await.unwrap();
        // As when an account was closed between the reading of a note and its writing beside the keys.
        vault.log_erasures(&[entry(1, ME), entry(2, YOU), entry(1, ME)]).await.unwrap();
        assert_eq!(vault.erasures_since(NOW).await.unwrap(), [(ME, "listen".to_owned())]);

        assert_eq!(vault.bound_to().await.unwrap(), None);
        for name in ["ours", "another"] {
            vault.bind_to(name).await.unwrap();
            assert_eq!(vault.bound_to().await.unwrap().as_deref(), Some("ours"));
        }
    }
}

#[tokio::test]
async fn another_master_key_opens_nothing() {
    for (test, vault) in vaults().await {
        let sealed = vault.seal(ME, PHONE, b"13800138000").await.unwrap();
        let thief = Vault::new(test.db.clone(), MasterKey::new([8; 32]));
        assert!(matches!(thief.open(&leave(ME), PHONE, &sealed).await, Err(Error::Refused)));
        assert_eq!(vault.index("phone").of("x"), vault.index("phone").of("x"));
        assert_ne!(vault.index("phone").of("x"), vault.index("mail").of("x"));
        assert_ne!(vault.index("phone").of("x"), thief.index("phone").of("x"));
    }
}

#[test]
fn the_master_key_is_made_once_and_kept_from_others() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys/master.key");
    let made = MasterKey::read_or_make(&path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.trim().len(), 64);
    MasterKey::read_or_make(&path).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(MasterKey::read_or_make(&path).unwrap_err().to_string().contains("chmod 600"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::write(&path, "short").unwrap();
    assert!(MasterKey::read_or_make(&path).is_err());
    drop(made);
}
