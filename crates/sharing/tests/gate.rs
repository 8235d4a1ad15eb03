//! The gate from outside: what leaves, what does not, and what the ledger says of both, on each engine.

use std::sync::Arc;

use db::{Db, sql};
use ids::GrantId;
use policy::{CompiledPolicy, PlayHistory, Purpose, RecipientField, RecipientId};
use sharing::{Disclosure, Error, Gate, RecipientSetup, Refusal, Value};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use units::{Millis, Timestamp};

use crate::support::{ME, Manner, NOW, Simulator, World, code_for, read_request, refusal, request_of, setup, worlds};

sql! {
    static TEST_LEDGER = "SELECT recipient, purpose_no, fields, outcome, contact_index, subject_id, subject_digest, grant_id \
        FROM disclosures ORDER BY created_at, id";
    static TEST_PENDING = "SELECT count(*) FROM disclosures WHERE outcome = 'pending'";
}

/// A row of the ledger as tests compare it; they move the clock between sendings, so that rows have an order.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    recipient: String,
    purpose_no: i64,
    fields: String,
    outcome: String,
    contact_index: Option<String>,
    subject: Option<i64>,
    digest: Option<String>,
    grant: Option<i64>,
}

async fn ledger(db: &Db) -> Vec<Entry> {
    db.service()
        .query(&TEST_LEDGER, &[], |row| {
            Ok(Entry {
                recipient: row.get(0)?,
                purpose_no: row.get(1)?,
                fields: row.get(2)?,
                outcome: row.get(3)?,
                contact_index: row.get(4)?,
                subject: row.get(5)?,
                digest: row.get(6)?,
                grant: row.get(7)?,
            })
        })
        .await
        .unwrap()
}

fn sent_to(contact: &str) -> Entry {
    Entry {
        recipient: "sms_gateway".to_owned(),
        purpose_no: 2,
        fields: "phone sign_in_code".to_owned(),
        outcome: "sent".to_owned(),
        contact_index: Some(contact.to_owned()),
        subject: None,
        digest: None,
        grant: None,
    }
}

#[tokio::test]
async fn recorded_bodies_are_subsets() {
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let gate = world.gate(vec![setup(simulator.port)]);
        let answer = gate.send(code_for("c1")).await.unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), (200, b"ok".as_slice()));
        let request = simulator.received().pop().unwrap();
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        assert_eq!(body, r#"{"to":"+8613800138000","vars":{"code":"123456"}}"#);
        assert!(head.starts_with("POST /send HTTP/1.1"), "{head}");
        assert!(head.contains("x-key: operators-secret"), "{head}");
        let mut names: Vec<&str> = head.lines().skip(1).filter_map(|line| line.split(':').next()).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "content-length", "content-type", "host", "x-key"], "no header tells more");
        assert_eq!(ledger(world.db()).await, [sent_to("c1")]);
    }
}

