//! Objects outside the database: a folder of this machine, or a bucket that
//! speaks S3. It never sees a plain byte of anybody's file: what comes in is
//! sealed already.
//!
//! Architecture invariant: the only crate that names `object_store`. It knows
//! no case, no person and no key.

mod blobs;
mod error;
mod http;
mod place;

pub use blobs::{Blobs, Stored};
pub use error::Error;
pub use place::{Credentials, folder_url};
