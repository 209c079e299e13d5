//! Notices by webhook, to gateways for WhatsApp and short messages.

use std::time::Duration;

use http::Uri;
use permits::NoticeChannel;
use ureq::{
    Agent, Error,
    tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem},
};

use crate::{
    envelope::{self, CONTENT_TYPE},
    fault::Fault,
    settings::{Settings, SettingsError, is_here, read},
    signature::Secrets,
    transports::Dispatch,
};

/// The time that one attempt may take, from the name's look-up to the answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// The way to one gateway.
pub(crate) struct Webhook {
    agent: Agent,
    address: String,
    secrets: Secrets,
    channels: Vec<NoticeChannel>,
}

impl Webhook {
    /// The way that the settings describe, if they do.
    pub(crate) fn open(settings: &Settings) -> Result<Option<Self>, SettingsError> {
        let Some(address) = &settings.webhook else { return Ok(None) };
        let uri: Uri = address.parse().map_err(|_| SettingsError::value("webhook", IS_NONE))?;
        let host = uri.host().unwrap_or_default();
        let is_safe = match uri.scheme_str() {
            Some("https") => !host.is_empty(),
            Some("http") => is_here(host),
            _ => false,
        };
        if !is_safe || uri.authority().is_some_and(|it| it.as_str().contains('@')) {
            return Err(SettingsError::value("webhook", IS_NONE));
        }
        let Some(file) = &settings.webhook_secret_file else {
            return Err(SettingsError::value("webhook_secret_file", "must be given with webhook"));
        };
        let secrets = Secrets::parse(&read("webhook_secret_file", file)?)
            .map_err(|why| SettingsError::value("webhook_secret_file", why))?;
        let channels = settings.webhook_channels.clone();
        if channels.is_empty() || channels.contains(&NoticeChannel::Email) {
            let why = "must name whatsapp, sms or both";
            return Err(SettingsError::value("webhook_channels", why));
        }
        let mut config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            // It could lead from the trusted host to any other.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent("satupintu");
        if let Some(file) = &settings.ca_file {
            let pem = read("ca_file", file)?;
            config = config.tls_config(TlsConfig::builder().root_certs(roots(&pem)?).build());
        }
        let agent = config.build().new_agent();
        Ok(Some(Self { agent, address: address.clone(), secrets, channels }))
    }

    pub(crate) fn serves(&self, channel: NoticeChannel) -> bool {
        self.channels.contains(&channel)
    }

    /// Posts one notice and waits for the answer.
    pub(crate) fn send(&self, channel: NoticeChannel, dispatch: &Dispatch) -> Result<(), Fault> {
        let body = envelope::bytes(channel, dispatch);
        let timestamp = dispatch.now.micros().div_euclid(1_000_000);
        let signature = self.secrets.sign(&dispatch.id, timestamp, &body);
        let answer = self
            .agent
            .post(&self.address)
            .header("content-type", CONTENT_TYPE)
            .header("webhook-id", &dispatch.id)
            .header("webhook-timestamp", timestamp.to_string())
            .header("webhook-signature", signature)
            .send(&body[..])
            .map_err(|error| fault(&error))?;
        judged(answer.status().as_u16())
    }
}

const IS_NONE: &str =
    "must be an address with https://, or with http:// on this machine, without a password";

/// Only these trusted roots, when the agency names its own.
fn roots(pem: &str) -> Result<RootCerts, SettingsError> {
    let items = parse_pem(pem.as_bytes()).map(|item| match item {
        Ok(PemItem::Certificate(certificate)) => Ok(certificate),
        _ => Err(SettingsError::value("ca_file", "must hold certificates in PEM and nothing else")),
    });
    let certificates: Vec<Certificate<'static>> = items.collect::<Result<_, _>>()?;
    Ok(RootCerts::new_with_certs(&certificates))
}

/// What an answer means. A gateway that cannot use this very message says 400,
/// 413 or 422; 410 asks never to come back. All else may pass.
fn judged(status: u16) -> Result<(), Fault> {
    match status {
        200..=299 => Ok(()),
        400 | 410 | 413 | 422 => Err(Fault::Refused),
        _ => Err(Fault::Failed),
    }
}

fn fault(error: &Error) -> Fault {
    match error {
        Error::Timeout(_) => Fault::TimedOut,
        Error::Tls(_) | Error::Pem(_) | Error::Rustls(_) => Fault::Untrusted,
        Error::Io(source) if is_about_trust(source) => Fault::Untrusted,
        _ => Fault::Unreachable,
    }
}

/// A handshake that fails comes as a failure of the stream.
fn is_about_trust(source: &std::io::Error) -> bool {
    source.kind() == std::io::ErrorKind::InvalidData
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(webhook: &str) -> Result<Option<Webhook>, SettingsError> {
        let file = std::env::temp_dir().join(format!("satupintu-secret-{}", std::process::id()));
        std::fs::write(&file, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        Webhook::open(&Settings {
            webhook: Some(webhook.to_owned()),
            webhook_secret_file: Some(file),
            webhook_channels: vec![NoticeChannel::Sms],
            ..Settings::default()
        })
    }

    #[test]
    fn nothing_leaves_the_machine_without_tls() {
        assert!(opened("https://gateway.example/notices").unwrap().is_some());
        assert!(opened("http://127.0.0.1:8080/notices").unwrap().is_some());
        for bad in [
            "http://gateway.example/notices",
            "https://user:password@gateway.example/",
            "gateway.example",
            "ftp://gateway.example",
            "",
        ] {
            assert!(opened(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_what_concerns_this_very_notice_is_final() {
        assert_eq!(judged(204), Ok(()));
        assert_eq!(judged(422), Err(Fault::Refused));
        for passing in [301, 401, 404, 408, 429, 500, 503] {
            assert_eq!(judged(passing), Err(Fault::Failed), "{passing}");
        }
    }
}
