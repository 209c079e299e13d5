//! Random procedures, judged and played, against plain exploration of states.

mod graphs;
mod longest;
mod play;
mod soundness;
mod states;
