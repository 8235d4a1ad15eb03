//! A small policy with one form, which is broken in one place at a time.

use serde_json::{Value, json};

use super::*;

const FORMS_TEXT: &str = r#"
    [[aid]]
    key = "proof"
    about = "compared and forgotten"

    [[step]]
    function = "sign_in"
    asks_for = "sessions"
    reason = "it begins a session"

    [[form]]
    operation = "sign_in"
    asked_in = ["account"]
    fields = { phone = "account.phone", code = "proof", "device.name" = "session.name" }
"#;

fn api(function: &str, purposes: &Value) -> Value {
    json!({
        "paths": {
            "/api/v1/sign_in": {
                "parameters": [],
                "post": {
                    "operationId": "sign_in", "x-function": function, "x-purposes": purposes,
                    "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/SignIn" } } } }
                },
                "get": { "operationId": "look", "x-function": "sign_in", "x-purposes": [] }
            }
        },
        "components": { "schemas": {
            "SignIn": { "allOf": [
                { "type": "object", "properties": { "phone": { "type": "string" }, "code": { "type": "string" } } },
                { "type": "object", "properties": { "device": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Device" }] } } }
            ] },
            "Device": { "type": "object", "properties": { "name": { "type": "string" } } }
        } }
    })
}

fn some_items() -> BTreeMap<String, Item> {
    let item = |id: &str, function: &str, column: &str| Item {
        id: id.to_owned(),
        purpose: "account".to_owned(),
        function: function.to_owned(),
        columns: BTreeMap::from([(column.to_owned(), toml::Value::from("contact"))]),
    };
    [item("account", "sign_in", "phone"), item("session", "sessions", "name"), item("birthday", "profile", "value")]
        .into_iter()
        .map(|item| (item.id.clone(), item))
        .collect()
}

fn source(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), text: text.to_owned() }
}

const CALL: &str = "read(api.POST(\n  '/api/v1/sign_in', { body }))";

fn sources() -> Vec<SourceFile> {
    vec![
        source("web/src/lib/features/account/Form.svelte", CALL),
        source("web/src/lib/features/other/x.test.ts", CALL),
        source("web/src/lib/features/other/Look.svelte", "api.GET('/api/v1/sign_in')"),
    ]
}

fn told(forms: &str, api: &Value, files: &[SourceFile]) -> Vec<String> {
    let forms: Forms = toml::from_str(forms).unwrap_or_else(|error| panic!("{error}"));
    let calls = web::calls(files);
    [calls.breaches, compare(&forms, &operations::with_body(api), &some_items(), &calls.asked_in)].concat()
}

fn told_with(from: &str, to: &str) -> Vec<String> {
    assert!(FORMS_TEXT.contains(from), "{from}");
    told(&FORMS_TEXT.replace(from, to), &api("sign_in", &json!(["account"])), &sources())
}

#[test]
fn a_form_that_asks_for_what_its_function_needs_passes() {
    assert_eq!(told_with("", ""), Vec::<String>::new());
}

#[test]
fn a_form_that_asks_for_another_functions_item_is_refused() {
    let found = told_with("code = \"proof\"", "code = \"birthday.value\"");
    assert!(found[0].starts_with("sign_in.code fills 'birthday.value' of the function 'profile'"), "{found:?}");
    let found = told(FORMS_TEXT, &api("sign_in", &json!(["listening"])), &sources());
    assert!(found.iter().any(|line| line.contains("which the operation does not name")), "{found:?}");
}

#[test]
fn a_field_that_stands_in_no_form_is_refused() {
    let found = told_with(", code = \"proof\"", "");
    assert!(
        found.iter().any(|line| line == "sign_in: 'code' is missing from its fields in policy/forms.toml"),
        "{found:?}"
    );
    let found = told_with("phone =", "telephone =");
    assert_eq!(found.len(), 2, "{found:?}");
    let found = told_with("operation = \"sign_in\"", "operation = \"sign_up\"");
    assert!(found[0].starts_with("sign_in takes a body and stands in no form"), "{found:?}");
    let found = told_with("\"account.phone\"", "\"account.fax\"");
    assert!(found[0].contains("'account.fax', which the policy does not declare"), "{found:?}");
    let found = told_with("\"account.phone\"", "\"whatever\"");
    assert!(found[0].contains("neither a column nor an aid"), "{found:?}");
}

#[test]
fn a_page_that_asks_without_being_named_is_refused() {
    let also = |path: &str, text: &str| {
        let mut files = sources();
        files.push(source(path, text));
        told(FORMS_TEXT, &api("sign_in", &json!(["account"])), &files)
    };
    let found = also("web/src/lib/features/player/Bar.svelte", CALL);
    assert_eq!(found, ["sign_in: 'player' is missing from its asked_in in policy/forms.toml"]);
    let found = also("web/src/lib/features/account/other.ts", "api.PUT(PATH, { body })");
    assert!(found.len() == 1 && found[0].contains("write the address"), "{found:?}");
    let found = also("web/src/routes/+page.svelte", CALL);
    assert!(found.len() == 1 && found[0].contains("move the call"), "{found:?}");
    let found = told(FORMS_TEXT, &api("sign_in", &json!(["account"])), &[]);
    assert_eq!(found, ["sign_in: 'account' in its asked_in in policy/forms.toml is not there"]);
}

#[test]
fn a_line_that_nothing_needs_is_refused() {
    let found = told_with("code = \"proof\"", "code = \"account.phone\"");
    assert_eq!(found, ["policy/forms.toml: aid proof is not needed any more; remove it"]);
    let found = told_with("\"session.name\"", "\"proof\"");
    assert_eq!(found, ["policy/forms.toml: step sign_in → sessions is not needed any more; remove it"]);
    let found = told_with("reason = \"it begins a session\"", "reason = \" \"");
    assert_eq!(found, ["policy/forms.toml: an aid or a step gives no reason; write one"]);
}
