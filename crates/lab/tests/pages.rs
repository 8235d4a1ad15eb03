//! The pages, as a browser and a reader get them.

use axum::http::{StatusCode, header};
use lab::{PEOPLE, Vendor};

use crate::support::{BACK, Bench};
use crate::{apple, qq, wechat};

const ASKED: &[(&str, &str)] =
    &[("client_id", qq::APP), ("redirect_uri", BACK), ("response_type", "code"), ("state", "st")];

async fn question(bench: &Bench) -> String {
    bench.get_with("/graph.qq.com/oauth2.0/authorize", ASKED).await.location()
}

#[tokio::test]
async fn every_page_says_what_it_is_and_loads_nothing() {
    let bench = Bench::with(qq::app());
    let pages = [question(&bench).await, "/graph.qq.com/lab/authorisations".to_owned(), "/".to_owned()];
    for page in pages {
        let reply = bench.get(&page).await;
        let text = reply.text();
        assert!(text.contains("模拟页面 SIMULATION") && text.contains("name=\"viewport\""), "{page}");
        assert!(
            reply.headers[header::CONTENT_SECURITY_POLICY]
                .to_str()
                .is_ok_and(|policy| policy.starts_with("default-src 'none'"))
        );
        for elsewhere in [" src=", "@import", "url(", "<link"] {
            assert!(!text.contains(elsewhere), "{page} has {elsewhere}");
        }
    }
}

#[tokio::test]
async fn everyone_can_be_picked_and_nobodys_name_is_markup() {
    let bench = Bench::with(qq::app());
    let text = bench.get(&question(&bench).await).await.text();
    for person in PEOPLE {
        assert!(text.contains(&format!("value=\"{}\"", person.id)));
        assert!(text.contains(&person.open_id(Vendor::Qq, qq::APP)));
    }
    assert!(text.contains("阿木 &lt;b&gt;&amp;&quot;木&quot;&lt;/b&gt;") && !text.contains("<b>"));
}

#[tokio::test]
async fn a_page_speaks_both_languages() {
    let bench = Bench::with(qq::app());
    let page = question(&bench).await;
    let chinese = bench.get(&page).await.text();
    assert!(chinese.contains("<html lang=\"zh-CN\">") && chinese.contains(">同意<"));
    let english = bench.get(&format!("{page}?lang=en")).await.text();
    assert!(english.contains("<html lang=\"en\">") && english.contains(">Agree<"));
}

#[tokio::test]
async fn a_question_is_answered_once() {
    let bench = Bench::with(qq::app());
    let page = question(&bench).await;
    let reply = bench.post(&page, &[("person", "nobody"), ("decision", "agree")]).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    bench.post(&page, &[("person", "lin"), ("decision", "agree")]).await.location();
    let again = bench.post(&page, &[("person", "lin"), ("decision", "agree")]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert!(again.text().contains("已经答过了"));
}

#[tokio::test]
async fn a_form_posts_itself_by_the_one_script_that_is_allowed() {
    let bench = Bench::with(apple::app());
    let asked = [
        ("client_id", apple::APP),
        ("redirect_uri", BACK),
        ("response_type", "code id_token"),
        ("response_mode", "form_post"),
        ("state", "\"><b>"),
    ];
    let page = bench.decide("/appleid.apple.com/auth/authorize", &asked, "lin", "agree").await;
    let text = page.text();
    assert!(text.contains("<noscript><button>继续</button></noscript>"));
    assert!(text.contains("<script>document.forms[0].submit()</script>"));
    assert!(text.contains("value=\"&quot;&gt;&lt;b&gt;\""), "{text}");
    let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
    assert!(policy.contains("script-src 'sha256-"), "{policy}");
}

#[tokio::test]
async fn the_list_takes_back_what_was_agreed_to() {
    let bench = Bench::with(wechat::app());
    let tokens = wechat::buy(&bench, &wechat::code(&bench, "amu").await).await.json();
    let list = "/open.weixin.qq.com/lab/authorisations";
    let text = bench.get(list).await.text();
    assert!(text.contains("清音 · 有效") && text.contains("value=\"user_authorization_revoke\""), "{text}");
    let reply = bench.post(list, &[("grant", "1"), ("event", "user_authorization_revoke")]).await;
    assert!(reply.text().contains("清音 · 已结束"));
    assert_eq!(wechat::userinfo(&bench, &tokens).await.json()["errcode"], 40_001);
    // Another vendor's list does not know it.
    let reply = bench.post("/graph.qq.com/lab/authorisations", &[("grant", "1"), ("event", "cancelled")]).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
}
