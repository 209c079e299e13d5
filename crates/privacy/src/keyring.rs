//! Every version of the deployment's key, and the keys that outlive them.
//!
//! What is wrapped or sealed carries the version of the root key in its first
//! byte: the newest wraps, the byte says which one opens. Keys under which
//! things are only looked up (blind indexes, digests, receipt secrets) cannot
//! be told apart by a byte and stand by themselves: they do not rotate.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use crate::{
    aead::{NONCE_BYTES, Unsealable},
    blind::BlindIndexKey,
    key::{Secret, secret_type},
    place::Place,
    receipt::ReceiptSecretKey,
    root::{AnswersKey, DigestKey, PageTokenKey, RootKey},
    subject::SubjectKey,
};

/// The first line of a key file with versions.
const HEADING: &str = "satupintu-keys-2";

/// For [`Keyring::intake`].
const INTAKE: &str = "satupintu intake 1";

/// Why a key file cannot be used. Says nothing of what is in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadKeyFile {
    /// Neither 64 hex digits nor a file with versions.
    #[error("must hold 64 hex digits, or lines of keys below the heading {HEADING}")]
    Shape,
    /// A line that is none of ours.
    #[error("line {line} is no key")]
    Line {
        /// Counted from 1.
        line: usize,
    },
    /// One of the keys that every deployment needs is not there.
    #[error("the key {name} is missing")]
    Missing {
        /// The word with which its line begins.
        name: &'static str,
    },
    /// Versions are one byte, from 1.
    #[error("there is no room for another version of the root key")]
    Full,
    /// The newest version wraps what comes; it stays.
    #[error("version {version} is not an older version of the root key")]
    NotOlder {
        /// The version named.
        version: u8,
    },
}

/// The keys by which things are found again.
#[derive(Clone)]
struct LookupKeys {
    blind_index: Secret,
    digests: Secret,
    receipt_secrets: Secret,
}

#[derive(Clone)]
struct Version {
    root: RootKey,
    answers: AnswersKey,
    page_tokens: PageTokenKey,
}

/// A deployment's keys.
#[derive(Clone)]
pub struct Keyring {
    newest: Version,
    /// Those before, by version.
    older: BTreeMap<u8, Version>,
    lookup: LookupKeys,
}

/// Seals page tokens under the newest key, and opens those of older ones.
pub struct PageTokenKeys<'a>(&'a Keyring);

secret_type!(Keyring);

impl Version {
    fn of(root: RootKey) -> Self {
        Self { answers: root.answers(), page_tokens: root.page_tokens(), root }
    }
}

impl Keyring {
    /// The keys of a deployment that has never rotated: the lookup keys follow
    /// from the one root key.
    #[must_use]
    pub fn of(root: RootKey) -> Self {
        let lookup = root.lookup_secrets();
        let [blind_index, digests, receipt_secrets] = lookup;
        let lookup = LookupKeys { blind_index, digests, receipt_secrets };
        Self { newest: Version::of(root), older: BTreeMap::new(), lookup }
    }

    /// The keys that a key file holds: 64 hex digits, as the first version of
    /// the program wrote it, or lines of keys.
    ///
    /// # Errors
    /// [`BadKeyFile`].
    pub fn parse(text: &str) -> Result<Self, BadKeyFile> {
        let text = text.trim();
        if let Some(secret) = secret(text) {
            return Ok(Self::of(RootKey::of(1, secret)));
        }
        let mut lines = (1..).zip(text.lines());
        if lines.next().is_none_or(|(_, line)| line.trim() != HEADING) {
            return Err(BadKeyFile::Shape);
        }
        let (mut blind_index, mut digests, mut receipt_secrets) = (None, None, None);
        let mut roots = BTreeMap::new();
        for (line, words) in lines {
            let bad = || BadKeyFile::Line { line };
            let words: Vec<&str> = words.split_whitespace().collect();
            match words.as_slice() {
                ["blind-index", key] => blind_index = Some(secret(key).ok_or_else(bad)?),
                ["digests", key] => digests = Some(secret(key).ok_or_else(bad)?),
                ["receipt-secrets", key] => receipt_secrets = Some(secret(key).ok_or_else(bad)?),
                ["root", version, key] => {
                    let version = version.parse().ok().filter(|version| *version > 0);
                    let root = RootKey::of(version.ok_or_else(bad)?, secret(key).ok_or_else(bad)?);
                    if roots.insert(root.version(), Version::of(root)).is_some() {
                        return Err(bad());
                    }
                }
                _ => return Err(bad()),
            }
        }
        let missing = |name| BadKeyFile::Missing { name };
        let (_, newest) = roots.pop_last().ok_or_else(|| missing("root"))?;
        let lookup = LookupKeys {
            blind_index: blind_index.ok_or_else(|| missing("blind-index"))?,
            digests: digests.ok_or_else(|| missing("digests"))?,
            receipt_secrets: receipt_secrets.ok_or_else(|| missing("receipt-secrets"))?,
        };
        Ok(Self { newest, older: roots, lookup })
    }

