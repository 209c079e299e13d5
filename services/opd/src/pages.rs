//! Pages of a list: how many rows, and where the next ones begin.
//!
//! A page token is the place of the last row, sealed under the list that it
//! belongs to: a caller can neither read it, nor make one, nor carry it over to
//! another list.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use edge::Violations;
use serde::{Serialize, de::DeserializeOwned};
use store::Keys;
use tonic::Status;

use crate::outcome::status;

/// Rows of a page when the caller does not say.
const USUAL: usize = 50;
/// Rows of a page at most; who asks for more gets these.
const MOST: usize = 100;
/// As the contract says of every `page_token`.
const LONGEST_TOKEN: usize = 1000;

/// How many rows a page shall have.
pub(crate) fn page_size(violations: &mut Violations, size: i32) -> Option<usize> {
    let checked = match usize::try_from(size) {
        Ok(0) => Ok(USUAL),
        Ok(size) => Ok(size.min(MOST)),
        Err(_) => Err("must be 0 to 100, where 0 means 50"),
    };
    violations.check("page_size", checked)
}

/// Whether a page token can be one of ours at all: its length and its letters.
/// Whether it belongs to this list is for [`List::after`].
pub(crate) fn page_token(violations: &mut Violations, token: &str) -> Option<()> {
    token_in(violations, "page_token", token)
}

/// The same for a token in another field.
pub(crate) fn token_in(violations: &mut Violations, field: &str, token: &str) -> Option<()> {
    let is_one = token.len() <= LONGEST_TOKEN && URL_SAFE_NO_PAD.decode(token).is_ok();
    let checked =
        if is_one { Ok(()) } else { Err("must be a page token that this list has answered") };
    violations.check(field, checked)
}

/// Which list is read: the method, and everything that chooses its rows.
#[derive(Debug)]
pub(crate) struct List {
    context: Vec<u8>,
}

impl List {
    /// The list that `method` gives with these filters, in a fixed order; a
    /// filter that is not set is the empty text.
    pub(crate) fn new(method: &'static str, filters: &[&str]) -> Self {
        let parts = [method].into_iter().chain(filters.iter().copied());
        // Each part with its length, so that no two lists look alike.
        let context = parts.flat_map(|part| {
            let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
            length.to_be_bytes().into_iter().chain(part.bytes())
        });
        Self { context: context.collect() }
    }

    /// The place after which the page begins; `None` for the first page.
    ///
    /// # Errors
    /// `PAGE_TOKEN_INVALID` for a token of another list, or of nobody.
    pub(crate) fn after<C: DeserializeOwned>(
        &self,
        keys: &Keys,
        token: &str,
    ) -> Result<Option<C>, Status> {
        if token.is_empty() {
            return Ok(None);
        }
        let invalid = || edge::refused("PAGE_TOKEN_INVALID", &[]);
        if token.len() > LONGEST_TOKEN {
            return Err(invalid());
        }
        let sealed = URL_SAFE_NO_PAD.decode(token).map_err(|_| invalid())?;
        let cursor =
            keys.ring().page_tokens().open(&self.context, &sealed).map_err(|_| invalid())?;
        serde_json::from_slice(&cursor).map(Some).map_err(|_| invalid())
    }

    /// The token of the page after `next`; empty when this page was the last.
    ///
    /// # Errors
    /// INTERNAL when the system gives no randomness.
    pub(crate) fn token<C: Serialize>(
        &self,
        keys: &Keys,
        next: Option<&C>,
    ) -> Result<String, Status> {
        let Some(next) = next else { return Ok(String::new()) };
        let cursor = serde_json::to_vec(next).map_err(|error| edge::failed(&error))?;
        let nonce = store::random().map_err(status)?;
        Ok(URL_SAFE_NO_PAD.encode(keys.ring().page_tokens().seal(&self.context, &cursor, nonce)))
    }

