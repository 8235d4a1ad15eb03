//! The figures as people read them.

use std::fmt::Write as _;

/// What a figure has to reach.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bar {
    /// Nothing is asked; the figure is for reading.
    None,
    AtMost(f64),
    AtLeast(f64),
    /// Not above the peer's.
    AtMostPeer,
    /// Not below the peer's.
    AtLeastPeer,
    /// Not above so many times the peer's.
    AtMostTimesPeer(f64),
}

/// One measured quantity.
#[derive(Debug)]
pub(crate) struct Row {
    what: String,
    ours: Option<f64>,
    peer: Option<f64>,
    unit: &'static str,
    bar: Bar,
    /// Why there is no figure.
    missing: String,
}

impl Row {
    /// A figure of ours alone.
    pub(crate) fn of(what: impl Into<String>, ours: f64, unit: &'static str, bar: Bar) -> Self {
        Self { what: what.into(), ours: Some(ours), peer: None, unit, bar, missing: String::new() }
    }

    /// A figure of ours beside a peer's.
    pub(crate) fn beside(what: impl Into<String>, ours: f64, peer: f64, unit: &'static str, bar: Bar) -> Self {
        Self { what: what.into(), ours: Some(ours), peer: Some(peer), unit, bar, missing: String::new() }
    }

    /// No figure, and why.
    pub(crate) fn not_measured(what: impl Into<String>, why: String) -> Self {
        Self { what: what.into(), ours: None, peer: None, unit: "", bar: Bar::None, missing: why }
    }

    fn markdown(&self, judged: bool) -> String {
        let Some(ours) = self.ours else {
            return format!("| {} | not measured: {} | | | | |", self.what, self.missing.replace(['\n', '|'], " "));
        };
        let peer = self.peer.map(shown).unwrap_or_default();
        let ratio = self.peer.map(|peer| format!("{:.2}", ours / peer)).unwrap_or_default();
        let (bar, met) = match (self.bar, self.peer) {
            (Bar::AtMost(most), _) => (format!("≤ {}", shown(most)), Some(ours <= most)),
            (Bar::AtLeast(least), _) => (format!("≥ {}", shown(least)), Some(ours >= least)),
            (Bar::AtMostPeer, Some(peer)) => ("≤ peer".to_owned(), Some(ours <= peer)),
            (Bar::AtLeastPeer, Some(peer)) => ("≥ peer".to_owned(), Some(ours >= peer)),
            (Bar::AtMostTimesPeer(times), Some(peer)) => (format!("≤ {times:.2} × peer"), Some(ours <= times * peer)),
            (Bar::None | Bar::AtMostPeer | Bar::AtLeastPeer | Bar::AtMostTimesPeer(_), _) => (String::new(), None),
        };
        let met = match met.filter(|_| judged) {
            Some(true) => "met",
            Some(false) => "**missed**",
            None => "",
        };
        format!("| {} | {} {} | {peer} | {ratio} | {bar} | {met} |", self.what, shown(ours), self.unit)
    }
}

/// The rows of one measurement.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) rows: Vec<Row>,
    /// How it was measured, one sentence or more each.
    pub(crate) notes: Vec<String>,
}

impl Section {
    /// A heading, how it was measured, and the table; `judged` says whether bars are held against it.
    pub(crate) fn markdown(&self, judged: bool) -> String {
        let mut text = format!("\n## {}\n\n", self.title);
        for note in &self.notes {
            let _ = writeln!(text, "{}\n", note.replace(". ", ".\n"));
        }
        text.push_str("| what | ours | peer | ratio | bar | |\n|---|---|---|---|---|---|\n");
        for row in &self.rows {
            let _ = writeln!(text, "{}", row.markdown(judged));
        }
        text
    }
}

/// Where what people wrote about the figures begins; from here on the page is kept.
const REMARKS: &str = "\n## Remarks\n";

/// The whole page; the remarks of the page before it are kept, for their writer to look through.
pub(crate) fn page(before: &str, machine: &str, sections: &[Section], judged: bool) -> String {
    let mut text = String::from(
        "<!-- Made by `cargo xtask bench`, all but the remarks at the end. -->\n\n# Measurements\n\n\
         The program is measured from outside, as an operator would start it.\n\
         CPU figures are what the kernel counted for the process, so other work on the machine disturbs them little; \
         wall times depend on it.\n\n",
    );
    text.push_str(machine);
    for section in sections {
        text.push_str(&section.markdown(judged));
    }
    if let Some((_, remarks)) = before.split_once(REMARKS) {
        text.push_str(REMARKS);
        text.push_str(remarks);
    }
    text
}

/// Three figures that count, or all of a large number.
fn shown(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}
