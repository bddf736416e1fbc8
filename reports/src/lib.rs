//! Charts as pure functions of plain data.
