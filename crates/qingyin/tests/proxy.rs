//! Whose word counts about who asks: that of the proxies which the operator listed.

use crate::common;
use crate::common::{NOON, World, config, start, world};
use axum::body::Body;
use axum::extract::connect_info::ConnectInfo;
use axum::http::{HeaderValue, Request};
use file_serving::HandoffStream;
use qingyin::front::Connection;
use tokio::net::{TcpListener, TcpStream};
use units::ManualClock;

/// A connection whose other end has this address, as the listener would have noted it.
async fn connection(peer: &str) -> ConnectInfo<Connection> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let socket = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    ConnectInfo(Connection { peer: peer.parse().unwrap(), handoff: HandoffStream::new(socket).handoff() })
}

/// Whether a member's request with these headers, from this end of a connection, comes with a name.
async fn named(world: &World, token: &str, peer: Option<&str>, headers: &[(&str, &[u8])]) -> bool {
    let mut request = Request::get("/api/v1/me/proxy_sign_in").header("authorization", format!("Bearer {token}"));
    for (name, value) in headers {
        request = request.header(*name, HeaderValue::from_bytes(value).unwrap());
    }
    if let Some(peer) = peer {
        request = request.extension(connection(peer).await);
    }
    world.request(request.body(Body::empty()).unwrap()).await.ok()["named"].as_bool().unwrap()
}

/// The service on SQLite with these settings.
async fn world_with(set: &[&str]) -> World {
    let found = world(db::Location::Sqlite { path: Default::default() }).await;
    let World { app, codes, folder, contract, is_sqlite, .. } = found;
    app.stop().await;
    let (mut changed, _) = config(folder.path(), db::Location::Sqlite { path: Default::default() });
    for pair in set {
        let (name, value) = pair.split_once('=').unwrap();
        match name {
            "header" => changed.sign_in.proxy_header = Some(value.to_owned()),
            "proxy" => changed.sign_in.trusted_proxies.push(value.parse().unwrap()),
            "forwarder" => changed.server.trusted_proxies.push(value.parse().unwrap()),
            _ => unreachable!("{name}"),
        }
    }
    let clock = ManualClock::at(NOON);
    let app = start(&changed, &clock, &codes).await;
    World { app, clock, codes, config: changed, folder, is_sqlite, contract }
}

const ALICE: (&str, &[u8]) = ("remote-user", b"alice");

#[tokio::test]
async fn only_a_listed_proxy_may_say_who_asks() {
    let world = world_with(&["header=Remote-User", "proxy=10.1.0.0/16", "proxy=fd00::7", "forwarder=127.0.0.1"]).await;
    let token = &world.sign_in(common::PHONE).await;
    for peer in ["10.1.2.3:40000", "[::ffff:10.1.2.3]:40000", "[fd00::7]:1"] {
        assert!(named(&world, token, Some(peer), &[ALICE]).await, "{peer}");
    }
    for peer in ["10.2.0.1:40000", "127.0.0.1:40000", "[::1]:40000", "[fd00::8]:1", "203.0.113.9:80"] {
        assert!(!named(&world, token, Some(peer), &[ALICE]).await, "{peer}");
    }
    assert!(!named(&world, token, None, &[ALICE]).await, "without a connection nothing is known of the other end");

    // What a request says of its own way here changes nothing, also behind a proxy that is trusted with addresses.
    for way in ["x-forwarded-for", "x-real-ip", "forwarded", "client-ip"] {
        for peer in ["203.0.113.9:80", "127.0.0.1:40000"] {
            let headers = [ALICE, (way, &b"10.1.2.3"[..])];
            assert!(!named(&world, token, Some(peer), &headers).await, "{way} from {peer}");
        }
    }
}

#[tokio::test]
async fn what_is_no_single_name_is_none() {
    let world = world_with(&["header=Remote-User", "proxy=10.1.0.0/16"]).await;
    let token = &world.sign_in(common::PHONE).await;
    let proxy = Some("10.1.2.3:40000");
    let long = vec![b'a'; accounts::PROXY_NAME_BYTES_MAX + 1];
    let refused: &[&[(&str, &[u8])]] = &[
        &[],
        &[("remote-user", b"")],
        &[("remote-user", b" ")],
        &[ALICE, ("remote-user", b"bob")],
        &[ALICE, ("Remote-User", b"alice")],
        &[("remote-user", &long)],
        &[("remote-user", b"\xff\xfe")],
        &[("remote_user", b"alice")],
        &[("x-remote-user", b"alice")],
    ];
    for headers in refused {
        assert!(!named(&world, token, proxy, headers).await, "{headers:?}");
    }
    assert!(named(&world, token, proxy, &[("REMOTE-USER", "林清".as_bytes())]).await);
}

#[tokio::test]
async fn it_is_off_until_the_operator_switches_it_on() {
    let world = world_with(&[]).await;
    let token = &world.sign_in(common::PHONE).await;
    for peer in ["127.0.0.1:40000", "[::1]:40000"] {
        assert!(!named(&world, token, Some(peer), &[ALICE]).await, "{peer}");
    }
    assert_eq!(world.get("/server", None).await.ok()["sign_in"]["proxy"], false);
}