    /// The key file that holds these keys; for the file of the deployment only.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        let LookupKeys { blind_index, digests, receipt_secrets } = &self.lookup;
        let mut text = Zeroizing::new(String::with_capacity(1024));
        text.push_str(HEADING);
        let named = [
            ("blind-index", blind_index),
            ("digests", digests),
            ("receipt-secrets", receipt_secrets),
        ];
        for (name, key) in named {
            text.push('\n');
            text.push_str(name);
            push_hex(&mut text, key);
        }
        for version in self.older.values().chain([&self.newest]) {
            text.push_str("\nroot ");
            text.push_str(&version.root.version().to_string());
            push_hex(&mut text, version.root.secret());
        }
        text.push('\n');
        text
    }

    /// The same keys with a new root key, made of `random` bytes, which wraps
    /// from now on.
    ///
    /// # Errors
    /// [`BadKeyFile::Full`] after 255 versions.
    pub fn rotated(mut self, random: [u8; 32]) -> Result<Self, BadKeyFile> {
        let version = self.version().checked_add(1).ok_or(BadKeyFile::Full)?;
        let newest = Version::of(RootKey::new(version, random));
        let old = std::mem::replace(&mut self.newest, newest);
        self.older.insert(old.root.version(), old);
        Ok(self)
    }

    /// The same keys without an older version of the root key: what is still
    /// wrapped under it can never be opened again.
    ///
    /// # Errors
    /// [`BadKeyFile::NotOlder`].
    pub fn without(mut self, version: u8) -> Result<Self, BadKeyFile> {
        self.older.remove(&version).ok_or(BadKeyFile::NotOlder { version })?;
        Ok(self)
    }

    /// The version of the root key that wraps.
    #[must_use]
    pub fn version(&self) -> u8 {
        self.newest.root.version()
    }

    /// Every version of the root key, oldest first.
    pub fn versions(&self) -> impl Iterator<Item = u8> {
        self.older.keys().copied().chain([self.version()])
    }

    /// `key` as the database may keep it, in the row of `subject` only.
    #[must_use]
    pub fn wrap(&self, key: &SubjectKey, subject: &str, nonce: [u8; NONCE_BYTES]) -> Vec<u8> {
        self.newest.root.wrap(key, subject, nonce)
    }

    /// The key of `subject` that was wrapped, under whichever version.
    ///
    /// # Errors
    /// [`Unsealable`]; `KeyVersion` for a version that is not here.
    pub fn unwrap(&self, subject: &str, wrapped: &[u8]) -> Result<SubjectKey, Unsealable> {
        self.version_of(wrapped)?.root.unwrap(subject, wrapped)
    }

    /// Seals a stored answer so that it opens at `place` only.
    #[must_use]
    pub fn seal_answer(
        &self,
        place: Place<'_>,
        answer: &[u8],
        nonce: [u8; NONCE_BYTES],
    ) -> Vec<u8> {
        self.newest.answers.seal(place, answer, nonce)
    }

    /// The answer that was sealed at `place`, under whichever version.
    ///
    /// # Errors
    /// As [`Keyring::unwrap`].
    pub fn open_answer(
        &self,
        place: Place<'_>,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
        self.version_of(sealed)?.answers.open(place, sealed)
    }

    /// The keys for page tokens.
    #[must_use]
    pub fn page_tokens(&self) -> PageTokenKeys<'_> {
        PageTokenKeys(self)
    }

    /// The key for blind indexes.
    #[must_use]
    pub fn blind_index(&self) -> BlindIndexKey {
        BlindIndexKey::new(self.lookup.blind_index.clone())
    }

    /// The key for digests of request bodies.
    #[must_use]
    pub fn digests(&self) -> DigestKey {
        DigestKey::new(self.lookup.digests.clone())
    }

    /// The key for applicants' receipt secrets.
    #[must_use]
    pub fn receipt_secrets(&self) -> ReceiptSecretKey {
        ReceiptSecretKey::new(self.lookup.receipt_secrets.clone())
    }

    /// What the key follows from to which gateways seal what they take in while the
    /// deployment does not answer. It opens what was sealed before a rotation, too.
    #[must_use]
    pub fn intake(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*self.lookup.receipt_secrets.derive(INTAKE).bytes())
    }

    fn version_of(&self, sealed: &[u8]) -> Result<&Version, Unsealable> {
        let found = *sealed.first().ok_or(Unsealable::Truncated)?;
        if found == self.version() {
            return Ok(&self.newest);
        }
        self.older.get(&found).ok_or(Unsealable::KeyVersion { found })
    }
}

