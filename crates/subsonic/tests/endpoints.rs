//! Every endpoint of the official description is answered.

use crate::support::{PHONE, schema, worlds};
use subsonic::{ENDPOINTS, Offered};

#[test]
fn the_list_is_that_of_the_official_description() {
    let known: Vec<String> = ENDPOINTS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut sorted = known.clone();
    sorted.sort();
    assert_eq!(sorted, schema::endpoints());
    assert_eq!(known.len(), 87);
    // This number may only grow.
    let offered = ENDPOINTS.iter().filter(|(_, offered)| *offered == Offered::Yes).count();
    assert!(offered >= 85, "{offered} endpoints work");
}

#[tokio::test]
async fn every_endpoint_is_there_and_no_other() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        for (endpoint, _) in ENDPOINTS {
            let answer = world.raw(endpoint, &format!("apiKey={}&v=1.16.1&c=t&f=json", app.key)).await;
            assert!(!answer.text().contains("no such endpoint"), "{endpoint}");
        }
        let none = world.raw("getEverything", &format!("apiKey={}&v=1.16.1&c=t&f=json", app.key)).await;
        assert_eq!(none.code(), 0);
    }
}
