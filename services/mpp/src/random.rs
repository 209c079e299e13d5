//! The one source of randomness of the gateway.

/// Bytes that nobody can guess.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

/// A new id of a write or an upload.
pub(crate) fn id() -> String {
    uuid::Builder::from_random_bytes(bytes()).into_uuid().to_string()
}
