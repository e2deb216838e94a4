//! sitboard: a terminal situation board for people who watch a ceasefire.
#![forbid(unsafe_code)]

pub mod app;
pub mod board;
pub mod cli;
pub mod command;
pub mod format;
pub mod look;
pub mod model;
pub mod panel;
pub mod report;
pub mod runtime;

pub mod ui;