impl PageTokenKeys<'_> {
    /// Seals the place where a list goes on. `context` names the method, the
    /// caller and the filter: under another one the token does not open.
    #[must_use]
    pub fn seal(&self, context: &[u8], cursor: &[u8], nonce: [u8; NONCE_BYTES]) -> Vec<u8> {
        self.0.newest.page_tokens.seal(context, cursor, nonce)
    }

    /// The place that was sealed under `context`.
    ///
    /// # Errors
    /// [`Unsealable`]: the caller's token is not one of ours, or not for this.
    pub fn open(&self, context: &[u8], token: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
        self.0.version_of(token)?.page_tokens.open(context, token)
    }
}

fn secret(hex_digits: &str) -> Option<Secret> {
    let mut bytes = Zeroizing::new([0; 32]);
    hex::decode_to_slice(hex_digits, bytes.as_mut_slice()).ok()?;
    Some(Secret::new(*bytes))
}

fn push_hex(text: &mut String, key: &Secret) {
    text.push(' ');
    text.push_str(&Zeroizing::new(hex::encode(key.bytes())));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place<'static> {
        Place { table: "request", row: "r", column: "answer" }
    }

    #[test]
    fn the_file_of_the_first_program_version_still_opens_everything() {
        let root = RootKey::new(1, [7; 32]);
        let wrapped = root.wrap(&SubjectKey::new([1; 32]), "s", [0; 12]);
        let digest = root.digests().digest(b"x");

        let ring = Keyring::parse(&hex::encode([7; 32])).unwrap();

        assert!(ring.unwrap("s", &wrapped).is_ok());
        assert_eq!(ring.digests().digest(b"x"), digest);
        assert_eq!(ring.version(), 1);
    }

    #[test]
    fn after_a_rotation_the_old_opens_and_the_new_wraps() {
        let ring = Keyring::of(RootKey::new(1, [7; 32]));
        let key = SubjectKey::new([1; 32]);
        let (old, answer) =
            (ring.wrap(&key, "s", [0; 12]), ring.seal_answer(place(), b"a", [0; 12]));
        let token = ring.page_tokens().seal(b"list", b"cursor", [0; 12]);

        let ring = ring.rotated([8; 32]).unwrap();

        assert!(ring.unwrap("s", &old).is_ok());
        assert_eq!(ring.open_answer(place(), &answer).unwrap().as_slice(), b"a");
        assert_eq!(ring.page_tokens().open(b"list", &token).unwrap().as_slice(), b"cursor");
        assert_eq!(ring.wrap(&key, "s", [0; 12]).first(), Some(&2));
        assert_eq!(ring.versions().collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn what_is_looked_up_does_not_rotate() {
        let ring = Keyring::of(RootKey::new(1, [7; 32]));
        let before = ring.digests().digest(b"x");

        let ring = ring.rotated([8; 32]).unwrap().without(1).unwrap();

        assert_eq!(ring.digests().digest(b"x"), before);
    }

    #[test]
    fn a_version_that_was_removed_opens_nothing_any_more() {
        let ring = Keyring::of(RootKey::new(1, [7; 32]));
        let wrapped = ring.wrap(&SubjectKey::new([1; 32]), "s", [0; 12]);
        let ring = ring.rotated([8; 32]).unwrap().without(1).unwrap();

        assert_eq!(ring.unwrap("s", &wrapped).err(), Some(Unsealable::KeyVersion { found: 1 }));
        // The file without it does not let it be computed from the rest, either.
        assert!(!ring.reveal().contains(&hex::encode([7; 32])));
        assert_eq!(ring.clone().without(2).err(), Some(BadKeyFile::NotOlder { version: 2 }));
        assert_eq!(ring.without(1).err(), Some(BadKeyFile::NotOlder { version: 1 }));
    }

    #[test]
    fn a_key_file_reads_back_as_written() {
        let ring = Keyring::of(RootKey::new(1, [7; 32])).rotated([8; 32]).unwrap();

        let read = Keyring::parse(&ring.reveal()).unwrap();

        assert_eq!(read.reveal(), ring.reveal());
    }

    #[test]
    fn a_damaged_key_file_is_refused_and_shows_nothing() {
        let good = Keyring::of(RootKey::new(1, [7; 32])).reveal();
        let broken = |from: &str, to: &str| Keyring::parse(&good.replace(from, to)).err();

        assert_eq!(Keyring::parse("").err(), Some(BadKeyFile::Shape));
        assert_eq!(Keyring::parse("0707").err(), Some(BadKeyFile::Shape));
        assert_eq!(broken("root 1", "root 0"), Some(BadKeyFile::Line { line: 5 }));
        assert_eq!(broken("root 1", "rot 1"), Some(BadKeyFile::Line { line: 5 }));
        assert_eq!(
            Keyring::parse("satupintu-keys-2").err(),
            Some(BadKeyFile::Missing { name: "root" })
        );
        assert_eq!(format!("{:?}", Keyring::parse(&good).unwrap()), "Keyring(..)");
    }
}
