//! What members say to each other.

use crate::support::{OTHER, PHONE, worlds};
use policy::PurposeId;
use serde_json::json;
use units::Millis;

#[tokio::test]
async fn members_write_by_consent_and_all_members_read() {
    for world in worlds().await {
        let (app, other) = (world.member(PHONE).await, world.member(OTHER).await);
        assert_eq!(world.fault(&app, "addChatMessage", "message=hello").await, 50);
        world.agree(&app, PurposeId::Chat).await;
        world.ok(&app, "addChatMessage", "message=hello").await;
        world.clock.advance(Millis::seconds(1));
        let after = world.ok(&app, "getChatMessages", "").await["chatMessages"]["chatMessage"][0]["time"].clone();
        world.ok(&app, "addChatMessage", "message=%E4%BD%A0%E5%A5%BD").await;
        let read = world.ok(&other, "getChatMessages", "").await["chatMessages"]["chatMessage"].clone();
        assert_eq!((&read[0]["message"], &read[1]["message"]), (&json!("你好"), &json!("hello")));
        assert_eq!(read[0]["username"], "member", "without a nickname nobody is named");
        let own = world.ok(&app, "getChatMessages", "").await["chatMessages"]["chatMessage"].clone();
        let name = &world.ok(&app, "tokenInfo", "").await["tokenInfo"]["username"];
        assert_eq!(&own[0]["username"], name, "an app knows its own by the name it signed in with");
        let since = world.ok(&other, "getChatMessages", &format!("since={after}")).await;
        assert_eq!(since["chatMessages"]["chatMessage"].as_array().unwrap().len(), 1);
        world.clock.advance(Millis::days(31));
        assert_eq!(world.ok(&other, "getChatMessages", "").await["chatMessages"]["chatMessage"], json!([]));
        world.ok(&app, "addChatMessage", "message=later").await;
        world.consents.withdraw(app.subject, PurposeId::Chat).await.unwrap();
        assert_eq!(world.ok(&other, "getChatMessages", "").await["chatMessages"]["chatMessage"], json!([]));
        assert_eq!(world.fault(&app, "addChatMessage", "message=hello").await, 50);
    }
}

#[tokio::test]
async fn a_message_has_a_length_and_a_member_a_pace() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        world.agree(&app, PurposeId::Chat).await;
        for message in ["", "message=", "message=%20%20", &format!("message={}", "a".repeat(501))] {
            assert_eq!(world.fault(&app, "addChatMessage", message).await, 10, "{message}");
        }
        for count in 0..10 {
            world.ok(&app, "addChatMessage", &format!("message={count}")).await;
        }
        assert_eq!(world.fault(&app, "addChatMessage", "message=more").await, 0);
        world.clock.advance(Millis::minutes(1));
        world.ok(&app, "addChatMessage", "message=more").await;
        let own = world.api("GET", "/chat/messages", Some(&app.token), None).await;
        let last = own["items"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&last["message"], &last["is_own"]), (&json!("more"), &json!(true)));
        let path = format!("/chat/messages/{}", last["id"].as_str().unwrap());
        world.api("DELETE", &path, Some(&app.token), None).await;
        let left = world.api("GET", "/chat/messages", Some(&app.token), None).await;
        assert_eq!(left["items"].as_array().unwrap().len(), 10);
    }
}
