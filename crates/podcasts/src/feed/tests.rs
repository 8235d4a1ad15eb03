//! Feeds as they are found, and as somebody would make them who means harm.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;

fn channel(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">\n<channel>{inside}</channel></rss>"
    )
}

fn one(inside: &str) -> Item {
    let mut feed = read(&channel(&format!("<item>{inside}</item>"))).unwrap();
    assert_eq!(feed.items.len(), 1, "{inside}");
    feed.items.remove(0)
}

#[test]
fn a_usual_feed_is_read_whole() {
    let feed = read(&channel(
        "<title>夜航船 &amp; 朋友</title><itunes:author>张岱</itunes:author><language>zh-cn</language>\
         <link>https://pod.example/</link><description><![CDATA[<p>第一段</p><p>第二段</p>]]></description>\
         <image><url>https://pod.example/small.png</url><title>not this</title></image>\
         <itunes:image href=\"https://pod.example/large.png\"/>\
         <item><title>一</title><guid isPermaLink=\"false\">g1</guid><pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate>\
         <enclosure url=\"https://cdn.example/1.mp3?a=1&amp;b=2\" length=\"1000\" type=\"audio/mpeg\"/>\
         <itunes:duration>1:02:03</itunes:duration><itunes:season>2</itunes:season><itunes:episode>7</itunes:episode>\
         <itunes:image href=\"https://pod.example/one.png\"/><itunes:summary>第二手</itunes:summary>\
         <description>&lt;b&gt;粗&lt;/b&gt; &amp;amp; 细</description></item>\
         <item><title>文章</title><link>https://pod.example/text</link></item>",
    ))
    .unwrap();
    assert_eq!((feed.title.as_str(), feed.author.as_deref()), ("夜航船 & 朋友", Some("张岱")));
    assert_eq!((feed.language.as_deref(), feed.site_url.as_deref()), (Some("zh-cn"), Some("https://pod.example/")));
    assert_eq!(feed.description, "第一段\n\n第二段");
    assert_eq!(feed.image_url.as_deref(), Some("https://pod.example/large.png"));
    assert_eq!(feed.silent, 1, "an article is no episode");
    let item = &feed.items[0];
    assert_eq!((item.guid.as_str(), item.title.as_str()), ("g1", "一"));
    assert_eq!(item.sound_url, "https://cdn.example/1.mp3?a=1&b=2");
    assert_eq!((item.size_bytes, item.duration_ms), (Some(1_000), Some(3_723_000)));
    assert_eq!((item.season, item.number), (Some(2), Some(7)));
    assert_eq!(item.description, "粗 & 细");
    assert!(item.published_at.is_some());
}

#[test]
fn what_a_feed_does_badly_is_read_as_it_was_meant() {
    let item = one("<title>Q&A mit Jürgen</title><enclosure url='http://a.example/x?a=1&b=2' length='' />");
    assert_eq!((item.title.as_str(), item.sound_url.as_str()), ("Q&A mit Jürgen", "http://a.example/x?a=1&b=2"));
    assert_eq!((item.guid.as_str(), item.size_bytes), ("http://a.example/x?a=1&b=2", None));
    let item = one("<pubDate>someday</pubDate><itunes:duration>long</itunes:duration><enclosure url='http://a/'/>");
    assert_eq!((item.published_at, item.duration_ms), (None, None));
    let item =
        one("<enclosure url='http://a/p.jpg' type='image/jpeg'/><enclosure url='http://a/1.mp3' type='audio/mpeg'/>");
    assert_eq!(item.sound_url, "http://a/1.mp3");
    let item = one(&format!("<guid>{}</guid><enclosure url='http://a/'/>", "g".repeat(1_000)));
    assert_eq!(item.guid.len(), 64, "a digest");
    let item = one("<title>5 < 6</title><enclosure url='http://a/'/>".replace(" < ", " &lt; ").as_str());
    assert_eq!(item.title, "5 < 6");
    let item = one(
        "<description>a&nbsp;b&#x4E2D;&bogus; &lt;script>evil()&lt;/script>c <b>fett</b> d</description><enclosure url='http://a/'/>",
    );
    assert_eq!(item.description, "a b中&bogus; c fett d");
    let feed = read(&format!("{}<garbage", channel("<title>t</title>"))).unwrap();
    assert_eq!(feed.title, "t", "what follows the feed says nothing about it");
}

#[test]
fn what_is_no_feed_is_told_with_its_place() {
    let root = |document: &str| match read(document) {
        Err(NotAFeed::OtherRoot { root }) => root,
        other => panic!("{document}: {other:?}"),
    };
    assert_eq!(root(""), "");
    assert_eq!(root("just text"), "");
    assert_eq!(root("<!DOCTYPE html><html><head></head></html>"), "html");
    assert_eq!(root("<feed xmlns='http://www.w3.org/2005/Atom'/>"), "feed");
    let place = |document: &str| match read(document) {
        Err(NotAFeed::Malformed { line, column, .. }) => (line, column),
        other => panic!("{document}: {other:?}"),
    };
    assert_eq!(place("<rss>\n<channel>\n  <title>t</wrong>").0, 3);
    assert_eq!(place("<rss>\n<channel>\n<title>清").0, 3);
    assert_eq!(place("<rss>\n<channel>\n<item").0, 3);
}

#[test]
fn nothing_in_a_feed_grows() {
    // A billion laughs: entities are not read, so nothing is ever put in their place.
    let mut bomb = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"ha\">");
    for level in 1..10 {
        bomb.push_str(&format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10)));
    }
    bomb.push_str("]><rss><channel><title>&a9;</title><description>&a9;</description></channel></rss>");
    let feed = read(&bomb).unwrap();
    assert_eq!((feed.title.as_str(), feed.description.as_str()), ("&a9;", "&a9;"));
    // A file of this machine is not read either.
    let file =
        "<!DOCTYPE rss [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><rss><channel><title>&f;</title></channel></rss>";
    assert_eq!(read(file).unwrap().title, "&f;");
    let deep = format!("<rss>{}", "<a>".repeat(100_000));
    assert!(matches!(read(&deep), Err(NotAFeed::Malformed { .. })));
    let long = channel(&format!("<title>{}</title>", "长".repeat(1_000_000)));
    assert!(read(&long).unwrap().title.is_empty() || read(&long).unwrap().title.chars().count() <= 300);
    let many = channel(&"<item><enclosure url='http://a/'/></item>".repeat(EPISODES_MAX + 500));
    assert_eq!(read(&many).unwrap().items.len(), EPISODES_MAX);
    let attributes = format!("<rss {}/>", (0..50_000).map(|at| format!("a{at}='' ")).collect::<String>());
    assert!(read(&attributes).is_ok());
}

#[test]
fn feeds_are_written_in_many_alphabets() {
    let text = "<?xml version=\"1.0\" encoding=\"GBK\"?><rss><channel><title>清音</title></channel></rss>";
    let (bytes, ..) = encoding_rs::GBK.encode(text);
    assert_eq!(read(&decode(&bytes, "text/xml")).unwrap().title, "清音");
    let text = text.replace(" encoding=\"GBK\"", "");
    let (bytes, ..) = encoding_rs::BIG5.encode(&text);
    assert_eq!(read(&decode(&bytes, "text/xml; charset=big5")).unwrap().title, "清音");
    let mut wide = vec![0xff, 0xfe];
    wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(read(&decode(&wide, "")).unwrap().title, "清音");
    let marked = format!("\u{feff}{text}");
    assert_eq!(read(&decode(marked.as_bytes(), "")).unwrap().title, "清音");
    assert_eq!(decode(b"\xff\xfe", ""), "");
}
