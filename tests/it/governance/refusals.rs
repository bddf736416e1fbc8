//! What is refused, and that it changes nothing.
