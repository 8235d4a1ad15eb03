//! What is counted, over which time, and how much of one person.

use consent::Noise;
use serde::Serialize;
use units::Day;
use utoipa::ToSchema;

/// Something that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = UsageMeasure)]
pub enum Measure {
    /// Who listened at all, on a day.
    Listeners,
    /// In which hours of the day in China somebody began a song, in a week.
    Hour,
    /// Which genres somebody heard, in a week.
    Genre,
    /// Which artists somebody heard, in a week.
    Artist,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Listeners, Self::Hour, Self::Genre, Self::Artist];

    /// Its word in the database and in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Listeners => "listeners",
            Self::Hour => "hour",
            Self::Genre => "genre",
            Self::Artist => "artist",
        }
    }

    /// Over which time it is counted: a week is enough for what needs many people to be worth a number.
    #[must_use]
    pub const fn length(self) -> Length {
        match self {
            Self::Listeners => Length::Day,
            Self::Hour | Self::Genre | Self::Artist => Length::Week,
        }
    }

    /// For how many of its values a person counts, and the noise on each number.
    ///
    /// ε is 1/4 for a day of listeners and 1/2 for a week of each of the others: 3.25 for whoever listens every day.
    #[must_use]
    pub const fn noise(self) -> Noise {
        match self {
            Self::Listeners => Noise { values_per_person: 1, scale: 4 },
            Self::Hour => Noise { values_per_person: 3, scale: 6 },
            Self::Genre | Self::Artist => Noise { values_per_person: 2, scale: 4 },
        }
    }

    /// The least number with which a value is kept, of so many.
    ///
    /// There are few hours, and each is told. Of thousands of artists most were heard by nobody, and chance alone would
    /// lift some of them.
    #[must_use]
    pub fn least(self, values: usize) -> i64 {
        match self {
            Self::Listeners | Self::Hour => i64::MIN,
            Self::Genre | Self::Artist => self.noise().least_beyond_chance(values),
        }
    }
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Length {
    /// A day in China.
    Day,
    /// Monday to Sunday in China.
    Week,
}

impl Length {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Day, Self::Week];

    /// In days.
    #[must_use]
    pub const fn days(self) -> i64 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
        }
    }
}

/// A time that is counted as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Its first day.
    pub first: Day,
    /// How long it is.
    pub length: Length,
}

impl Period {
    /// The periods of a length that were over before a day began, as many as that, the earliest first.
    #[must_use]
    pub fn over(length: Length, today: Day, count: i64) -> Vec<Self> {
        let next = match length {
            Length::Day => today,
            Length::Week => today.back(today.since_monday()),
        };
        (1..=count).rev().map(|back| Self { first: next.back(back * length.days()), length }).collect()
    }

    /// The day after its last.
    #[must_use]
    pub fn next(self) -> Day {
        self.first.back(-self.length.days())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_and_a_week_cost_what_the_policy_says() {
        let of = |measure: Measure| {
            #[expect(clippy::cast_precision_loss, reason = "one or seven")]
            let times = (7 / measure.length().days()) as f64;
            measure.noise().epsilon() * times
        };
        let whole: f64 = Measure::ALL.into_iter().map(of).sum();
        assert!((whole - 3.25).abs() < 1e-9, "{whole}");
        let notice = &policy::current().purpose("usage_statistics").unwrap().notice;
        for language in [policy::Language::ZhCn, policy::Language::En] {
            assert!(notice.in_language(language).contains("3.25"), "{language:?}");
        }
    }

    #[test]
    fn periods_are_over_and_follow_one_another() {
        // A Thursday.
        let today = Day::from_number(7_000 * 7);
        assert_eq!(today.since_monday(), 3);
        for length in Length::ALL {
            let periods = Period::over(length, today, 3);
            assert!(periods.windows(2).all(|pair| pair[0].next() == pair[1].first), "{periods:?}");
            assert!(periods.last().unwrap().next() <= today, "{periods:?}");
        }
        assert_eq!(Period::over(Length::Week, today, 1)[0].next(), today.back(3));
    }
}
