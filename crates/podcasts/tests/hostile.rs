//! Feeds of somebody who means harm, over real HTTP.

use crate::common;
use crate::common::{Host, entry, worlds};
use podcasts::{Fault, FaultKind};

async fn fault_of(world: &common::World, url: &str) -> Fault {
    let channel = world.podcasts.subscribe(url, 0).await.unwrap();
    channel.fault.unwrap_or_else(|| panic!("{url} is refused"))
}

#[tokio::test]
async fn what_is_no_feed_is_told_with_its_place() {
    for world in worlds(true).await {
        let host = Host::start().await;
        host.give("/page", "content-type: text/html\r\n", b"<!DOCTYPE html><html><body>hi</body></html>");
        host.give("/json", "content-type: application/json\r\n", b"{\"version\": 1}");
        host.give("/empty", "", b"");
        host.give("/noise", "content-type: application/rss+xml\r\n", &[0xf3, 0x00, 0xff, 0x3c, 0x12]);
        host.give("/atom", "", b"<feed xmlns=\"http://www.w3.org/2005/Atom\"></feed>");
        host.give("/broken", "", b"<rss>\n<channel>\n<title>x</channel></rss>");
        host.give("/half", "", b"<rss>\n<channel>\n<title>x");
        for (path, kind, detail) in [
            ("/page", FaultKind::NotAFeed, Some("html")),
            ("/json", FaultKind::NotAFeed, Some("")),
            ("/empty", FaultKind::NotAFeed, Some("")),
            ("/atom", FaultKind::NotAFeed, Some("feed")),
            ("/gone", FaultKind::Status, Some("404 (127.0.0.1)")),
            ("/half", FaultKind::Malformed, None),
            ("/broken", FaultKind::Malformed, None),
            ("/noise", FaultKind::Malformed, None),
        ] {
            let fault = fault_of(&world, &host.url(path)).await;
            assert_eq!(fault.kind, kind, "{path}: {fault:?}");
            match detail {
                Some(detail) => assert_eq!(fault.detail, detail, "{path}"),
                None => assert!(fault.detail.starts_with("line "), "{path}: {fault:?}"),
            }
        }
        let broken = fault_of(&world, &host.url("/broken?again")).await;
        assert_eq!(broken.kind, FaultKind::Status);
        assert!(world.podcasts.newest(None, 10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn no_feed_grows_beyond_what_it_weighs() {
    for world in worlds(true).await {
        let host = Host::start().await;
        host.give("/large", "", &vec![b' '; 10 << 20]);
        assert_eq!(fault_of(&world, &host.url("/large")).await.kind, FaultKind::TooLarge);
        // Without a length, too: only the bytes themselves tell.
        let mut endless = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n<rss>".to_vec();
        endless.resize(10 << 20, b'x');
        host.raw("/endless", endless);
        assert_eq!(fault_of(&world, &host.url("/endless")).await.kind, FaultKind::TooLarge);

        let mut bomb = String::from("<!DOCTYPE rss [<!ENTITY a0 \"ha\">");
        for level in 1..12 {
            bomb.push_str(&format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10)));
        }
        bomb.push_str("]><rss><channel><title>&a11;</title>");
        bomb.push_str(&entry("&a11;", 1, "/x.mp3"));
        bomb.push_str("</channel></rss>");
        host.give("/bomb", "", bomb.as_bytes());
        let channel = world.podcasts.subscribe(&host.url("/bomb"), 0).await.unwrap();
        assert_eq!((channel.fault, channel.title.as_str()), (None, "&a11;"));

        host.give("/deep", "", format!("<rss>{}", "<a>".repeat(500_000)).as_bytes());
        assert_eq!(fault_of(&world, &host.url("/deep")).await.kind, FaultKind::Malformed);

        let marks = format!("<rss><channel><title>{}</title></channel></rss>", "&lt;a&amp;".repeat(500_000));
        host.give("/marks", "", marks.as_bytes());
        assert_eq!(fault_of(&world, &host.url("/marks")).await.kind, FaultKind::NoEpisodes);
        let texts =
            format!("<item><description>{}</description></item>", "&lt;a&lt;script>&amp;".repeat(3_000)).repeat(100);
        host.feed(&format!("{texts}{}", entry("1", 1, "/x.mp3")));
        let channel = world.podcasts.subscribe(&host.url("/feed"), 0).await.unwrap();
        assert_eq!(channel.episodes, 1);
    }
}

#[tokio::test]
async fn a_feed_does_not_reach_behind_the_firewall() {
    for world in worlds(false).await {
        let host = Host::start().await;
        host.feed(&entry("1", 20, "/1.mp3"));
        let by_number = fault_of(&world, &host.url("/feed")).await;
        assert_eq!((by_number.kind, by_number.detail.as_str()), (FaultKind::PrivateNetwork, "127.0.0.1"));
        let by_name = fault_of(&world, &format!("http://localhost:{}/feed", host.port)).await;
        assert_eq!((by_name.kind, by_name.detail.as_str()), (FaultKind::PrivateNetwork, "localhost"));
        assert!(host.asked().is_empty());
    }
}

#[tokio::test]
async fn a_redirect_leads_only_where_an_operator_allows() {
    for world in worlds(true).await {
        let host = Host::start().await;
        host.raw(
            "/away",
            format!("HTTP/1.1 301 Moved\r\nlocation: http://localhost:{}/feed\r\ncontent-length: 0\r\n\r\n", host.port),
        );
        host.raw("/round", b"HTTP/1.1 302 Found\r\nlocation: /round\r\ncontent-length: 0\r\n\r\n".to_vec());
        host.raw("/file", b"HTTP/1.1 302 Found\r\nlocation: file:///etc/passwd\r\ncontent-length: 0\r\n\r\n".to_vec());
        host.feed(&entry("1", 20, "/1.mp3"));
        for path in ["/round", "/file"] {
            assert_eq!(fault_of(&world, &host.url(path)).await.kind, FaultKind::Redirects, "{path}");
        }
        let channel = world.podcasts.subscribe(&host.url("/away"), 0).await.unwrap();
        let fault = channel.fault.unwrap();
        assert_eq!((fault.kind, fault.detail.as_str()), (FaultKind::HostNotAllowed, "localhost"));
        assert!(world.reader.set_allowed("localhost", true).await.unwrap());
        world.podcasts.refresh(channel.id).await.unwrap();
        let channel = world.podcasts.channel(channel.id).await.unwrap();
        assert_eq!((channel.fault, channel.episodes), (None, 1));
        assert_eq!(
            world.episodes(&world.podcasts.channel(channel.id).await.unwrap()).await[0].sound_url,
            format!("http://localhost:{}/1.mp3", host.port)
        );
    }
}
