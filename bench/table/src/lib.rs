//! The figures as people read them, and the page they are on.

use std::fmt::Write as _;

/// What a figure has to reach.
#[derive(Clone, Copy, Debug)]
pub enum Bar {
    /// Nothing is asked; the figure is for reading.
    None,
    /// Not above this.
    AtMost(f64),
    /// Not below this.
    AtLeast(f64),
    /// Not above the peer's.
    AtMostPeer,
    /// Not below the peer's.
    AtLeastPeer,
    /// Not above so many times the peer's.
    AtMostTimesPeer(f64),
    /// Not below so many times the peer's.
    AtLeastTimesPeer(f64),
}

/// One measured quantity.
#[derive(Debug)]
pub struct Row {
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
    pub fn of(what: impl Into<String>, ours: f64, unit: &'static str, bar: Bar) -> Self {
        Self { what: what.into(), ours: Some(ours), peer: None, unit, bar, missing: String::new() }
    }

    /// A figure of ours beside a peer's.
    pub fn beside(what: impl Into<String>, ours: f64, peer: f64, unit: &'static str, bar: Bar) -> Self {
        Self { what: what.into(), ours: Some(ours), peer: Some(peer), unit, bar, missing: String::new() }
    }

    /// No figure, and why.
    #[must_use]
    pub fn not_measured(what: impl Into<String>, why: String) -> Self {
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
            (Bar::AtLeastTimesPeer(times), Some(peer)) => (format!("≥ {times:.2} × peer"), Some(ours >= times * peer)),
            (
                Bar::None | Bar::AtMostPeer | Bar::AtLeastPeer | Bar::AtMostTimesPeer(_) | Bar::AtLeastTimesPeer(_),
                _,
            ) => (String::new(), None),
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
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// The figures, in their order.
    pub rows: Vec<Row>,
    /// How it was measured, one sentence or more each.
    pub notes: Vec<String>,
}

impl Section {
    /// A heading, how it was measured, and the table; `judged` says whether bars are held against it.
    #[must_use]
    pub fn markdown(&self, judged: bool) -> String {
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

/// A heading of a part of the page.
const HEADING: &str = "\n## ";

/// The whole page; the remarks of the page before it are kept, for their writer to look through,
/// and so are the parts in `kept`, which programs of their own write.
#[must_use]
pub fn page(before: &str, machine: &str, sections: &[Section], kept: &[&str], judged: bool) -> String {
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
    for title in kept {
        text.push_str(part(before, title).map_or("", |(from, to)| &before[from..to]));
    }
    if let Some((_, remarks)) = before.split_once(REMARKS) {
        text.push_str(REMARKS);
        text.push_str(remarks);
    }
    text
}

/// The page with one part of it, heading included, in the place of the part of that title, or before the remarks when there was none.
#[must_use]
pub fn with_part(page: &str, title: &str, text: &str) -> String {
    let end = page.find(REMARKS).unwrap_or(page.len());
    let (from, to) = part(page, title).unwrap_or((end, end));
    format!("{}{text}{}", &page[..from], &page[to..])
}

/// Where the part with this title begins and ends.
fn part(page: &str, title: &str) -> Option<(usize, usize)> {
    let from = page.find(&format!("{HEADING}{title}\n"))?;
    let inside = from + HEADING.len();
    Some((from, page[inside..].find(HEADING).map_or(page.len(), |to| inside + to)))
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

#[cfg(test)]
mod tests {
    use super::{page, with_part};

    #[test]
    fn a_part_takes_the_place_of_the_one_before_it() {
        let first = page("", "machine\n", &[], &[], true) + "\n## Remarks\n\nNothing else ran.\n";
        let second = with_part(&first, "Songs", "\n## Songs\n\nold\n");
        let third = with_part(&second, "Songs", "\n## Songs\n\nnew\n");
        assert_eq!(third, second.replace("old", "new"));
        assert!(third.ends_with("\n## Songs\n\nnew\n\n## Remarks\n\nNothing else ran.\n"), "{third}");
        // A page that is made anew keeps it, and the remarks.
        assert_eq!(page(&third, "machine\n", &[], &["Songs"], true), third);
    }
}
