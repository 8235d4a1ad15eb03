//! What is said on the way to the server, and to whom.

use std::sync::Arc;
use std::time::Duration;

use http_api::Language;
use lab::{MailFault, MailSecurity};
use mail::Error;
use mail::smtp::{Login, Security, Server, Setback};

use crate::support::{World, address_of, server, worlds_with};

/// Sends a code, and tells what the server said.
async fn send(world: &World) -> Result<(), Error> {
    world.mail.begin_proof(world.people[0], &address_of(0), Language::Chinese).await
}

async fn sends(encrypts: MailSecurity, security: Security, login: Option<(&str, &str)>) {
    let set_up = |authority: &str| Server {
        login: login.map(|(user, password)| Login { user: user.to_owned(), password: password.to_owned() }),
        ..server(security, Some(authority))
    };
    for world in worlds_with(encrypts, set_up).await {
        if login.is_some() {
            world.lab.register_mail_login("qingyin", "right");
        }
        send(&world).await.unwrap();
        let [mail] = world.lab.taken_mails().try_into().unwrap();
        assert_eq!((mail.from.as_str(), mail.to), ("qingyin@music.example", vec![address_of(0)]));
        assert_eq!(mail.is_encrypted, security != Security::Loopback);
        assert_eq!(mail.signed_in_as.as_deref(), login.map(|(user, _)| user));
    }
}

#[tokio::test]
async fn mail_goes_encrypted_from_the_first_byte_or_after_a_greeting() {
    sends(MailSecurity::Tls, Security::Tls, None).await;
    sends(MailSecurity::StartTls, Security::StartTls, Some(("qingyin", "right"))).await;
    sends(MailSecurity::Plain, Security::Loopback, None).await;
}

/// Nothing was taken, and it may be tried again.
async fn takes_nothing(encrypts: MailSecurity, fault: MailFault, set_up: impl Fn(&str) -> Server, why: &str) {
    for world in worlds_with(encrypts, set_up).await {
        world.lab.set_mail_fault(None, fault);
        match send(&world).await {
            Err(Error::Setback(Setback::Passing(told))) => assert_eq!(told, why, "{fault:?}"),
            other => panic!("{fault:?}: {other:?}"),
        }
        assert!(world.lab.taken_mails().is_empty(), "{fault:?}");
    }
}

#[tokio::test]
async fn nothing_is_sent_where_encryption_is_taken_away_or_not_to_be_trusted() {
    use MailFault::{EncryptionRefused, EncryptionWithheld, InjectsBeforeEncryption, WrongCertificate};
    use MailSecurity::{StartTls, Tls};
    let upgraded = |authority: &str| server(Security::StartTls, Some(authority));
    takes_nothing(StartTls, EncryptionWithheld, upgraded, "it does not offer encryption").await;
    takes_nothing(StartTls, EncryptionRefused, upgraded, "it answered 454").await;
    takes_nothing(StartTls, InjectsBeforeEncryption, upgraded, "it went on in the clear after STARTTLS").await;
    takes_nothing(StartTls, WrongCertificate, upgraded, "its certificate is not to be trusted").await;
    let encrypted = |authority: &str| server(Security::Tls, Some(authority));
    takes_nothing(Tls, WrongCertificate, encrypted, "its certificate is not to be trusted").await;
}

#[tokio::test]
async fn an_authority_that_nobody_named_is_not_believed() {
    let (_, stranger) = lab::MailCertificates::make().unwrap();
    let set_up = move |_: &str| server(Security::Tls, Some(&stranger));
    for world in worlds_with(MailSecurity::Tls, set_up).await {
        let refused = send(&world).await;
        assert!(matches!(refused, Err(Error::Setback(Setback::Passing(_)))), "{refused:?}");
        assert!(world.lab.taken_mails().is_empty());
    }
}

#[tokio::test]
async fn a_server_that_is_silent_or_breaks_off_holds_nothing_up() {
    use MailFault::{CutInAnswer, NoAnswer, NoGreeting, SenderRefused, SignInRefused};
    let here = |_: &str| Server { patience: Duration::from_millis(200), ..server(Security::Loopback, None) };
    takes_nothing(MailSecurity::Plain, NoGreeting, here, "no answer in time").await;
    takes_nothing(MailSecurity::Plain, NoAnswer, here, "no answer in time").await;
    takes_nothing(MailSecurity::Plain, CutInAnswer, here, "the line broke off").await;
    takes_nothing(MailSecurity::Plain, SenderRefused, here, "it answered 553").await;
    let signs_in = |_: &str| Server {
        login: Some(Login { user: "qingyin".to_owned(), password: "wrong".to_owned() }),
        ..server(Security::Loopback, None)
    };
    takes_nothing(MailSecurity::Plain, SignInRefused, signs_in, "it answered 535").await;
}

#[tokio::test]
async fn a_password_is_never_printed() {
    let login = Login { user: "qingyin".to_owned(), password: "hunter2".to_owned() };
    let printed = format!("{:?}", Arc::new(Server { login: Some(login), ..server(Security::Tls, None) }));
    assert!(!printed.contains("hunter2") && !printed.contains("qingyin"), "{printed}");
}
