//! Where a file comes in, and what each way calls its options.

/// The way a file comes in; remedies name what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Surface {
    /// `scorecard import`.
    #[default]
    CommandLine,
    /// A form sent by a program.
    Api,
    /// The import page.
    Page,
}

impl Surface {
    /// How to say which column a field is in.
    pub(super) fn to_map(self, field: &str) -> String {
        match self {
            Self::CommandLine => format!("say so with --map {field}=\"its heading\""),
            Self::Api => format!("send its heading as map[{field}]"),
            Self::Page => format!("choose it on this page, or rename it to {field} in the file"),
        }
    }

    /// How to take one of several columns.
    pub(super) fn to_choose(self, field: &str) -> String {
        match self {
            Self::CommandLine => format!("choose one with --map {field}=\"its heading\""),
            Self::Api => format!("send the heading of one as map[{field}]"),
            Self::Page => "choose one on this page".to_owned(),
        }
    }

    /// How to have values rounded.
    pub(super) fn to_round(self) -> &'static str {
        match self {
            Self::CommandLine => "add --round to have all values rounded",
            Self::Api => "send decimals=rounded to have all values rounded",
            Self::Page => "choose “Round them” under how to read the file",
        }
    }

    /// How to end what a field is both set and mapped to.
    pub(super) fn to_part(self) -> &'static str {
        match self {
            Self::CommandLine => {
                "Leave out --set to read the column, or --map to have the same text in every row"
            }
            Self::Api => {
                "Leave out set[] to read the column, or map[] to have the same text in every row"
            }
            Self::Page => {
                "Remove it from the values for every row, or from the columns with other names"
            }
        }
    }

    /// The option that says which column a field is in.
    pub(super) fn map(self) -> &'static str {
        match self {
            Self::CommandLine => "--map",
            Self::Api => "map[]",
            Self::Page => "Columns with other names",
        }
    }

    /// The option that gives a field one text in every row.
    pub(super) fn set(self, field: &str) -> String {
        match self {
            Self::CommandLine => format!("--set {field}"),
            Self::Api => format!("set[{field}]"),
            Self::Page => format!("Values for every row: {field}"),
        }
    }
}
