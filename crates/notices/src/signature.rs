//! Signatures by which a gateway knows a webhook of ours: HMAC-SHA256 in the
//! scheme of Standard Webhooks.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// As Standard Webhooks asks of a secret, in bytes.
const LENGTHS: std::ops::RangeInclusive<usize> = 24..=64;

/// The secrets that sign, the newest first: while a gateway changes from one to
/// the next, it finds the signature of whichever it knows.
#[derive(Clone)]
pub(crate) struct Secrets(Vec<Vec<u8>>);

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secrets({})", self.0.len())
    }
}

impl Secrets {
    /// The secrets of a file: `whsec_` and base64, one a line.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let secrets: Option<Vec<Vec<u8>>> = lines
            .map(|line| {
                let bytes = STANDARD.decode(line.strip_prefix("whsec_")?).ok()?;
                LENGTHS.contains(&bytes.len()).then_some(bytes)
            })
            .collect();
        match secrets {
            Some(secrets) if !secrets.is_empty() => Ok(Self(secrets)),
            _ => Err("must hold secrets of 24 to 64 bytes, one a line, as whsec_ and base64"),
        }
    }

    /// The value of `webhook-signature` for a message.
    pub(crate) fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let signatures = self.0.iter().map(|secret| {
            let mut mac =
                Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes a key of any length");
            mac.update(format!("{id}.{timestamp}.").as_bytes());
            mac.update(body);
            format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
        });
        signatures.collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the Standard Webhooks specification's reference libraries.
    #[test]
    fn a_known_message_has_its_known_signature() {
        let secrets = Secrets::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n").unwrap();

        let signature =
            secrets.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);

        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn while_secrets_change_both_sign() {
        let new = format!("whsec_{}", STANDARD.encode([7; 32]));
        let old = format!("whsec_{}", STANDARD.encode([8; 32]));

        let both = Secrets::parse(&format!("{new}\n{old}\n")).unwrap().sign("a", 1, b"x");
        let (first, second) = both.split_once(' ').unwrap();

        assert_eq!(first, Secrets::parse(&new).unwrap().sign("a", 1, b"x"));
        assert_eq!(second, Secrets::parse(&old).unwrap().sign("a", 1, b"x"));
    }

    #[test]
    fn what_is_no_secret_is_refused_and_never_shown() {
        for bad in ["", "\n", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"] {
            assert!(Secrets::parse(bad).is_err(), "{bad}");
        }
        let secret = format!("whsec_{}", STANDARD.encode([7; 32]));
        assert_eq!(format!("{:?}", Secrets::parse(&secret).unwrap()), "Secrets(1)");
    }
}