#[tokio::test]
async fn values_stay_values() {
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let mut disclosure = code_for("c1");
        disclosure.fields[1].1 = "\",\"admin\":{phone}\\\n".into();
        world.gate(vec![setup(simulator.port)]).send(disclosure).await.unwrap();
        let request = simulator.received().pop().unwrap();
        let body: serde_json::Value = serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap();
        assert_eq!(body["vars"]["code"], "\",\"admin\":{phone}\\\n");

        let mut form = setup(simulator.port);
        request_of(&mut form).method = "GET".to_owned();
        request_of(&mut form).url.push_str("?to={phone}");
        request_of(&mut form).headers.push(("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned()));
        request_of(&mut form).body = "code={sign_in_code}".into();
        let mut disclosure = code_for("c2");
        disclosure.fields[1].1 = "1&admin=2".into();
        world.gate(vec![form]).send(disclosure).await.unwrap();
        let request = simulator.received().pop().unwrap();
        assert!(request.starts_with("GET /send?to=%2B8613800138000 HTTP/1.1"), "{request}");
        assert!(request.ends_with("code=1%26admin%3D2"), "{request}");
    }
}

#[tokio::test]
async fn the_ledger_is_written_before_anything_is_sent() {
    for world in worlds().await {
        // While the recipient holds the request, the ledger already knows of it.
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let gate = world.gate(vec![setup(listener.local_addr().unwrap().port())]);
        let sending = tokio::spawn(async move { gate.send(code_for("c1")).await });
        let (mut stream, _) = listener.accept().await.unwrap();
        let pending: i64 = world.db().service().query_one(&TEST_PENDING, &[], |row| row.get(0)).await.unwrap();
        assert_eq!(pending, 1);
        read_request(&mut stream).await;
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
        sending.await.unwrap().unwrap();
        // And if the service stopped in between, the entry would stay.
        assert_eq!(ledger(world.db()).await, [sent_to("c1")]);
        world.clock.advance(Millis::seconds(1));
        let gate = world.gate(vec![setup(listener.local_addr().unwrap().port())]);
        let sending = tokio::spawn(async move { gate.send(code_for("c2")).await });
        let _held = listener.accept().await.unwrap();
        sending.abort();
        let _ = sending.await;
        assert_eq!(ledger(world.db()).await[1].outcome, "pending");
    }
}

#[tokio::test]
async fn a_failure_is_entered_and_tells_no_value() {
    for world in worlds().await {
        for manner in [Manner::Fails, Manner::HangsUp, Manner::Redirects] {
            let simulator = Simulator::start(manner).await;
            let mut with_number_in_address = setup(simulator.port);
            request_of(&mut with_number_in_address).url.push_str("/{phone}");
            let error = world.gate(vec![with_number_in_address]).send(code_for("c1")).await.unwrap_err();
            let said = format!("{error} {error:?}");
            assert!(matches!(error, Error::Failed { .. }), "{said}");
            for hidden in ["138", "123456", "127.0.0.1", "secret"] {
                assert!(!said.contains(hidden), "{said}");
            }
            assert_eq!(ledger(world.db()).await.pop().unwrap().outcome, "failed");
        }
    }
}

#[tokio::test]
async fn needs_a_signed_confidentiality_agreement() {
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let closed = async |change: fn(&mut RecipientSetup)| {
            let mut setup = setup(simulator.port);
            change(&mut setup);
            refusal(world.gate(vec![setup]).send(code_for("c1")).await)
        };
        assert_eq!(closed(|setup| setup.agreement = " ".to_owned()).await, Refusal::NoAgreement);
        assert_eq!(closed(|setup| setup.agreement_signed_at = None).await, Refusal::NoAgreement);
        let future = |setup: &mut RecipientSetup| setup.agreement_signed_at = Some(NOW + Millis::days(1));
        assert_eq!(closed(future).await, Refusal::AgreementNotYet);
        assert_eq!(closed(|setup| setup.enabled = false).await, Refusal::NotEnabled);
        assert!(simulator.received().is_empty());
    }
}

#[tokio::test]
async fn needs_a_security_check_that_is_not_expired() {
    let simulator = Simulator::start(Manner::Accepts).await;
    for (index, world) in worlds().await.into_iter().enumerate() {
        let mut unchecked = setup(simulator.port);
        unchecked.checked_at = None;
        assert_eq!(refusal(world.gate(vec![unchecked]).send(code_for("c1")).await), Refusal::NotChecked);
        world.clock.advance(Millis::seconds(1));
        let gate = world.gate(vec![setup(simulator.port)]);
        gate.send(code_for("c1")).await.unwrap();
        assert_eq!(gate.check("sms_gateway"), Ok(()));
        // The clock alone closes the gate: nobody has to switch anything off.
        world.clock.advance(Millis::days(300));
        assert_eq!(refusal(gate.send(code_for("c1")).await), Refusal::Expired);
        assert_eq!(gate.check("sms_gateway"), Err(Refusal::Expired));
        assert_eq!(simulator.received().len(), index + 1);
        let outcomes: Vec<String> = ledger(world.db()).await.into_iter().map(|entry| entry.outcome).collect();
        assert_eq!(outcomes, ["refused", "sent", "refused"], "refusals are entered too");
    }
}

