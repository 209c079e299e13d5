//! The generated contract and the catalogue of error reasons.
//!
//! The source is `proto/` at the root of the repository; the build script
//! compiles it. Names follow the packages: `satupintu.permits.v1` is
//! [`satupintu::permits::v1`]. Nothing here decides anything.

mod generated;
mod methods;
mod reasons;
mod redacted;

pub use generated::{google, satupintu};
pub use methods::{described, methods};
pub use reasons::{ERROR_DOMAIN, REASONS, Reason, reason};

/// Every file of the contract with its imports, without comments, as reflection
/// serves it.
pub const FILE_DESCRIPTOR_SET: &[u8] =
    include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.binpb"));

/// The same with its comments, for what is made from the contract to be read.
pub const COMMENTED_DESCRIPTOR_SET: &[u8] =
    include_bytes!(concat!(env!("OUT_DIR"), "/commented.binpb"));
