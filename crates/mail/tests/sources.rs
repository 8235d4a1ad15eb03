//! The source of every mail that the service sends, read as a stranger reads it.

use http_api::Language;
use lab::TakenMail;
use units::Millis;

use crate::support::{HOME, NOON, TO_DECEMBER, World, parts_of, text_of, unsubscribing_address, worlds};

/// One of each kind of mail, in both languages.
async fn one_of_each(world: &World) -> Vec<TakenMail> {
    world.add_album(1, "山<img src=https://evil.example/p.gif>水", NOON - Millis::days(2)).await;
    for (person, language) in [(0, Language::Chinese), (1, Language::English)] {
        world.prove(person, language).await;
        world.subscribe(person).await;
    }
    world.clock.advance(TO_DECEMBER);
    world.incident(&world.people[..2]).await;
    let (me, now) = (world.people[0].as_i64(), NOON.as_millis() + TO_DECEMBER.0);
    let answered = format!(
        "INSERT INTO rights_requests (id, subject_id, kind, language, received_at, due_at, outcome, answered_at) \
         VALUES (9, {me}, 'access', 'zh-CN', {now}, {now} + 1000, 'done', {now})"
    );
    world.change_as("rights", answered).await.unwrap();
    let delivered = world.mail.deliver().await.unwrap();
    assert_eq!((delivered.sent, delivered.given_up), (5, 0), "two notices, one answer, two letters");
    world.lab.taken_mails()
}

/// Everything in a text that a program would follow or load.
fn addresses(text: &str) -> Vec<&str> {
    let ends = |letter: char| letter.is_whitespace() || "\"'<>()".contains(letter);
    text.match_indices("://")
        .map(|(at, _)| {
            let begins_at =
                text[..at].rfind(|letter: char| !letter.is_ascii_alphanumeric()).map_or(0, |before| before + 1);
            // What comes before a scheme may be a character of several bytes.
            let begins_at = (begins_at..=at).find(|place| text.is_char_boundary(*place)).unwrap_or(at);
            let rest = &text[begins_at..];
            rest.split(ends).next().unwrap_or(rest)
        })
        .collect()
}

/// The pages to which a mail of this service leads.
fn is_plain(path: &str, token: Option<&str>) -> bool {
    let is_album = path.strip_prefix("/albums/").is_some_and(|id| id.starts_with("alb_") && id.len() == 17);
    let is_way_out = token.is_some_and(|token| path.strip_prefix("/unsubscribe#") == Some(token));
    is_album || is_way_out || matches!(path, "/albums" | "/privacy/incidents" | "/privacy/requests")
}

#[tokio::test]
async fn no_mail_loads_anything_counts_anything_or_leads_elsewhere() {
    for world in worlds().await {
        let mails = one_of_each(&world).await;
        assert_eq!(mails.len(), 7, "two codes and five more");
        for mail in &mails {
            let is_letter = mail.source.contains("\r\nList-Unsubscribe: ");
            let token = is_letter.then(|| unsubscribing_address(mail).rsplit('/').next().unwrap().to_owned());
            let parts = parts_of(mail);
            let [text, html] = &parts[..] else { panic!("text and HTML: {}", parts.len()) };
            // As HTML, every tag is one of these, and only a link has an attribute that leads anywhere.
            for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
                let name = tag.trim_start_matches('/').split_ascii_whitespace().next().unwrap().to_ascii_lowercase();
                let known = ["!doctype", "html", "head", "meta", "title", "body", "p", "h2", "br", "ul", "li", "a"];
                assert!(known.contains(&name.as_str()), "{tag}");
                assert_eq!(tag.contains("://"), tag.starts_with("a href=\""), "{tag}");
                assert!(
                    !["src", "style", "background", "ping", "http-equiv"].iter().any(|word| tag.contains(word)),
                    "{tag}"
                );
            }
            let links: Vec<&str> =
                html.split("<a href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
            for link in &links {
                let path = link.strip_prefix(HOME).unwrap_or_else(|| panic!("{link} leads elsewhere"));
                assert!(is_plain(path, token.as_deref()), "{link}");
                assert!(text.contains(link), "the text has the same links");
            }
            // In the text a program makes links of addresses: those of the service, and what somebody wrote as a name.
            let own: Vec<&str> =
                addresses(text).into_iter().filter(|address| !address.contains("evil.example")).collect();
            assert_eq!(own, links, "{text}");
        }
    }
}

#[tokio::test]
async fn a_letter_is_the_same_for_everybody_but_for_their_own_way_out() {
    for world in worlds().await {
        world.add_album(1, "山水", NOON - Millis::days(2)).await;
        for person in 0..2 {
            world.prove(person, Language::Chinese).await;
            world.subscribe(person).await;
        }
        world.clock.advance(TO_DECEMBER);
        world.mail.deliver().await.unwrap();
        let [one, other] = [0, 1].map(|person| {
            let letter = world.mails_to(person).pop().unwrap();
            let token = unsubscribing_address(&letter).rsplit('/').next().unwrap().to_owned();
            text_of(&letter).replace(&token, "TOKEN")
        });
        assert_eq!(one, other);
        assert!(one.contains("TOKEN"));
    }
}

#[tokio::test]
async fn word_of_an_answer_has_none_of_it() {
    for world in worlds().await {
        one_of_each(&world).await;
        let told = world.mails_to(0).iter().map(text_of).find(|text| text.contains("已经答复")).expect("a mail");
        assert!(told.contains("邮件里没有内容") && told.contains(&format!("{HOME}/privacy/requests")), "{told}");
        assert!(!told.contains("access") && !told.contains("查阅"), "{told}");
    }
}

#[tokio::test]
async fn a_notice_has_each_part_that_the_law_demands_in_its_readers_language() {
    for world in worlds().await {
        one_of_each(&world).await;
        let [chinese, english] = [0, 1].map(|person| {
            world.mails_to(person).iter().map(text_of).find(|text| text.contains("怎么处置")).expect("a notice")
        });
        for part in ["出了什么事", "为什么", "可能的影响", "怎么处置", "怎么防备", "怎么补救", "privacy@music.example"]
        {
            assert!(chinese.contains(part) && english.contains(part), "{part}");
        }
        let disclosure = policy::current().item("disclosure").unwrap();
        assert!(chinese.contains(&disclosure.title.zh) && english.contains(&disclosure.title.en));
        assert!(english.contains("How to guard yourself"), "{english}");
    }
}
