//! The closed lists of fields, operators and orders, under the names that rules use.

/// A word of a closed list.
pub(super) trait Word: Sized + Copy + 'static {
    /// Every word with its name.
    const ALL: &'static [(&'static str, Self)];

    /// The word of this name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, word)| *word)
    }

    /// All names, for a refusal.
    fn names() -> String {
        Self::ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $text:literal,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub(super) enum $name { $($(#[$word_doc])* $word,)* }

            impl Word for $name {
                const ALL: &'static [(&'static str, Self)] = &[$(($text, Self::$word),)*];
            }
        )*
    };
}

words! {
    /// Names, compared as lists sort them: folded, without a leading article or quotes.
    TextField {
        Title = "title",
        /// Any of those who perform.
        Artist = "artist",
        Album = "album",
        /// Any of its genres.
        Genre = "genre",
    }

    /// How names are compared.
    TextOperator {
        Is = "is",
        IsNot = "is_not",
        Contains = "contains",
        NotContains = "not_contains",
        StartsWith = "starts_with",
    }

    /// Whole numbers; what is unknown, unrated or unheard is 0.
    NumberField {
        Year = "year",
        DurationMs = "duration_ms",
        BitrateKbps = "bitrate_kbps",
        Rating = "rating",
        PlayCount = "play_count",
    }

    /// How numbers are compared.
    NumberOperator {
        Is = "is",
        IsNot = "is_not",
        AtLeast = "at_least",
        AtMost = "at_most",
        /// Both ends count.
        Between = "between",
    }

    /// Instants; what was never heard was heard before everything.
    MomentField {
        Added = "added",
        LastPlayed = "last_played",
    }

    /// How instants are compared.
    MomentOperator {
        Before = "before",
        /// The instant itself counts.
        After = "after",
        InLastDays = "in_last_days",
        NotInLastDays = "not_in_last_days",
    }

    /// What a list is ordered by.
    OrderField {
        Title = "title",
        Artist = "artist",
        Album = "album",
        Year = "year",
        DurationMs = "duration_ms",
        BitrateKbps = "bitrate_kbps",
        Added = "added",
        Rating = "rating",
        PlayCount = "play_count",
        LastPlayed = "last_played",
        /// An order that does not change from one look to the next.
        Random = "random",
    }
}

impl NumberField {
    /// The greatest number that makes sense.
    pub(super) fn most(self) -> i64 {
        match self {
            Self::Year => 9_999,
            Self::DurationMs => 7 * 86_400_000,
            Self::BitrateKbps => 1_000_000,
            Self::Rating => 5,
            Self::PlayCount => 1_000_000_000,
        }
    }
}

impl OrderField {
    /// Whether it tells something of what the member heard.
    pub(super) fn is_of_history(self) -> bool {
        matches!(self, Self::PlayCount | Self::LastPlayed)
    }
}
