//! The shape of OpenSubsonic's `songLyrics`.

use lyrics::{StructuredLyrics, parse};
use serde_json::{Value, json};

fn answer(text: &str, enhanced: bool) -> Value {
    serde_json::to_value(StructuredLyrics::of(&parse(text).unwrap().lyrics, enhanced)).unwrap()
}

#[test]
fn version_1_has_lines_and_nothing_else() {
    assert_eq!(
        answer("[la:zh]\n[00:01]<00:01>一<00:01.5>二<00:02>\n[00:01]one two\n[00:03]三", false),
        json!([{ "lang": "zh", "synced": true, "line": [{ "start": 1000, "value": "一二" }, { "start": 3000, "value": "三" }] }])
    );
    assert_eq!(
        answer("a\nb", false),
        json!([{ "lang": "und", "synced": false, "line": [{ "value": "a" }, { "value": "b" }] }])
    );
    assert_eq!(answer("", true), json!([]));
}

#[test]
fn version_2_has_cues_with_inclusive_bytes() {
    let text = "[00:01]<00:01>Oh <00:01.5>花<00:02>\n[00:01]哦花\n[00:03]三";
    assert_eq!(
        answer(text, true),
        json!([
            {
                "lang": "und", "synced": true, "kind": "main",
                "line": [{ "start": 1000, "value": "Oh 花" }, { "start": 3000, "value": "三" }],
                "cueLine": [{
                    "index": 0, "start": 1000, "end": 2000, "value": "Oh 花",
                    "cue": [
                        { "start": 1000, "end": 1500, "byteStart": 0, "byteEnd": 2, "value": "Oh " },
                        { "start": 1500, "end": 2000, "byteStart": 3, "byteEnd": 5, "value": "花" }
                    ]
                }]
            },
            { "lang": "und", "synced": true, "kind": "translation", "line": [{ "start": 1000, "value": "哦花" }] }
        ])
    );
    assert_eq!(answer("さ\nplain", true)[0]["kind"], "main");
    assert_eq!(answer("さ\nplain", true)[0].get("cueLine"), None);
}

#[test]
fn voices_are_agents_with_exactly_one_main() {
    let text = r#"<tt xmlns:ttm="m"><head><metadata><ttm:agent type="group" xml:id="bg"/><ttm:agent type="person" xml:id="v1"/><ttm:agent type="person" xml:id="v2"/></metadata></head><body><div>
        <p begin="1s" end="2s" ttm:agent="bg"><span begin="1s" end="2s">all</span></p>
        <p begin="2s" end="3s" ttm:agent="v1"><span begin="2s" end="3s">he</span><span ttm:role="x-bg"><span begin="2s" end="3s">(ooh)</span></span></p>
        <p begin="3s" end="4s"><span begin="3s" end="4s">somebody</span></p></div></body></tt>"#;
    let main = &answer(text, true)[0];
    assert_eq!(
        main["agents"],
        json!([{ "id": "bg", "role": "group" }, { "id": "v1", "role": "main" }, { "id": "bg_", "role": "bg" }])
    );
    let cue_lines: Vec<_> = main["cueLine"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            (line["index"].as_u64().unwrap(), line["agentId"].as_str().unwrap(), line["value"].as_str().unwrap())
        })
        .collect();
    assert_eq!(cue_lines, [(0, "bg", "all"), (1, "v1", "he"), (1, "bg_", "(ooh)"), (2, "v1", "somebody")]);
    assert_eq!(main["line"][1]["value"], "he (ooh)");
    // Nobody is attributed where nothing is cued.
    assert_eq!(answer("[00:01]v1: a\n[00:02]v2: b", true)[0].get("agents"), None);
}