#[tokio::test]
async fn plain_http_recipient_is_refused() {
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let strict = Gate::new(
            world.db().clone(),
            Arc::new(world.clock.clone()),
            policy::current(),
            vec![setup(simulator.port)],
        )
        .unwrap();
        assert_eq!(refusal(strict.send(code_for("c1")).await), Refusal::PlainHttp);
        let mut elsewhere = setup(simulator.port);
        request_of(&mut elsewhere).url = "http://sms.example/send".to_owned();
        elsewhere.hosts = vec!["sms.example".to_owned()];
        assert_eq!(refusal(world.gate(vec![elsewhere]).send(code_for("c1")).await), Refusal::PlainHttp);
        assert!(simulator.received().is_empty());
    }
}

#[tokio::test]
async fn the_address_is_fixed_to_declared_hosts() {
    for world in worlds().await {
        let closed = async |url: &str| {
            let mut setup = setup(1);
            request_of(&mut setup).url = url.to_owned();
            setup.hosts = vec!["sms.example".to_owned()];
            refusal(world.gate(vec![setup]).send(code_for("c1")).await)
        };
        let undeclared = |host: &str| Refusal::UndeclaredHost(host.to_owned());
        assert_eq!(closed("https://evil.example/send").await, undeclared("evil.example"));
        assert_eq!(closed("https://sms.example.evil.example/").await, undeclared("sms.example.evil.example"));
        assert!(matches!(closed("https://sms.example@evil.example/").await, Refusal::Malformed(_)));
        assert!(matches!(closed("https://sms.example{phone}/").await, Refusal::Malformed(_)));
        assert!(matches!(closed("https://sms.example{phone}").await, Refusal::Malformed(_)));
        assert!(matches!(closed("/send").await, Refusal::Malformed(_)));
    }
}

#[tokio::test]
async fn a_request_cannot_ask_for_more_than_is_declared() {
    for world in worlds().await {
        let mut curious = setup(1);
        request_of(&mut curious).body = r#"{"to":"{phone}","name":"{nickname}"}"#.into();
        let reason = refusal(world.gate(vec![curious]).send(code_for("c1")).await);
        assert_eq!(reason, Refusal::UndeclaredField("nickname".to_owned()));
        let mut short = code_for("c1");
        short.fields.pop();
        assert_eq!(refusal(world.gate(vec![setup(1)]).send(short).await), Refusal::ValuesDoNotFit);
    }
}

#[tokio::test]
async fn unknown_recipient_is_refused() {
    for world in worlds().await {
        assert_eq!(refusal(world.gate(Vec::new()).send(code_for("c1")).await), Refusal::NotEnabled);
        let mut unlisted = setup(1);
        unlisted.id = "data_broker".to_owned();
        let gate = world.gate(vec![unlisted]);
        assert_eq!(gate.check("data_broker"), Err(Refusal::NotDeclared), "configuration alone enables nobody");
        let nobody = Disclosure { contact_index: None, ..code_for("c1") };
        assert_eq!(refusal(gate.send(nobody).await), Refusal::NotEnabled);
        assert_eq!(ledger(world.db()).await.len(), 1, "a refusal that concerns nobody is not entered");
    }
}

/// A recipient that receives by consent, as another version of the policy might declare it.
pub enum HistoryPartner {}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum HistoryField {
    Track,
    Mood,
}

impl RecipientField for HistoryField {
    fn id(self) -> &'static str {
        match self {
            Self::Track => "track",
            Self::Mood => "mood",
        }
    }
}

impl policy::Recipient for HistoryPartner {
    const ID: &'static str = "history_partner";
    const RECIPIENT: RecipientId = RecipientId::SmsGateway;
    type Purpose = PlayHistory;
    type Field = HistoryField;
}

/// The policy in force with the partner added.
pub fn policy_with_partner() -> CompiledPolicy {
    let mut policy = policy::current().clone();
    let mut partner = policy.recipients[0].clone();
    partner.id = "history_partner".to_owned();
    partner.purpose = PlayHistory::ID.to_owned();
    partner.minors = None;
    partner.fields.truncate(1);
    partner.fields[0].id = "track".to_owned();
    policy.recipients.push(partner);
    policy
}

