//! What somebody is given who left something: a number, a secret, and the time of
//! arrival, signed.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer, SigningKey};
use envelope::PrivateKey;
use kernel::AgencyId;
use sha2::{Digest, Sha256};

use super::{
    folder::{Deposit, What},
    written,
};
use crate::key::Key;

/// How every number begins; looked at before the codes of agencies.
const PREFIX: &str = "TITIP";
/// Crockford's base 32, as on the receipts of the agencies.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a number (60 bits) and of a secret (80 bits).
const NUMBER: usize = 12;
const SECRET: usize = 16;
const GROUP: usize = 4;

/// A number and the secret that opens it.
pub(crate) struct Ticket {
    /// As `TITIP-7K3Q-9TBM-24XA`.
    pub(crate) number: String,
    /// As `7K3Q-9TBM-24XA-P0ZC`.
    pub(crate) secret: String,
}

/// That something arrived here, and when.
#[derive(Debug)]
pub(crate) struct Slip {
    /// The agency that it is for.
    pub(crate) agency: AgencyId,
    /// What was left.
    pub(crate) what: What,
    /// When it came, with its offset.
    pub(crate) arrived: String,
    /// SHA-256 of what was left, as it is sealed.
    pub(crate) digest: String,
    /// The gateway's Ed25519 signature over [`Slip::statement`], in base64.
    pub(crate) signature: String,
    /// With which key: 64 hexadecimal digits.
    pub(crate) signed_by: String,
}

/// Whether a receipt number is one of ours.
pub(crate) fn is_number(text: &str) -> bool {
    text.split('-').next() == Some(PREFIX)
}

impl Ticket {
    /// The ticket of a message.
    pub(super) fn of(key: &Key, message: &[u8]) -> Self {
        let letters = |what: &[u8], count| {
            let bytes = key.derived(&[what, message].concat());
            grouped(bytes.iter().take(count))
        };
        Self {
            number: format!("{PREFIX}-{}", letters(b"deposit number ", NUMBER)),
            secret: letters(b"deposit secret ", SECRET),
        }
    }

    /// What somebody typed: case, blanks and hyphens of the secret do not matter.
    pub(crate) fn typed(number: &str, secret: &str) -> Self {
        let letters = secret.bytes().filter(|byte| !matches!(byte, b'-' | b' '));
        let read = letters.map(|letter| match letter.to_ascii_uppercase() {
            b'O' => b'0',
            b'I' | b'L' => b'1',
            other => other,
        });
        let places = read.map(|letter| ALPHABET.iter().position(|it| *it == letter));
        let places =
            places.map(|place| u8::try_from(place.unwrap_or_default()).unwrap_or_default());
        let places: Vec<u8> = places.take(SECRET).collect();
        Self { number: number.trim().to_ascii_uppercase(), secret: grouped(places.iter()) }
    }

    /// The key that opens the agency's answer. It follows from the secret and from
    /// the gateway's own key: a stolen disk does not let the secret be guessed.
    pub(super) fn reply_key(&self, key: &Key) -> PrivateKey {
        let what = format!("deposit reply {} {}", self.number, self.secret);
        PrivateKey::derived(&key.derived(what.as_bytes()))
    }
}

impl Slip {
    pub(super) fn signed(key: &Key, number: &str, deposit: &Deposit) -> Self {
        let signing = SigningKey::from_bytes(&key.derived(b"deposit signing"));
        let arrived = written(deposit.arrived);
        let digest = hex::encode(Sha256::digest(&deposit.sealed));
        let statement = Self::statement(number, &deposit.agency, &arrived, &digest);
        let signature = signing.sign(statement.as_bytes()).to_bytes();
        Self {
            agency: deposit.agency.clone(),
            what: deposit.what,
            arrived,
            digest,
            signature: URL_SAFE_NO_PAD.encode(signature),
            signed_by: hex::encode(signing.verifying_key().to_bytes()),
        }
    }

    /// What is signed: a line for each fact.
    fn statement(number: &str, agency: &AgencyId, arrived: &str, digest: &str) -> String {
        format!("satupintu titipan 1\n{number}\n{agency}\n{arrived}\n{digest}\n")
    }
}

fn grouped<'a>(bytes: impl Iterator<Item = &'a u8>) -> String {
    let mut text = String::new();
    for (place, byte) in bytes.enumerate() {
        if place > 0 && place.is_multiple_of(GROUP) {
            text.push('-');
        }
        text.extend(ALPHABET.get(usize::from(byte % 32)).copied().map(char::from));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(message: &[u8]) -> Ticket {
        Ticket::of(&Key::from([7; 32]), message)
    }

    #[test]
    fn the_same_message_has_the_same_ticket_and_another_one_another() {
        let (first, again, other) = (ticket(b"satu"), ticket(b"satu"), ticket(b"dua"));

        assert_eq!((&first.number, &first.secret), (&again.number, &again.secret));
        assert!(first.number != other.number && first.secret != other.secret);
        assert!(is_number(&first.number) && first.number.len() == 20, "{}", first.number);
    }

    #[test]
    fn a_secret_is_read_as_people_type_it() {
        let ticket = ticket(b"satu");

        let typed = Ticket::typed(
            &ticket.number.to_lowercase(),
            &ticket.secret.to_lowercase().replace('-', " ").replace('0', "o"),
        );

        assert_eq!((typed.number, typed.secret), (ticket.number, ticket.secret));
    }
}
