//! The charts of a contract by name, the same on pages, in the API and on the command line.

use crate::domain::contracts::words;

words! {
    /// A chart of a contract.
    ChartName {
        /// Composites of both sides and what they agreed.
        Trend = "trend", "Composite over time";
        /// The composite of a side against its usual variation.
        Variation = "variation", "Usual variation";
        /// What both sides gave each criterion at the latest meeting.
        Gap = "gap", "Gap by criterion";
        /// Client minus supplier.
        GapTrend = "gap-trend", "Gap over time";
        /// Agreed, agreed to differ and disputed.
        Agreement = "agreement", "Agreement ledger";
        /// Every criterion at every meeting.
        Heat = "heat", "Criteria by meeting";
        /// Whether each side's scores were in when it was time.
        Participation = "participation", "Participation";
        /// How long open actions have been waiting.
        Ageing = "ageing", "Age of open actions";
        /// Value-add promised, claimed and verified.
        Value = "value", "Value promised and verified";
        /// One panel a criterion.
        Criteria = "criteria", "Criteria over time";
        /// One bar a perspective.
        Perspectives = "perspectives", "Perspectives";
        /// The knowledge index on its way to its targets.
        Knowledge = "knowledge", "Knowledge burn-up";
    }
}

impl ChartName {
    /// The chart with exactly this name.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|name| name.word() == word)
    }

    /// Whether it shows the figures of one side, so that somebody has to say whose.
    #[must_use]
    pub const fn is_of_one_side(self) -> bool {
        matches!(self, Self::Variation | Self::Heat | Self::Perspectives)
    }

    /// What it answers.
    #[must_use]
    pub fn question(self) -> &'static str {
        match self {
            Self::Trend => "Is the partnership getting better?",
            Self::Variation => "Is a change more than the figure usually varies?",
            Self::Gap => "Where do the two sides see it differently?",
            Self::GapTrend => "Are the two sides coming to see it alike?",
            Self::Agreement => "How often do the two sides agree?",
            Self::Heat => "Which criteria are low, and when?",
            Self::Participation => "Does each side have its scores in on time?",
            Self::Ageing => "How long do open actions wait?",
            Self::Value => "Is the value that was promised delivered and verified?",
            Self::Criteria => "Which criteria move?",
            Self::Perspectives => "How do the perspectives stand?",
            Self::Knowledge => "When will the client know enough to go on alone?",
        }
    }
}
