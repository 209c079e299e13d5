//! The pages, read back from the PDF by a program that did not write it.

mod assessment;
mod inspection;
mod letters;
mod licence;
mod looks;
mod reading;
mod samples;
mod words;
