//! What may stand on what, read from the manifests that cargo itself reads.
//!
//! Dependencies point one way, the pure crates reach no runtime, no database
//! and no randomness, and nothing with a licence or a past that we refuse comes
//! in by way of another crate. A rule that this does not check is a wish.

mod edges;
mod licences;
mod purity;
mod workspace;