    /// A token that is the same for the same place: for what a write answers,
    /// and so its repeat, and for whoever asks again and again. AES-GCM-SIV stands it that the nonce follows from
    /// the text.
    ///
    /// # Errors
    /// INTERNAL when the place cannot be written.
    pub(crate) fn stable_token<C: Serialize>(
        &self,
        keys: &Keys,
        place: &C,
    ) -> Result<String, Status> {
        let cursor = serde_json::to_vec(place).map_err(|error| edge::failed(&error))?;
        let digest = keys.digests().digest(&[self.context.as_slice(), &cursor].concat());
        let nonce = std::array::from_fn(|n| digest.get(n).copied().unwrap_or_default());
        Ok(URL_SAFE_NO_PAD.encode(keys.ring().page_tokens().seal(&self.context, &cursor, nonce)))
    }
}

#[cfg(test)]
mod tests {
    use kernel::Instant;
    use privacy::{Keyring, RootKey};

    use super::*;

    fn keys() -> Keys {
        Keys::fixed(Keyring::of(RootKey::new(1, [7; 32])))
    }

    fn reason(status: &Status) -> Option<String> {
        edge::reason_of(status)
    }

    #[test]
    fn a_token_leads_to_the_place_that_it_was_made_for() {
        let list = List::new("ListTasks", &["dpmptsp/pelayanan/loket", ""]);
        let place = (Instant::from_micros(5), "a".to_owned(), "b".to_owned());

        let token = list.token(&keys(), Some(&place)).unwrap();

        assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        assert_eq!(list.after(&keys(), &token).unwrap(), Some(place));
    }

    #[test]
    fn the_longest_place_fits_into_a_token() {
        let list = List::new("ListTasks", &[]);
        let place = (Instant::from_micros(i64::MIN), "u".repeat(36), "s".repeat(240));

        let token = list.token(&keys(), Some(&place)).unwrap();

        assert!(token.len() <= LONGEST_TOKEN, "{}", token.len());
    }

    #[test]
    fn the_first_page_needs_no_token_and_the_last_gives_none() {
        let list = List::new("ListOfficers", &["dpmptsp"]);

        assert_eq!(list.after::<String>(&keys(), "").unwrap(), None);
        assert_eq!(list.token::<String>(&keys(), None).unwrap(), "");
    }

    #[test]
    fn a_token_of_another_list_is_refused() {
        let token = List::new("ListOfficers", &["a", "b"]).token(&keys(), Some(&"p-1")).unwrap();

        for other in [
            List::new("ListServices", &["a", "b"]),
            List::new("ListOfficers", &["a", "c"]),
            List::new("ListOfficers", &["a"]),
            List::new("ListOfficers", &["ab", ""]),
        ] {
            let refused = other.after::<String>(&keys(), &token).unwrap_err();
            assert_eq!(reason(&refused).as_deref(), Some("PAGE_TOKEN_INVALID"));
        }
    }

    #[test]
    fn what_nobody_made_is_refused() {
        let list = List::new("ListOfficers", &["a"]);
        let good = list.token(&keys(), Some(&"p-1")).unwrap();
        let long = "A".repeat(LONGEST_TOKEN + 1);
        let cut = good.get(..good.len() - 4).unwrap();

        for bad in ["p-1", "=", "é", cut, long.as_str()] {
            let refused = list.after::<String>(&keys(), bad).unwrap_err();
            assert_eq!(reason(&refused).as_deref(), Some("PAGE_TOKEN_INVALID"), "{bad}");
        }
        let foreign = Keys::fixed(Keyring::of(RootKey::new(1, [8; 32])));
        assert!(list.after::<String>(&foreign, &good).is_err());
    }

    #[test]
    fn a_page_has_a_size() {
        let mut faults = Violations::new();

        assert_eq!(page_size(&mut faults, 0), Some(50));
        assert_eq!(page_size(&mut faults, 7), Some(7));
        assert_eq!(page_size(&mut faults, 1000), Some(100));
        assert!(faults.is_empty());
        assert_eq!(page_size(&mut faults, -1), None);
        assert!(!faults.is_empty());
    }
}
