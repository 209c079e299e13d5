//! The signer that asks BSrE: its eSign Client Service, which an agency installs in
//! its own network, by the shape that agencies publish.
//!
//! `POST {address}/api/sign/pdf`, basic authentication, a form with `file`, `nik`,
//! `passphrase`, `tampilan` and `reason`; the answer is the signed file, or
//! `{"status_code": 2031, "error": "Passphrase anda salah"}`. The shape is read from
//! clients that agencies have published; BSrE gives its own manual only to them.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use ureq::http::{Response, StatusCode};
use ureq::{Agent, Body};
use zeroize::Zeroizing;

use crate::multipart::form;
use crate::verdict::bears_signature;
use crate::{OpenError, Passphrase, SignError, Signatory};

/// The codes that a signatory or an operator can do something about.
const NOT_REGISTERED: i64 = 2011;
const PASSPHRASE_WRONG: i64 = 2031;

/// No document of ours comes near.
const LARGEST_ANSWER: u64 = 64 << 20;

/// Where the signing service is, and this system's credential there.
#[derive(Debug)]
pub struct BsreSettings {
    /// `https://esign.example.go.id`, without the path.
    pub address: String,
    /// The account of this system.
    pub account: String,
    /// Its password.
    pub password: Passphrase,
    /// How long a signature may take.
    pub timeout: Duration,
}

/// Signs with the signatory's own certificate, which BSrE keeps.
#[derive(Debug)]
pub struct BsreSigner {
    agent: Agent,
    address: String,
    /// The `Authorization` header.
    credential: Passphrase,
}

impl BsreSigner {
    /// Checks the address, and asks nothing of it.
    pub fn open(settings: BsreSettings) -> Result<Self, OpenError> {
        let BsreSettings { address, account, password, timeout } = settings;
        if !address.starts_with("https://") && !address.starts_with("http://") {
            return Err(OpenError::Address { address });
        }
        let pair = Zeroizing::new(format!("{account}:{}", password.reveal()));
        let encoded = Zeroizing::new(STANDARD.encode(pair.as_bytes()));
        // A redirection would carry the passphrase to wherever it leads.
        let agent = Agent::config_builder()
            .timeout_global(Some(timeout))
            .max_redirects(0)
            .http_status_as_error(false)
            .build()
            .new_agent();
        Ok(Self {
            agent,
            address: address.trim_end_matches('/').to_owned(),
            credential: Passphrase::new(format!("Basic {}", encoded.as_str())),
        })
    }

    /// Sends the file away to be signed, on a thread that may wait.
    pub(crate) async fn sign(
        &self,
        pdf: Vec<u8>,
        signatory: Signatory,
        passphrase: Option<Passphrase>,
    ) -> Result<Vec<u8>, SignError> {
        let Signatory { name: _, nik, reason, place, at: _ } = signatory;
        let passphrase = passphrase.ok_or(SignError::PassphraseMissing)?;
        let nik = nik.ok_or(SignError::NikMissing)?;
        // The page shows by itself who signs, and leads to its own verification.
        let form = form(
            &pdf,
            &[
                ("nik", nik.reveal()),
                ("passphrase", passphrase.reveal()),
                ("tampilan", "invisible"),
                ("reason", &reason),
                ("location", &place),
            ],
        );
        let request = self
            .agent
            .post(format!("{}/api/sign/pdf", self.address))
            .header("Authorization", self.credential.reveal())
            .header("Accept", "application/pdf, application/json")
            .header("Content-Type", form.content_type.as_str());
        tokio::task::spawn_blocking(move || {
            let answer = request.send(form.body.as_slice());
            read(answer.map_err(|error| SignError::Unavailable(Box::new(error)))?)
        })
        .await
        .map_err(|_| SignError::Interrupted)?
    }
}

/// What the service says when it does not sign. Its text may name a person: unread.
#[derive(Deserialize)]
struct Refusal {
    #[serde(default)]
    status_code: i64,
}

fn read(mut answer: Response<Body>) -> Result<Vec<u8>, SignError> {
    let status = answer.status();
    let bytes = answer
        .body_mut()
        .with_config()
        .limit(LARGEST_ANSWER)
        .read_to_vec()
        .map_err(|error| SignError::Unavailable(Box::new(error)))?;
    // Whether the signature is sound is the caller's question; here it must be one.
    if status == StatusCode::OK && bytes.starts_with(b"%PDF-") && bears_signature(&bytes) {
        return Ok(bytes);
    }
    let code = serde_json::from_slice::<Refusal>(&bytes).map(|refusal| refusal.status_code);
    match (status, code) {
        (_, Ok(PASSPHRASE_WRONG)) => Err(SignError::PassphraseWrong),
        (_, Ok(NOT_REGISTERED)) => Err(SignError::NotRegistered),
        (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, _) => Err(SignError::Credential),
        (StatusCode::OK, Err(_)) => Err(SignError::Answer),
        (status, code) => {
            Err(SignError::Refused { status: status.as_u16(), code: code.unwrap_or_default() })
        }
    }
}
