//! Why an object cannot be kept or fetched.

/// A failure of the store of objects, sorted by what can be done about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The setting names no place: an administrator must mend it.
    #[error("the objects' place {0}")]
    Place(&'static str),
    /// A name that no object may have: a fault of the program.
    #[error("no object may have the name given")]
    Name,
    /// The place fails or cannot be reached: the caller may try again.
    #[error("the store of objects failed")]
    Failed(#[from] object_store::Error),
    /// The folder of the objects cannot be made.
    #[error("the folder of the objects cannot be made")]
    Folder(#[source] std::io::Error),
    /// The machine's list of trusted authorities cannot be read.
    #[error("the machine's trusted authorities cannot be read")]
    Authorities(#[source] std::io::Error),
}
