//! From a token to the account it speaks for. Which person that is, and what
//! the person may do, the token does not say: duties come from our own
//! journaled assignments.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use access::Account;
use kernel::Instant;
use sha2::{Digest, Sha256};

use crate::{
    auth_error::AuthError,
    bounded::Bounded,
    keyring::Keyring,
    token::{LEEWAY_SECONDS, Token},
    trust::{TrustError, TrustedIssuer},
};

const MOST_REMEMBERED: usize = 16 * 1024;
/// A token is verified again after this, so that stale keys get noticed.
const REMEMBERED_SECONDS: i64 = 10 * 60;

/// Verifies tokens of the trusted issuers, and remembers which it has verified:
/// a signature costs as much as the rest of a call.
pub struct Authenticator {
    issuers: HashMap<String, Arc<Keyring>>,
    verified: Mutex<Bounded<[u8; 32], Verified>>,
}

struct Verified {
    account: Account,
    until: Instant,
    generation: u64,
}

impl Authenticator {
    /// Trusts `issuers` and nobody else. Reads key files; asks no address yet.
    ///
    /// # Errors
    /// [`TrustError`], to be shown to whoever wrote the settings.
    pub fn new(issuers: Vec<TrustedIssuer>) -> Result<Self, TrustError> {
        let mut keyrings = HashMap::new();
        for trusted in issuers {
            let keyring = Keyring::open(trusted)?;
            let issuer = keyring.issuer().to_owned();
            if keyrings.insert(issuer.clone(), Arc::new(keyring)).is_some() {
                return Err(TrustError::Twice { issuer });
            }
        }
        Ok(Self { issuers: keyrings, verified: Mutex::new(Bounded::new(MOST_REMEMBERED)) })
    }

    /// The account of a token that was verified a short while ago and still
    /// holds at `now`; `None` says nothing about the token.
    #[must_use]
    pub fn recall(&self, token: &str, now: Instant) -> Option<Account> {
        let digest: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        let mut verified = self.verified.lock().unwrap_or_else(PoisonError::into_inner);
        let known = verified.get_mut(&digest)?;
        let generation = self.issuers.get(&known.account.issuer)?.generation();
        if now < known.until && known.generation == generation {
            return Some(known.account.clone());
        }
        verified.remove(&digest);
        None
    }

    /// The account that `token` speaks for at `now`, the time of day.
    ///
    /// # Errors
    /// [`AuthError`]; nothing about the token is to be believed then.
    pub async fn verify(&self, token: &str, now: Instant) -> Result<Account, AuthError> {
        if let Some(account) = self.recall(token, now) {
            return Ok(account);
        }
        let parsed = Token::parse(token)?;
        let keyring = self.issuers.get(parsed.issuer()).ok_or(AuthError::IssuerUnknown)?;
        // Read before the key: a key withdrawn meanwhile makes this entry stale.
        let generation = keyring.generation();
        let key = keyring.key(parsed.key_id.as_deref()).await?;
        let (subject, ends) = parsed.verify(&key, keyring.audience(), now)?;

        let account = Account { issuer: keyring.issuer().to_owned(), subject };
        let ends =
            Instant::from_micros(ends.saturating_add(LEEWAY_SECONDS).saturating_mul(1_000_000));
        let until = ends.min(now.plus_seconds(REMEMBERED_SECONDS));
        let known = Verified { account: account.clone(), until, generation };
        self.verified.lock().unwrap_or_else(PoisonError::into_inner).insert(
            Sha256::digest(token.as_bytes()).into(),
            known,
            |other| now < other.until,
        );
        Ok(account)
    }
}

impl fmt::Debug for Authenticator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authenticator").field("issuers", &self.issuers.keys()).finish()
    }
}
