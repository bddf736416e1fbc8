//! The service standards as data: numbers as published, short titles in our own words.

use crate::domain::contracts::words;

words! {
    /// A service standard.
    Standard {
        /// Of the United Kingdom since 2019.
        Uk14 = "uk_2019", "UK Service Standard of 2019 (14 points)";
        /// Of the United Kingdom from 2015 to 2019.
        Uk18 = "uk_2015", "UK Digital Service Standard of 2015 (18 points)";
        /// Of the United Kingdom from 2013 to 2015.
        Uk26 = "uk_2013", "UK Digital by Default Standard of 2013 (26 points)";
        /// Of Wales.
        Wales12 = "wales_2021", "Digital Service Standard for Wales (12 points)";
    }
}

impl Standard {
    /// Short titles of its points in order, the first being point 1.
    #[must_use]
    pub const fn titles(self) -> &'static [&'static str] {
        match self {
            Self::Uk14 => UK_14,
            Self::Uk18 => UK_18,
            Self::Uk26 => UK_26,
            Self::Wales12 => WALES_12,
        }
    }

    /// Its points, each with its number.
    pub fn points(self) -> impl Iterator<Item = (u16, &'static str)> {
        (1..).zip(self.titles().iter().copied())
    }

    /// The short title of a point.
    #[must_use]
    pub fn title(self, number: u16) -> Option<&'static str> {
        self.points().find(|(own, _)| *own == number).map(|(_, title)| title)
    }

    /// The standard that has exactly these points. No two have the same number of points.
    #[must_use]
    pub fn with_points(numbers: impl Iterator<Item = u16>) -> Option<Self> {
        let mut numbers: Vec<u16> = numbers.collect();
        numbers.sort_unstable();
        Self::ALL.iter().copied().find(|standard| {
            standard.points().map(|(number, _)| number).eq(numbers.iter().copied())
        })
    }

    /// The highest number that a point of any standard has.
    #[must_use]
    pub fn highest_number() -> u16 {
        let points = Self::ALL.iter().flat_map(|standard| standard.points());
        points.map(|(number, _)| number).max().unwrap_or_default()
    }
}

const UK_14: &[&str] = &[
    "Knows its users and what they need",
    "Solves the whole of their problem",
    "Hangs together in every channel",
    "Is simple to use",
    "Can be used by everyone",
    "Has people of every skill it needs",
    "Works in an agile way",
    "Improves often",
    "Is secure and keeps data private",
    "Says what success is and publishes how it does",
    "Uses the right tools",
    "Opens its source code",
    "Uses and shares open standards and patterns",
    "Runs reliably",
];

const UK_18: &[&str] = &[
    "Knows what users need",
    "Keeps on with user research",
    "Has people of every skill it needs",
    "Works in an agile way",
    "Improves often",
    "Has weighed up tools and systems",
    "Knows its security and privacy risks",
    "Opens its new source code",
    "Uses open standards and common platforms",
    "Tests from end to end",
    "Has a plan for being offline",
    "Lets users succeed at the first try",
    "Looks and feels like the rest of GOV.UK",
    "Wins people over to the digital way",
    "Collects data on how it does",
    "Has chosen its measures",
    "Publishes how it does",
    "Was tried out by the minister",
];

const UK_26: &[&str] = &[
    "Knows what users need",
    "Has a lasting team of every skill it needs",
    "Knows its data, security and legal duties",
    "Has weighed up the risks to privacy",
    "Has weighed up tools and systems",
    "Works in an agile way",
    "Has agreed measures and where they start from",
    "Learns from its prototype",
    "Lets users succeed at the first try",
    "Helps those who cannot use it alone",
    "Has a plan to leave other channels",
    "Joins up with what the law keeps on paper",
    "Looks and feels like the rest of GOV.UK",
    "Can be updated very often",
    "Opens its new source code",
    "Uses open standards and common platforms",
    "Tests from end to end",
    "Collects data on how it does",
    "Can improve often, with the people for it",
    "Keeps on with user research",
    "Has a benchmark for how satisfied users are",
    "Has a benchmark for how many finish",
    "Has a plan for a low cost per transaction",
    "Has a plan for high take-up",
    "Has a plan for being offline",
    "Was tried out by the minister",
];

const WALES_12: &[&str] = &[
    "Serves the wellbeing of people now and later",
    "Promotes the Welsh language",
    "Knows its users and what they need",
    "Hangs together in every channel",
    "Can be used by everyone",
    "Has a service owner with the power to decide",
    "Has people of every skill it needs",
    "Improves often",
    "Works in the open",
    "Uses technology that can grow",
    "Minds ethics, privacy and security",
    "Decides by data",
];
