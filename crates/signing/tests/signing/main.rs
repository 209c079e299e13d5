//! Signatures: made here, asked for at a stand-in for BSrE, judged, and judged by a
//! program that is not ours.

mod bsre;
mod foreign;
mod local;
mod papers;
mod stand_in;
mod tampering;
