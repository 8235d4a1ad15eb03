//! Which songs were named to a member, by consent alone; on each engine.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use consent::{Consents, Shown};
use http_api::{Role, SignedIn};
use http_body_util::BodyExt as _;
use ids::{SessionId, SubjectId};
use policy::{Language, PurposeId};
use recognition::history::{RecognitionHistories, routes};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use units::{Clock, Millis, Timestamp};

use crate::support::{World, worlds};

const NOW: Timestamp = Timestamp::from_millis(1_795_438_800_000);
const ME: SubjectId = SubjectId::from_i64(1);
const YOU: SubjectId = SubjectId::from_i64(2);

/// Two members who agreed to nothing, and the routes of their histories.
struct Members {
    consents: Consents,
    router: Router,
    song: String,
}

impl Members {
    async fn of(world: &World) -> Self {
        let clock: Arc<dyn Clock> = Arc::new(world.clock.clone());
        let consents = Consents::new(world.test.db.clone(), Arc::clone(&clock));
        let mut tx = world.test.db.begin().await.unwrap();
        consent::add_subject(&mut tx, ME, NOW).await.unwrap();
        consent::add_subject(&mut tx, YOU, NOW).await.unwrap();
        tx.commit().await.unwrap();
        let histories = RecognitionHistories::new(consents.clone(), world.catalog.clone(), clock);
        let problems = axum::middleware::from_fn(http_api::render_problems);
        let router = routes(histories).split_for_parts().0.layer(problems);
        let all = catalog::Filter::default();
        let list = world.catalog.track_list(catalog::TrackSort::Title, 0, &all, None, 1).await.unwrap();
        let song = list.items[0].id.to_string();
        Self { consents, router, song }
    }

    async fn agree(&self, member: SubjectId) {
        let shown = Shown { text_hash: policy::text_hash(PurposeId::RecognitionHistory, Language::ZhCn) };
        self.consents.give(member, PurposeId::RecognitionHistory, &shown).await.unwrap();
    }

    /// The answer to a member, or a guest, which must have this status.
    async fn send(&self, who: Option<SubjectId>, asked: (&str, &str), body: Value, expected: u16) -> Value {
        let content = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let mut request = Request::builder().method(asked.0).uri(asked.1).header("content-type", "application/json");
        if let Some(subject) = who {
            let (session, roles) = (SessionId::from_i64(1), vec![Role::Listener]);
            request = request.extension(SignedIn { subject, session, roles, signed_in_at: NOW, review_needed: false });
        }
        let answer = self.router.clone().oneshot(request.body(content).unwrap()).await.unwrap();
        let status = answer.status();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        let told = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        assert_eq!(status, expected, "{asked:?}: {told}");
        told
    }

    async fn name(&self, who: Option<SubjectId>, position_ms: u32, expected: u16) -> Value {
        let named = json!({ "track_id": self.song, "position_ms": position_ms });
        self.send(who, ("POST", "/recognised_songs"), named, expected).await
    }

    async fn positions(&self, who: SubjectId) -> Vec<u64> {
        let list = self.send(Some(who), ("GET", "/me/recognitions"), Value::Null, 200).await;
        list["items"].as_array().unwrap().iter().map(|item| item["position_ms"].as_u64().unwrap()).collect()
    }
}

#[tokio::test]
async fn what_was_named_is_kept_by_consent_alone_and_goes_with_it() {
    for world in worlds().await {
        let members = Members::of(&world).await;
        members.name(None, 1_000, 204).await;
        members.name(Some(ME), 1_000, 204).await;
        assert!(members.positions(ME).await.is_empty());
        members.agree(ME).await;
        for position_ms in [2_000, 3_000] {
            world.clock.advance(Millis(1_000));
            members.name(Some(ME), position_ms, 201).await;
        }
        assert_eq!(members.positions(ME).await, [3_000, 2_000], "the latest first");
        assert!(members.positions(YOU).await.is_empty());
        members.consents.withdraw(ME, PurposeId::RecognitionHistory).await.unwrap();
        members.agree(ME).await;
        assert!(members.positions(ME).await.is_empty(), "the withdrawal took it along");
    }
}

#[tokio::test]
async fn entries_go_one_by_one_or_all_at_once_and_outlive_their_songs() {
    for world in worlds().await {
        let members = Members::of(&world).await;
        for member in [ME, YOU] {
            members.agree(member).await;
        }
        let entry = members.name(Some(ME), 1_000, 201).await;
        assert_eq!(entry["track"]["id"], members.song);
        let path = format!("/me/recognitions/{}", entry["id"].as_str().unwrap());
        members.name(Some(ME), 2_000, 201).await;
        members.name(Some(YOU), 3_000, 201).await;
        members.send(Some(YOU), ("DELETE", &path), Value::Null, 404).await;
        members.send(Some(ME), ("DELETE", &path), Value::Null, 204).await;
        members.send(Some(ME), ("DELETE", &path), Value::Null, 404).await;
        assert_eq!(members.positions(ME).await, [2_000]);
        let erased = members.send(Some(ME), ("DELETE", "/me/recognitions"), Value::Null, 200).await;
        assert_eq!(erased["erased"], 1);
        assert_eq!((members.positions(ME).await.len(), members.positions(YOU).await), (0, vec![3_000]));
    }
}

#[tokio::test]
async fn bad_input_is_refused_and_nothing_is_kept() {
    for world in worlds().await {
        let members = Members::of(&world).await;
        members.agree(ME).await;
        let ask = ("POST", "/recognised_songs");
        members.send(Some(ME), ask, json!({ "track_id": "trk_00000000009zz", "position_ms": 0 }), 404).await;
        for wrong in [
            json!({ "track_id": members.song, "position_ms": -1 }),
            json!({ "track_id": "nonsense", "position_ms": 0 }),
            json!({ "track_id": members.song }),
            json!({ "track_id": members.song, "position_ms": 0, "sound": "…" }),
        ] {
            members.send(Some(ME), ask, wrong, 400).await;
        }
        members.send(None, ("GET", "/me/recognitions"), Value::Null, 401).await;
        assert!(members.positions(ME).await.is_empty());
    }
}
