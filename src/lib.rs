//! The record of a partnership that client and supplier both trust.
//!
//! The layers below stand in the order a request flows through them; see
//! `ARCHITECTURE.md`.

pub mod config;

pub mod inbound;

pub mod app;

pub mod domain;

pub mod storage;

pub mod views;
