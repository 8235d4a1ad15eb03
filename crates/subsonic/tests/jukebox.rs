//! Music in the room of the server.

use crate::support::{self, OTHER, PHONE, worlds};
use crate::users::own_name;
use serde_json::json;

#[tokio::test]
async fn an_operator_chooses_what_the_room_hears() {
    for world in worlds().await {
        let app = world.member(PHONE).await;
        world.promote(&app).await;
        let songs = world.songs(&app).await;
        let [first, second, third] = [0, 1, 2].map(|at| support::id(&songs[at]));
        let control = async |query: &str| world.ok(&app, "jukeboxControl", &format!("action={query}")).await;
        let user = world.ok(&app, "getUser", &format!("username={}", own_name(&world, &app).await)).await;
        assert_eq!(user["user"]["jukeboxRole"], true);

        let empty = control("status").await["jukeboxStatus"].clone();
        assert_eq!((&empty["currentIndex"], &empty["playing"]), (&json!(-1), &json!(false)));
        let set = control(&format!("set&id={first}&id={second}")).await["jukeboxStatus"].clone();
        assert_eq!((&set["currentIndex"], &set["gain"], &set["volume"]), (&json!(0), &json!(1.0), &json!(1)));
        control(&format!("add&id={third}&id={first}")).await;
        let playing = control("start").await["jukeboxStatus"].clone();
        assert_eq!(playing["playing"], true);
        let skipped = control("skip&index=2&offset=1").await["jukeboxStatus"].clone();
        assert_eq!((&skipped["currentIndex"], &skipped["playing"]), (&json!(2), &json!(true)));
        assert!(skipped["position"].as_u64().unwrap() >= 1);
        let list = control("get").await["jukeboxPlaylist"].clone();
        let ids: Vec<&str> =
            list["entry"].as_array().unwrap().iter().map(|song| song["id"].as_str().unwrap()).collect();
        assert_eq!(ids, [first, second, third, first]);
        assert_eq!(control("setGain&gain=0.25").await["jukeboxStatus"]["gain"], 0.25);
        assert_eq!(control("remove&index=0").await["jukeboxStatus"]["currentIndex"], 1);
        assert_eq!(control("shuffle").await["jukeboxStatus"]["currentIndex"], 0, "what plays comes first");
        assert_eq!(control("stop").await["jukeboxStatus"]["playing"], false);
        assert_eq!(control("clear").await["jukeboxStatus"]["currentIndex"], -1);

        for (query, code) in [
            ("", 10),
            ("action=dance", 10),
            ("action=skip", 10),
            ("action=skip&index=0", 10),
            ("action=remove&index=x", 10),
            ("action=setGain", 10),
            ("action=setGain&gain=2", 10),
            ("action=setGain&gain=NaN", 10),
            ("action=add&id=trk_0000000000000", 70),
            ("action=set&id=nothing", 70),
        ] {
            assert_eq!(world.fault(&app, "jukeboxControl", query).await, code, "{query}");
        }
    }
}

#[tokio::test]
async fn the_room_is_for_operators_until_its_settings_say_otherwise() {
    for world in worlds().await {
        let (app, other) = (world.member(PHONE).await, world.member(OTHER).await);
        world.promote(&other).await;
        assert_eq!(world.fault(&app, "jukeboxControl", "action=status").await, 50);
        let number = app.subject.to_string();
        let user = world.ok(&other, "getUser", &format!("username={number}")).await;
        assert_eq!(user["user"]["jukeboxRole"], false);
        let given = format!("username={number}&jukeboxRole=true");
        assert_eq!(world.fault(&other, "updateUser", &given).await, 50, "not for one member alone");
    }
}
