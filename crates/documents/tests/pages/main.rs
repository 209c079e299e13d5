//! The pages, read back from the PDF by a program that did not write it.

#![allow(
    clippy::indexing_slicing,
    reason = "allowed in tests, and clippy takes only functions marked #[test] for tests"
)]

mod assessment;
mod camera;
mod forum;
mod inspection;
mod letters;
mod licence;
mod looks;
mod poster;
mod reading;
mod samples;
mod survey;
mod words;
mod workbook;
