//! Files among what leaves: for a recipient that declares one, under the limit, and as a part of a form alone.

use std::time::Duration;

use policy::{Purpose as _, TranscriptionEndpoint, TranscriptionEndpointField, VoiceTranscription};
use sharing::{Disclosure, Part, Refusal, RequestBody, RequestTemplate, Value};

use crate::support::{ME, Manner, Simulator, World, refusal, request_of, setup, worlds};

fn template(port: u16, parts: Vec<Part>) -> RequestTemplate {
    RequestTemplate {
        method: "POST".to_owned(),
        url: format!("http://127.0.0.1:{port}/v1"),
        headers: Vec::new(),
        body: RequestBody::Multipart(parts),
        timeout: Duration::from_secs(10),
        signer: None,
        reads_refusals: false,
        loopback_http: false,
    }
}

fn clip(field: &'static str) -> Part {
    Part::File { name: "file", field, file_name: "a.wav", media_type: "audio/wav" }
}

fn said(value: impl Into<Value>) -> Disclosure<TranscriptionEndpoint> {
    Disclosure {
        subject: Some(ME),
        contact_index: None,
        fields: vec![(TranscriptionEndpointField::VoiceClip, value.into())],
    }
}

async fn agree(world: &World) {
    let consents = consent::Consents::new(world.db().clone(), std::sync::Arc::new(world.clock.clone()));
    let purpose = VoiceTranscription::PURPOSE;
    let shown = consent::Shown { text_hash: policy::text_hash(purpose, policy::Language::En) };
    consents.give(ME, purpose, &shown).await.unwrap();
}

#[tokio::test]
async fn a_file_leaves_as_a_declared_part_and_no_larger_than_allowed() {
    let simulator = Simulator::start(Manner::Accepts).await;
    for world in worlds().await {
        agree(&world).await;
        let gate = |parts: Vec<Part>| {
            let mut setup = setup(simulator.port);
            setup.id = "transcription_endpoint".to_owned();
            setup.way = template(simulator.port, parts).into();
            world.gate(vec![setup])
        };
        let before = simulator.received().len();
        let refused = async |parts, value: Value| refusal(gate(parts).send(said(value)).await);
        assert_eq!(refused(vec![clip("phone")], vec![1].into()).await, Refusal::UndeclaredField("phone".to_owned()));
        assert_eq!(refused(vec![clip("voice_clip")], "text".into()).await, Refusal::ValuesDoNotFit);
        assert_eq!(refused(vec![clip("voice_clip")], vec![0; 1 << 20].into()).await, Refusal::TooLarge(1 << 20));
        assert_eq!(simulator.received().len(), before);
        gate(vec![clip("voice_clip")]).send(said(b"samples".to_vec())).await.unwrap();
        let request = simulator.received().pop().unwrap();
        assert!(
            request.contains("name=\"file\"; filename=\"a.wav\"\r\ncontent-type: audio/wav\r\n\r\nsamples\r\n--form-")
        );
    }
}

#[tokio::test]
async fn the_gate_writes_the_content_type_of_a_form_itself() {
    let world = worlds().await.remove(0);
    agree(&world).await;
    let mut setup = setup(1);
    setup.id = "transcription_endpoint".to_owned();
    setup.way = template(1, vec![clip("voice_clip")]).into();
    request_of(&mut setup).headers.push(("Content-Type".to_owned(), "multipart/form-data; boundary=mine".to_owned()));
    assert!(matches!(refusal(world.gate(vec![setup]).send(said(vec![1])).await), Refusal::Malformed(_)));
}

#[tokio::test]
async fn what_is_on_this_machine_may_be_called_without_tls_when_it_says_so() {
    let simulator = Simulator::start(Manner::Accepts).await;
    let world = worlds().await.remove(0);
    agree(&world).await;
    let mut setup = setup(simulator.port);
    setup.id = "transcription_endpoint".to_owned();
    setup.way = template(simulator.port, vec![clip("voice_clip")]).into();
    let strict = |setup: &sharing::RecipientSetup| {
        let clock = std::sync::Arc::new(world.clock.clone());
        sharing::Gate::new(world.db().clone(), clock, policy::current(), vec![setup.clone()]).unwrap()
    };
    assert_eq!(refusal(strict(&setup).send(said(vec![1])).await), Refusal::PlainHttp);
    request_of(&mut setup).loopback_http = true;
    strict(&setup).send(said(vec![1])).await.unwrap();
    request_of(&mut setup).url = "http://192.168.1.9/v1".to_owned();
    setup.hosts = vec!["192.168.1.9".to_owned()];
    assert_eq!(refusal(strict(&setup).send(said(vec![1])).await), Refusal::PlainHttp);
}

#[tokio::test]
async fn looking_whether_a_recipient_is_there_says_nothing_about_anyone() {
    let simulator = Simulator::start(Manner::Accepts).await;
    let world = worlds().await.remove(0);
    let mut setup = setup(simulator.port);
    request_of(&mut setup).url = format!("http://127.0.0.1:{}/send", simulator.port);
    setup.id = "transcription_endpoint".to_owned();
    request_of(&mut setup).body = RequestBody::Multipart(vec![clip("voice_clip")]);
    request_of(&mut setup).loopback_http = true;
    let look = async |setup: &sharing::RecipientSetup| {
        sharing::reach::<TranscriptionEndpoint>(setup, policy::current(), &world.clock).await
    };
    assert_eq!(look(&setup).await.unwrap(), 200);
    let request = simulator.received().pop().unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("GET /send HTTP/1.1\r\n") && body.is_empty(), "{request}");
    setup.checked_at = None;
    assert!(matches!(look(&setup).await, Err(sharing::Error::Refused { reason: Refusal::NotChecked, .. })));
    assert_eq!(simulator.received().len(), 1);
}
