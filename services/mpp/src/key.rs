//! The gateway's own key: it seals the visitors' cookies and marks its forms.
//! Copies of a gateway share the file.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

use aes_gcm_siv::{
    Aes256GcmSiv, KeyInit,
    aead::{Aead, Payload},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::random;

const FILE: &str = "gateway.key";
const BYTES: usize = 32;
const NONCE: usize = 12;

/// Seals, marks and derives. Its keys follow from the one in the file.
pub(crate) struct Key {
    sealing: Aes256GcmSiv,
    marking: [u8; BYTES],
    deriving: [u8; BYTES],
}

impl Key {
    /// The key in the folder `data`, made there when there is none.
    pub(crate) fn open(data: &Path) -> std::io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(data)?;
        let path = data.join(FILE);
        let mut options = OpenOptions::new();
        match options.write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                let root = random::bytes::<BYTES>();
                file.write_all(&root)?;
                file.sync_all()?;
                Ok(Self::from(root))
            }
            Err(why) if why.kind() == ErrorKind::AlreadyExists => {
                let root: Result<[u8; BYTES], _> = fs::read(&path)?.try_into();
                let short = |_| std::io::Error::other("the gateway's key is not 32 bytes long");
                root.map(Self::from).map_err(short)
            }
            Err(why) => Err(why),
        }
    }

    /// `text`, so that only this key reads it and only in the same `place`.
    pub(crate) fn seal(&self, place: &str, text: &[u8]) -> String {
        self.sealed_with(random::bytes(), place, text)
    }

    /// The same for what serves as a name: the same `text` is sealed the same way
    /// each time. A nonce that follows from the text is what GCM-SIV allows.
    pub(crate) fn name(&self, place: &str, text: &[u8]) -> String {
        let mac: [u8; BYTES] = mac(&self.marking, &[place.as_bytes(), b" ", text].concat())
            .finalize()
            .into_bytes()
            .into();
        let nonce = mac.first_chunk().copied().unwrap_or_default();
        self.sealed_with(nonce, place, text)
    }

    fn sealed_with(&self, nonce: [u8; NONCE], place: &str, text: &[u8]) -> String {
        let payload = Payload { msg: text, aad: place.as_bytes() };
        let sealed = self.sealing.encrypt(&nonce.into(), payload);
        let sealed = sealed.expect("a short text can be sealed");
        URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat())
    }

    /// What was sealed for `place`; `None` for anything else.
    pub(crate) fn unseal(&self, place: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: place.as_bytes() };
        self.sealing.decrypt(&(*nonce).into(), payload).ok()
    }

    /// Bytes that follow from `what`, and that nobody else can find.
    pub(crate) fn derived(&self, what: &[u8]) -> [u8; BYTES] {
        mac(&self.deriving, what).finalize().into_bytes().into()
    }

    /// A mark for `text` that nobody else can make.
    pub(crate) fn mark(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(mac(&self.marking, text.as_bytes()).finalize().into_bytes())
    }

    /// Whether `mark` is the one for `text`; takes as long for every wrong one.
    pub(crate) fn is_mark(&self, text: &str, mark: &str) -> bool {
        let mark = URL_SAFE_NO_PAD.decode(mark).unwrap_or_default();
        mac(&self.marking, text.as_bytes()).verify_slice(&mark).is_ok()
    }
}

impl From<[u8; BYTES]> for Key {
    fn from(root: [u8; BYTES]) -> Self {
        let derived =
            |use_: &[u8]| -> [u8; BYTES] { mac(&root, use_).finalize().into_bytes().into() };
        let sealing = Aes256GcmSiv::new(&derived(b"satupintu gateway sealing").into());
        Self {
            sealing,
            marking: derived(b"satupintu gateway marking"),
            deriving: derived(b"satupintu gateway deriving"),
        }
    }
}

fn mac(key: &[u8], text: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_in_its_own_place_only() {
        let key = Key::from([7; BYTES]);
        let sealed = key.seal("session", b"secret");

        assert_eq!(key.unseal("session", &sealed).as_deref(), Some(&b"secret"[..]));
        assert_eq!(key.unseal("other", &sealed), None);
        assert_eq!(Key::from([8; BYTES]).unseal("session", &sealed), None);
        assert_eq!(key.unseal("session", "nonsense"), None);
    }

    #[test]
    fn a_name_is_the_same_each_time_and_opens_like_anything_sealed() {
        let key = Key::from([7; BYTES]);

        assert_eq!(key.name("open311", b"a"), key.name("open311", b"a"));
        assert_ne!(key.name("open311", b"a"), key.name("open311", b"b"));
        assert_eq!(key.unseal("open311", &key.name("open311", b"a")).as_deref(), Some(&b"a"[..]));
        assert_eq!(key.unseal("other", &key.name("open311", b"a")), None);
    }

    #[test]
    fn a_mark_belongs_to_its_text() {
        let key = Key::from([7; BYTES]);
        let mark = key.mark("a");

        assert!(key.is_mark("a", &mark));
        assert!(!key.is_mark("b", &mark));
        assert!(!key.is_mark("a", ""));
    }
}
