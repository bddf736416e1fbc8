//! The same request sent twice is done once.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

/// Keys of requests that are being answered by this process.
#[derive(Debug, Clone, Default)]
pub struct UnderWay(Arc<Mutex<HashSet<String>>>);
