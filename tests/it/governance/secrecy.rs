//! A sealed set, looked for by everybody else everywhere.
