//! The page shown instead of one that cannot be.

/// The page for a status, with the request's name so that it can be found in the log.
#[must_use]
pub fn page(status: u16, request_id: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><title>There is a problem</title>\
         <h1>There is a problem</h1><p>Status {status}, reference {request_id}</p></html>"
    )
}
