//! The keys of one issuer over time: fetched, refreshed, replaced.

use std::{
    io::Read,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use tokio::{sync::Mutex, time::Instant};

use crate::{
    auth_error::AuthError,
    keys::{Key, KeySet},
    trust::{KeySource, TrustError, TrustedIssuer},
};

/// An unknown key makes us ask the issuer no more often than this.
const PAUSE: Duration = Duration::from_secs(60);
/// Keys older than this are asked for again, while they go on counting.
const FRESH: Duration = Duration::from_secs(10 * 60);
/// Keys that could not be renewed for so long no longer count: a key that the
/// issuer has revoked must not live for ever behind a broken line.
const TRUSTED: Duration = Duration::from_secs(24 * 60 * 60);
const TIMEOUT: Duration = Duration::from_secs(5);
const LARGEST: u64 = 256 * 1024;

pub(crate) struct Keyring {
    trusted: TrustedIssuer,
    state: RwLock<State>,
    /// The last attempt to fetch; the lock makes concurrent callers wait for
    /// one fetch instead of each making their own.
    attempt: Mutex<Option<Instant>>,
}

struct State {
    keys: KeySet,
    fetched: Option<Instant>,
    generation: u64,
}

impl Keyring {
    /// Reads what is at hand; an address is not asked before the first token,
    /// so that a dead issuer does not keep a deployment from starting.
    pub(crate) fn open(trusted: TrustedIssuer) -> Result<Self, TrustError> {
        trusted.check()?;
        let (keys, fetched) = match &trusted.keys {
            KeySource::Address(_) => (KeySet::default(), None),
            KeySource::Inline(_) | KeySource::File(_) => {
                let keys = fetch(&trusted.keys).map_err(|reason| TrustError::Unreadable {
                    issuer: trusted.issuer.clone(),
                    reason,
                })?;
                (keys, Some(Instant::now()))
            }
        };
        let state = RwLock::new(State { keys, fetched, generation: 0 });
        Ok(Self { trusted, state, attempt: Mutex::new(None) })
    }

    pub(crate) fn issuer(&self) -> &str {
        &self.trusted.issuer
    }

    pub(crate) fn audience(&self) -> &str {
        &self.trusted.audience
    }

    /// Grows when a key is withdrawn or changed: what was verified before then
    /// must be verified again.
    pub(crate) fn generation(&self) -> u64 {
        self.read(|state| state.generation)
    }

    /// The key that a token names; the only one there is for a token that names none.
    pub(crate) async fn key(self: &Arc<Self>, id: Option<&str>) -> Result<Key, AuthError> {
        let (found, is_stale) = self.find(id);
        let Some(key) = found else {
            self.refresh().await;
            return match self.find(id) {
                (Some(key), _) => Ok(key),
                (None, _) if self.is_empty() => Err(AuthError::KeysUnavailable),
                (None, _) => Err(AuthError::KeyUnknown),
            };
        };
        if is_stale {
            // Not awaited: the key at hand still counts.
            drop(tokio::spawn(Arc::clone(self).refresh_now()));
        }
        Ok(key)
    }

    fn find(&self, id: Option<&str>) -> (Option<Key>, bool) {
        let changes = !matches!(self.trusted.keys, KeySource::Inline(_));
        self.read(|state| {
            let age = state.fetched.map_or(Duration::ZERO, |fetched| fetched.elapsed());
            let counts = !changes || age < TRUSTED;
            (state.keys.named(id).filter(|_| counts).cloned(), changes && age >= FRESH)
        })
    }

    fn is_empty(&self) -> bool {
        self.read(|state| state.fetched.is_none_or(|fetched| fetched.elapsed() >= TRUSTED))
    }

    /// In a task of its own: a caller who hangs up must not waste the one
    /// attempt of this minute.
    async fn refresh(self: &Arc<Self>) {
        if matches!(self.trusted.keys, KeySource::Inline(_)) {
            return;
        }
        if let Err(error) = tokio::spawn(Arc::clone(self).refresh_now()).await {
            tracing::error!(issuer = self.issuer(), %error, "refreshing keys failed");
        }
    }

    async fn refresh_now(self: Arc<Self>) {
        let mut attempt = self.attempt.lock().await;
        if attempt.is_some_and(|last| last.elapsed() < PAUSE) {
            return;
        }
        *attempt = Some(Instant::now());

        let source = self.trusted.keys.clone();
        let fetched = tokio::task::spawn_blocking(move || fetch(&source)).await;
        match fetched.unwrap_or_else(|error| Err(error.to_string())) {
            Ok(keys) => self.replace(keys),
            Err(reason) => {
                tracing::warn!(issuer = self.issuer(), reason, "cannot fetch the issuer's keys");
            }
        }
    }

    fn replace(&self, keys: KeySet) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let generation = state.generation + u64::from(!state.keys.is_kept_by(&keys));
        *state = State { keys, fetched: Some(Instant::now()), generation };
    }

    fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Blocks; the text says what went wrong and holds nothing of the answer.
fn fetch(source: &KeySource) -> Result<KeySet, String> {
    let text = match source {
        KeySource::Inline(text) => text.clone(),
        KeySource::File(path) => {
            let mut text = String::new();
            let file = std::fs::File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
            file.take(LARGEST)
                .read_to_string(&mut text)
                .map_err(|e| format!("{}: {e}", path.display()))?;
            text
        }
        KeySource::Address(address) => get(address).map_err(|e| format!("{address}: {e}"))?,
    };
    KeySet::parse(&text)
}

/// Follows no redirection: it could lead from the trusted host to any other.
fn get(address: &str) -> Result<String, ureq::Error> {
    let agent = ureq::Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .max_redirects(0)
        .build()
        .new_agent();
    let mut answer = agent.get(address).header("accept", "application/json").call()?;
    answer.body_mut().with_config().limit(LARGEST).read_to_string()
}