pub fn partner_setup(port: u16) -> RecipientSetup {
    let mut setup = setup(port);
    setup.id = "history_partner".to_owned();
    request_of(&mut setup).body = r#"{"track":"{track}"}"#.into();
    setup
}

pub fn heard(fields: Vec<(HistoryField, Value)>) -> Disclosure<HistoryPartner> {
    Disclosure { subject: Some(ME), contact_index: None, fields }
}

#[tokio::test]
async fn consented_recipient_gets_nothing_without_grant_and_no_extra_field() {
    let policy: &'static CompiledPolicy = Box::leak(Box::new(policy_with_partner()));
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let before = simulator.received().len();
        let gate = world.gate_under(policy, vec![partner_setup(simulator.port)]);
        let track = || vec![(HistoryField::Track, "茉莉花".into())];
        assert_eq!(refusal(gate.send(heard(track())).await), Refusal::NoConsent);
        let nobody = Disclosure { subject: None, ..heard(track()) };
        assert_eq!(refusal(gate.send(nobody).await), Refusal::NoConsent);

        let consents = consent::Consents::new(world.db().clone(), Arc::new(world.clock.clone()));
        let purpose = PlayHistory::PURPOSE;
        let shown = consent::Shown { text_hash: policy::text_hash(purpose, policy::Language::En) };
        consents.give(ME, purpose, &shown).await.unwrap();
        let mut more = track();
        more.push((HistoryField::Mood, "wistful".into()));
        assert_eq!(refusal(gate.send(heard(more)).await), Refusal::UndeclaredField("mood".to_owned()));
        assert_eq!(simulator.received().len(), before);
        world.clock.advance(Millis::seconds(1));
        gate.send(heard(track())).await.unwrap();
        assert_eq!(simulator.received().len(), before + 1);
        let entry = ledger(world.db()).await.pop().unwrap();
        let grant: GrantId = consents.grant::<PlayHistory>(ME).await.unwrap().unwrap().id();
        assert_eq!((entry.grant, entry.subject), (Some(grant.as_i64()), Some(ME.as_i64())));
    }
}

#[tokio::test]
async fn removed_purpose_disables_recipient() {
    let mut changed = policy_with_partner();
    changed.purposes.retain(|purpose| purpose.id != PlayHistory::ID);
    let changed: &'static CompiledPolicy = Box::leak(Box::new(changed));
    let mut gone = policy_with_partner();
    gone.recipients.retain(|recipient| recipient.id != "history_partner");
    let gone: &'static CompiledPolicy = Box::leak(Box::new(gone));
    for world in worlds().await {
        let track = || vec![(HistoryField::Track, "茉莉花".into())];
        let gate = world.gate_under(changed, vec![partner_setup(1)]);
        assert_eq!(refusal(gate.send(heard(track())).await), Refusal::PurposeGone("play_history".to_owned()));
        let gate = world.gate_under(gone, vec![partner_setup(1)]);
        assert_eq!(refusal(gate.send(heard(track())).await), Refusal::NotDeclared);
    }
}

#[tokio::test]
async fn every_ledger_field_is_on_the_published_list() {
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        world.gate(vec![setup(simulator.port)]).send(code_for("c1")).await.unwrap();
        for entry in ledger(world.db()).await {
            let declared = policy::current().recipient(&entry.recipient).expect("a declared recipient");
            for field in entry.fields.split(' ') {
                assert!(declared.fields.iter().any(|one| one.id == field), "{field}");
            }
        }
    }
}

