//! Designs that come with the service.
