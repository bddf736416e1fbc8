//! Composites worked with a pencil.