#[tokio::test]
async fn an_account_adopts_its_entries_and_closing_leaves_a_digest() {
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let gate = world.gate(vec![setup(simulator.port)]);
        gate.send(code_for("mine")).await.unwrap();
        world.clock.advance(Millis::seconds(1));
        gate.send(code_for("yours")).await.unwrap();
        world.clock.advance(Millis::seconds(1));
        gate.send(Disclosure { subject: Some(ME), ..code_for("mine") }).await.unwrap();
        let mut tx = world.db().begin().await.unwrap();
        assert_eq!(sharing::adopt(&mut tx, "mine", ME).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let subjects: Vec<Option<i64>> = ledger(world.db()).await.iter().map(|entry| entry.subject).collect();
        assert_eq!(subjects, [Some(1), None, Some(1)]);

        let mut tx = world.db().begin().await.unwrap();
        assert_eq!(sharing::restrict(&mut tx, ME, "digest", world.clock_now()).await.unwrap(), 2);
        consent::remove_subject(&mut tx, ME).await.unwrap();
        tx.commit().await.unwrap();
        let rows = ledger(world.db()).await;
        assert_eq!(rows[0].digest.as_deref(), Some("digest"));
        assert_eq!((rows[0].subject, &rows[0].contact_index), (None, &None));
        assert_eq!(rows[1].contact_index.as_deref(), Some("yours"));
    }
}

impl World {
    fn clock_now(&self) -> Timestamp {
        units::Clock::now(&self.clock)
    }
}

#[tokio::test]
async fn a_member_reads_the_own_ledger_in_words() {
    use axum::http::Request;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        let gate = world.gate(vec![setup(simulator.port)]);
        gate.send(Disclosure { subject: Some(ME), ..code_for("mine") }).await.unwrap();
        gate.send(code_for("yours")).await.unwrap();
        let (app, _) = sharing::routes::<()>(world.db().clone()).split_for_parts();
        let read = async |signed_in: bool| {
            let mut request = Request::get("/me/disclosures?limit=1").header("accept-language", "en");
            if signed_in {
                request = request.extension(http_api::SignedIn {
                    subject: ME,
                    session: ids::SessionId::from_i64(1),
                    roles: Vec::new(),
                    signed_in_at: NOW,
                    review_needed: false,
                });
            }
            let response = app.clone().oneshot(request.body(axum::body::Body::empty()).unwrap()).await.unwrap();
            let status = response.status();
            (status, response.into_body().collect().await.unwrap().to_bytes())
        };
        assert_eq!(read(false).await.0, 401);
        let (_, bytes) = read(true).await;
        let page: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(page["items"].as_array().unwrap().len(), 1);
        assert_eq!(page["items"][0]["recipient_title"], "SMS gateway");
        assert_eq!(page["items"][0]["fields"], serde_json::json!(["Phone number", "Sign-in code"]));
        assert_eq!(page["items"][0]["outcome"], "sent");
        assert!(!String::from_utf8_lossy(&bytes).contains("13800138"));
    }
}

#[tokio::test]
async fn another_recipient_takes_the_place_of_the_one_before_for_whoever_holds_the_gate() {
    let (first, second) = (Simulator::start(Manner::Accepts).await, Simulator::start(Manner::Accepts).await);
    for world in worlds().await {
        let (before, now) = (first.received().len(), second.received().len());
        let gate = world.gate(vec![setup(first.port)]);
        let held = gate.clone();
        held.send(code_for("c1")).await.unwrap();
        gate.replace(vec![setup(second.port)]);
        held.send(code_for("c2")).await.unwrap();
        assert_eq!((first.received().len(), second.received().len()), (before + 1, now + 1));
        let status = held.knock::<policy::SmsGateway>().await.unwrap();
        assert_eq!(status, 200);
        let asked = second.received().pop().unwrap();
        assert!(asked.starts_with("GET /send") && asked.ends_with("\r\n\r\n"), "nothing about anyone: {asked}");
        gate.replace(Vec::new());
        assert_eq!(refusal(held.send(code_for("c3")).await), Refusal::NotEnabled);
        assert!(gate.configured().is_empty() && held.check("sms_gateway").is_err());
        let outcomes: Vec<String> = ledger(world.db()).await.into_iter().map(|entry| entry.outcome).collect();
        assert_eq!(outcomes.iter().filter(|outcome| *outcome == "sent").count(), 2);
        assert_eq!(outcomes.iter().filter(|outcome| *outcome == "refused").count(), 1);
    }
}
