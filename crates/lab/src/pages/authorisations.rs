//! The page that lists what was agreed to, and takes it back.

use super::{Language, Page, escape, frame};
use crate::events::EventKind;
use crate::vendor::Vendor;
use crate::world::{Grant, World};

/// How many of the latest calls to apps are shown.
const REPORTS_SHOWN_MAX: usize = 10;

/// What was agreed to with this vendor, each with the buttons that end it.
pub(crate) fn authorisations(vendor: Vendor, world: &World, language: Language) -> Page {
    let title = language.pick(("已授权的应用", "What was agreed to"));
    let none = language.pick(("还没有人授权过任何应用。", "Nobody has agreed to anything yet."));
    let mut body = format!("<h1>{title}</h1>\n");
    if vendor == Vendor::Qq {
        let hint = language.pick((
            "QQ 撤销授权时不通知应用：令牌失效，应用用到时才知道。",
            "QQ tells no app of a revocation: the token stops working, and the app finds out when it uses it.",
        ));
        body += &format!("<p>{hint}</p>\n");
    }
    let grants: Vec<&Grant> = world.grants.iter().rev().filter(|grant| grant.vendor == vendor).collect();
    if grants.is_empty() {
        body += &format!("<p>{none}</p>\n");
    } else {
        body += "<ul class=\"grants\">\n";
        body.extend(grants.into_iter().map(|grant| entry(world, grant, language)));
        body += "</ul>\n";
    }
    let told: Vec<String> = world.reports.iter().rev().take(REPORTS_SHOWN_MAX).map(report).collect();
    if !told.is_empty() {
        let heading = language.pick(("发给应用的通知", "What apps were told"));
        body += &format!("<h2>{heading}</h2>\n<ul class=\"reports\">\n{}</ul>\n", told.concat());
    }
    frame(Some(vendor), language, title, &body)
}

fn entry(world: &World, grant: &Grant, language: Language) -> String {
    let app = world.app(grant.vendor, &grant.client_id).map_or(grant.client_id.as_str(), |app| app.shown_name());
    let state = match grant.ended {
        None => language.pick(("有效", "in force")),
        Some(_) => language.pick(("已结束", "ended")),
    };
    let mut buttons = String::new();
    if grant.ended.is_none() {
        for kind in EventKind::all_of(grant.vendor) {
            let label = language.pick(kind.label());
            buttons += &format!("<button name=\"event\" value=\"{}\" class=\"quiet\">{label}</button>\n", kind.word());
        }
    }
    format!(
        "<li><div class=\"person\">{drawing}<span><strong>{name}</strong><small>{app} · {state}</small>\
         <code>{open_id}</code></span></div>\n<form method=\"post\"><input type=\"hidden\" name=\"grant\" \
         value=\"{id}\"><input type=\"hidden\" name=\"lang\" value=\"{tag}\">\n<div class=\"buttons\">{buttons}</div>\
         </form></li>\n",
        drawing = grant.person.drawing(),
        name = escape(&grant.person.shown_name()),
        app = escape(app),
        open_id = escape(&grant.open_id()),
        id = grant.id,
        tag = language.tag(),
    )
}

fn report(report: &crate::delivery::Report) -> String {
    let status = report.status.map_or_else(|| "—".to_owned(), |status| status.to_string());
    let answer: String = report.answer.chars().take(200).collect();
    format!("<li><code>{}</code> HTTP {status} <code>{}</code></li>\n", report.event, escape(&answer))
}
