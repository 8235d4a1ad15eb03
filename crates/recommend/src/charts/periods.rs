//! Which charts there are, over which time each counts, and how much of a listener.

use consent::Noise;
use serde::Serialize;
use units::{Day, Millis, Timestamp};
use utoipa::ToSchema;

/// What came to the library in so long before a chart ends is new to it.
const NEW_WITHIN: Millis = Millis::days(30);

/// A chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChartId {
    /// What was heard most yesterday.
    Day,
    /// What was heard most in the last whole week, which begins on Monday.
    Week,
    /// What was heard most in the last whole week of what came to the library within thirty days.
    New,
}

impl ChartId {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Day, Self::Week, Self::New];

    /// ε is 1/2 for a day, 1 for a week and 1/2 for new songs: 5 for whoever listens on each day of a week.
    pub(super) fn terms(self) -> Noise {
        match self {
            Self::Day | Self::New => Noise { values_per_person: 1, scale: 2 },
            Self::Week => Noise { values_per_person: 3, scale: 3 },
        }
    }

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::New => "new",
        }
    }

    /// Its number where keys are kept.
    pub(super) fn number(self) -> i64 {
        match self {
            Self::Day => 1,
            Self::Week => 2,
            Self::New => 3,
        }
    }
}

/// What a chart counts, and until when it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) since: Timestamp,
    pub(super) before: Timestamp,
    pub(super) next_at: Timestamp,
    /// Songs that came earlier do not take part.
    pub(super) added_since: Timestamp,
}

impl Period {
    /// The one whose chart is shown at an instant: always one that is over.
    pub(super) fn shown_at(chart: ChartId, now: Timestamp) -> Self {
        let today = Day::of(now);
        let monday = today.back(today.since_monday());
        let (first, last, next) = match chart {
            ChartId::Day => (today.back(1), today, today.back(-1)),
            ChartId::Week | ChartId::New => (monday.back(7), monday, monday.back(-7)),
        };
        let added_since = match chart {
            ChartId::New => last.start() - NEW_WITHIN,
            ChartId::Day | ChartId::Week => Timestamp::from_millis(i64::MIN),
        };
        Self { since: first.start(), before: last.start(), next_at: next.start(), added_since }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_counts_what_is_over_and_the_next_comes_when_its_turn_is_over() {
        // A Tuesday, at noon in China.
        let now: Timestamp = "2026-11-24T04:00:00Z".parse().unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let day = Period::shown_at(ChartId::Day, now);
        assert_eq!((day.since, day.before), (at("2026-11-22T16:00:00Z"), at("2026-11-23T16:00:00Z")));
        assert_eq!(day.next_at, at("2026-11-24T16:00:00Z"));
        let week = Period::shown_at(ChartId::Week, now);
        assert_eq!((week.since, week.before), (at("2026-11-15T16:00:00Z"), at("2026-11-22T16:00:00Z")));
        assert_eq!(week.next_at, at("2026-11-29T16:00:00Z"));
        for chart in ChartId::ALL {
            let period = Period::shown_at(chart, now);
            assert_eq!(Period::shown_at(chart, period.next_at - Millis(1)), period);
            assert_eq!(Period::shown_at(chart, period.next_at).since, period.before, "nothing is counted in two");
        }
    }

    #[test]
    fn what_a_week_of_listening_costs_is_what_the_page_says() {
        let epsilon = |chart: ChartId| chart.terms().epsilon();
        let week = 7.0 * epsilon(ChartId::Day) + epsilon(ChartId::Week) + epsilon(ChartId::New);
        assert!((week - 5.0).abs() < 1e-12, "{week}");
    }
}
