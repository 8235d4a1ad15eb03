//! The page that asks, and the one that carries an answer back in a form.

use axum::http::StatusCode;
use axum::response::Response;

use super::{Language, Page, SCRIPT, escape, frame};
use crate::asking::Back;
use crate::people::{PEOPLE, Person};
use crate::vendor::Vendor;
use crate::world::Ask;

/// Asks whether the app may know somebody, and who that is.
pub(crate) fn question(ask: &Ask, app: &str, language: Language) -> Page {
    let app = escape(app);
    let vendor = escape(language.pick(ask.vendor.title()));
    let title = match language {
        Language::Chinese => format!("用{vendor}登录"),
        Language::English => format!("Sign in with {vendor}"),
    };
    let lead = match language {
        Language::Chinese => format!("应用“{app}”想知道您是谁。"),
        Language::English => format!("The app “{app}” would like to know who you are."),
    };
    let who = language.pick(("以谁的身份", "As whom"));
    let agree = language.pick(("同意", "Agree"));
    let refuse = language.pick(("拒绝", "Refuse"));
    let scope = if ask.scope.is_empty() {
        String::new()
    } else {
        format!("<p class=\"scope\">scope <code>{}</code></p>\n", escape(&ask.scope))
    };
    let people: String = PEOPLE.iter().enumerate().map(|(at, person)| choice(ask, person, at == 0, language)).collect();
    let tag = language.tag();
    let body = format!(
        "<h1>{title}</h1>\n<p>{lead}</p>\n{scope}<form method=\"post\">\n<input type=\"hidden\" name=\"lang\" \
         value=\"{tag}\">\n<fieldset>\n<legend>{who}</legend>\n{people}</fieldset>\n<div class=\"buttons\">\n\
         <button name=\"decision\" value=\"agree\">{agree}</button>\n\
         <button name=\"decision\" value=\"refuse\" class=\"quiet\">{refuse}</button>\n</div>\n</form>"
    );
    frame(Some(ask.vendor), language, &title, &body)
}

fn choice(ask: &Ask, person: &Person, checked: bool, language: Language) -> String {
    format!(
        "<label class=\"person\"><input type=\"radio\" name=\"person\" value=\"{id}\"{checked}>{drawing}<span>\
         <strong>{name}</strong><small>{about}</small><code>{open_id}</code></span></label>\n",
        id = person.id,
        checked = if checked { " checked" } else { "" },
        drawing = person.drawing(),
        name = escape(&person.shown_name()),
        about = escape(language.pick(person.about)),
        open_id = escape(&person.open_id(ask.vendor, &ask.client_id)),
    )
}

/// Posts the answer to the app: at once where scripts run, by a button where they do not.
pub(crate) fn form_post(vendor: Vendor, action: &str, back: &Back, language: Language) -> Response {
    let title = language.pick(("正在返回应用", "Going back to the app"));
    let button = language.pick(("继续", "Continue"));
    let inputs: String = back
        .iter()
        .map(|(name, value)| format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">\n", escape(value)))
        .collect();
    let body = format!(
        "<h1>{title}</h1>\n<form method=\"post\" action=\"{}\">\n{inputs}<noscript><button>{button}</button></noscript>\n\
         </form>\n<script>{SCRIPT}</script>",
        escape(action)
    );
    frame(Some(vendor), language, title, &body).with_status(StatusCode::OK)
}
