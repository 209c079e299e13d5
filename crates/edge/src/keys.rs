//! Public keys as issuers publish them. Only EdDSA, ES256 and RS256: a key
//! belongs to exactly one of them, whatever a token's header says.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::DecodingKey;
use serde::Deserialize;

/// More keys than any issuer rotates among.
const MOST_KEYS: usize = 64;

/// How a token is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    EdDsa,
    Es256,
    Rs256,
}

impl Algorithm {
    /// `None` for `none`, for the shared-secret family and for everything that
    /// this system has no need of.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "EdDSA" => Some(Self::EdDsa),
            "ES256" => Some(Self::Es256),
            "RS256" => Some(Self::Rs256),
            _ => None,
        }
    }
}

/// One public key.
#[derive(Clone)]
pub(crate) struct Key {
    id: String,
    algorithm: Algorithm,
    public: DecodingKey,
}

impl Key {
    pub(crate) fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Whether `signature` (base64url) of `message` was made with this key.
    pub(crate) fn verifies(&self, message: &str, signature: &str) -> bool {
        let algorithm = match self.algorithm {
            Algorithm::EdDsa => jsonwebtoken::Algorithm::EdDSA,
            Algorithm::Es256 => jsonwebtoken::Algorithm::ES256,
            Algorithm::Rs256 => jsonwebtoken::Algorithm::RS256,
        };
        jsonwebtoken::crypto::verify(signature, message.as_bytes(), &self.public, algorithm)
            .unwrap_or(false)
    }
}

/// The usable keys of one issuer.
#[derive(Clone, Default)]
pub(crate) struct KeySet {
    keys: Vec<Key>,
}

impl KeySet {
    /// The keys in a JSON Web Key Set. Keys for encryption, of other kinds, or
    /// without an id are passed over, as RFC 7517 section 5 asks.
    ///
    /// # Errors
    /// What is wrong, when the text is no key set or holds no usable key.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let published: Published =
            serde_json::from_str(text).map_err(|error| format!("no key set: {error}"))?;
        if published.keys.len() > MOST_KEYS {
            return Err(format!("more than {MOST_KEYS} keys"));
        }
        let keys: Vec<Key> = published.keys.into_iter().filter_map(usable).collect();
        if keys.is_empty() {
            return Err("no key for EdDSA, ES256 or RS256 with a kid".to_owned());
        }
        Ok(Self { keys })
    }

    fn find(&self, id: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.id == id)
    }

    /// The key with that id; without one the only key there is.
    pub(crate) fn named(&self, id: Option<&str>) -> Option<&Key> {
        match (id, self.keys.as_slice()) {
            (Some(id), _) => self.find(id),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }

    /// Whether every key of `self` is still in `later`, unchanged.
    pub(crate) fn is_kept_by(&self, later: &Self) -> bool {
        self.keys.iter().all(|key| {
            later.find(&key.id).is_some_and(|other| {
                key.algorithm == other.algorithm && same_bytes(&key.public, &other.public)
            })
        })
    }
}

fn same_bytes(one: &DecodingKey, other: &DecodingKey) -> bool {
    use jsonwebtoken::DecodingKeyKind::{RsaModulusExponent, SecretOrDer};
    match (one.kind(), other.kind()) {
        (SecretOrDer(a), SecretOrDer(b)) => a == b,
        (RsaModulusExponent { n: a, e: b }, RsaModulusExponent { n: c, e: d }) => a == c && b == d,
        (SecretOrDer(_), RsaModulusExponent { .. })
        | (RsaModulusExponent { .. }, SecretOrDer(_)) => false,
    }
}

#[derive(Deserialize)]
struct Published {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
    n: Option<String>,
    e: Option<String>,
}

fn usable(value: serde_json::Value) -> Option<Key> {
    let Jwk { kty, kid, alg, usage, crv, x, y, n, e } = serde_json::from_value(value).ok()?;
    let id = kid.filter(|id| !id.is_empty() && id.len() <= 256)?;
    if usage.is_some_and(|usage| usage != "sig") {
        return None;
    }
    let (algorithm, public) = match (kty.as_str(), crv.as_deref()) {
        ("OKP", Some("Ed25519")) => {
            let point: [u8; 32] = bytes(x)?.try_into().ok()?;
            (Algorithm::EdDsa, DecodingKey::from_ed_der(&point))
        }
        ("EC", Some("P-256")) => {
            let x: [u8; 32] = bytes(x)?.try_into().ok()?;
            let y: [u8; 32] = bytes(y)?.try_into().ok()?;
            let point = [&[4_u8][..], &x, &y].concat();
            (Algorithm::Es256, DecodingKey::from_ec_der(&point))
        }
        ("RSA", None) => {
            let (n, e) = (bytes(n)?, bytes(e)?);
            // 2048 bits are the least that is safe; above 8192 a check costs
            // more than a stranger's token is worth.
            let bits = n.len().checked_mul(8)?;
            if !(2048..=8192).contains(&bits) || e.len() > 8 {
                return None;
            }
            (Algorithm::Rs256, DecodingKey::from_rsa_raw_components(&n, &e))
        }
        _ => return None,
    };
    let fits = alg.is_none_or(|alg| Algorithm::parse(&alg) == Some(algorithm));
    fits.then_some(Key { id, algorithm, public })
}

fn bytes(text: Option<String>) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text?).ok()
}
