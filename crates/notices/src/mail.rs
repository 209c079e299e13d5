//! Notices by e-mail, through the agency's own mail server.

use std::{
    error::Error as _,
    io,
    time::{Duration, UNIX_EPOCH},
};

use lettre::{
    Address, Message, SmtpTransport, Transport,
    message::{
        Mailbox, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
        extension::ClientId,
    },
};

use crate::{
    fault::Fault,
    settings::{Settings, SettingsError, is_here, read},
    transports::Dispatch,
};

/// The time that one exchange with the server may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// The way to one mail server.
pub(crate) struct Mail {
    transport: SmtpTransport,
    from: Mailbox,
}

/// How far the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protection {
    FirstByte,
    StartTls,
    None,
}

impl Mail {
    /// The way that the settings describe, if they do.
    pub(crate) fn open(settings: &Settings) -> Result<Option<Self>, SettingsError> {
        let Some(address) = &settings.smtp else { return Ok(None) };
        let (protection, host, port) =
            server(address).ok_or_else(|| SettingsError::value("smtp", IS_NONE))?;
        let Some(from) = &settings.from else {
            return Err(SettingsError::value("from", "must be given with smtp"));
        };
        let from: Mailbox = from
            .parse()
            .map_err(|_| SettingsError::value("from", "must be an address, as Name <a@b.go.id>"))?;
        let tls = match protection {
            Protection::None => Tls::None,
            Protection::StartTls => Tls::Required(parameters(&host, settings)?),
            Protection::FirstByte => Tls::Wrapper(parameters(&host, settings)?),
        };
        let mut builder = SmtpTransport::builder_dangerous(host)
            .port(port)
            .tls(tls)
            .timeout(Some(PATIENCE))
            .hello_name(ClientId::Domain(from.email.domain().to_owned()));
        if let Some(credentials) = credentials(settings)? {
            builder = builder.credentials(credentials);
        }
        Ok(Some(Self { transport: builder.build(), from }))
    }

    /// Hands one notice to the server and waits for its word.
    pub(crate) fn send(&self, dispatch: &Dispatch) -> Result<(), Fault> {
        let message = self.message(dispatch)?;
        self.transport.send(&message).map(|_| ()).map_err(|error| fault(&error))
    }

    fn message(&self, dispatch: &Dispatch) -> Result<Message, Fault> {
        let to: Address = dispatch.to.parse().map_err(|_| Fault::Unaddressable)?;
        let since = u64::try_from(dispatch.now.micros()).unwrap_or_default();
        let header = |name, value: &str| HeaderValue::new(name, value.to_owned());
        const AUTOMATIC: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");
        let part = SinglePart::builder()
            .header(ContentType::TEXT_PLAIN)
            .body(dispatch.letter.body.clone());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(dispatch.letter.subject.clone())
            .date(UNIX_EPOCH + Duration::from_micros(since))
            // The same at every attempt, so that a mail system can tell repeats.
            .message_id(Some(format!("<{}@{}>", dispatch.id, self.from.email.domain())))
            // RFC 3834: no answering machine shall answer.
            .raw_header(header(AUTOMATIC, "auto-generated"))
            .singlepart(part)
            .map_err(|_| Fault::Unaddressable)
    }
}

const IS_NONE: &str = "must be smtps://HOST:PORT, smtp://HOST:PORT (STARTTLS), or \
                       smtp+plain://HOST:PORT on this machine, without a password";

fn server(address: &str) -> Option<(Protection, String, u16)> {
    let (scheme, rest) = address.split_once("://")?;
    let (protection, usual) = match scheme {
        "smtps" => (Protection::FirstByte, 465),
        "smtp" => (Protection::StartTls, 587),
        "smtp+plain" => (Protection::None, 25),
        _ => return None,
    };
    let rest = rest.trim_end_matches('/');
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().ok()?),
        None => (rest, usual),
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let is_safe = protection != Protection::None || is_here(host);
    (!host.is_empty() && host.chars().all(is_name) && is_safe)
        .then(|| (protection, host.to_owned(), port))
}

fn parameters(host: &str, settings: &Settings) -> Result<TlsParameters, SettingsError> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(file) = &settings.ca_file {
        let pem = read("ca_file", file)?;
        let certificate = Certificate::from_pem(pem.as_bytes())
            .map_err(|why| SettingsError::value("ca_file", why))?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build().map_err(|why| SettingsError::value("smtp", why))
}

fn credentials(settings: &Settings) -> Result<Option<Credentials>, SettingsError> {
    match (&settings.smtp_user, &settings.smtp_password_file) {
        (None, None) => Ok(None),
        (Some(user), Some(file)) => {
            let password = read("smtp_password_file", file)?;
            let password = password.trim_end_matches(['\r', '\n']).to_owned();
            Ok(Some(Credentials::new(user.clone(), password)))
        }
        _ => Err(SettingsError::value("smtp_user", "must be given with smtp_password_file")),
    }
}

fn fault(error: &lettre::transport::smtp::Error) -> Fault {
    let code = error.status().map(u16::from);
    match code {
        // The server wants another password or a better connection: that is
        // for the administrator, and says nothing about this notice.
        Some(530..=538) => Fault::Failed,
        Some(500..) => Fault::Refused,
        Some(_) => Fault::Failed,
        None if error.is_tls() => Fault::Untrusted,
        None => match stream_fault(error) {
            // A read that takes too long ends as one that would block.
            Some(io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) => Fault::TimedOut,
            // The handshake is made with the first bytes, and fails with them.
            Some(io::ErrorKind::InvalidData) => Fault::Untrusted,
            _ => Fault::Unreachable,
        },
    }
}

/// What the stream below the exchange died of, if it did.
fn stream_fault(error: &lettre::transport::smtp::Error) -> Option<io::ErrorKind> {
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(cause) = cause.downcast_ref::<io::Error>() {
            return Some(cause.kind());
        }
        source = cause.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_without_tls_can_only_be_this_machine() {
        let starttls = (Protection::StartTls, "mail.contoh.go.id".to_owned(), 587);
        assert_eq!(server("smtp://mail.contoh.go.id"), Some(starttls));
        let first = (Protection::FirstByte, "mail".to_owned(), 4465);
        assert_eq!(server("smtps://mail:4465/"), Some(first));
        let plain = (Protection::None, "127.0.0.1".to_owned(), 2525);
        assert_eq!(server("smtp+plain://127.0.0.1:2525"), Some(plain));
        for bad in [
            "smtp+plain://mail.contoh.go.id",
            "smtp://user:password@mail.contoh.go.id",
            "smtp://",
            "smtp://mail:port",
            "mail.contoh.go.id",
            "https://mail.contoh.go.id",
        ] {
            assert_eq!(server(bad), None, "{bad}");
        }
    }

    #[test]
    fn half_a_set_up_is_refused() {
        let smtp = Some("smtp+plain://localhost:2525".to_owned());
        let from = Some("Layanan <layanan@contoh.go.id>".to_owned());
        let whole = Settings { smtp: smtp.clone(), from: from.clone(), ..Settings::default() };

        assert!(Mail::open(&Settings::default()).is_ok_and(|mail| mail.is_none()));
        assert!(Mail::open(&whole).is_ok_and(|mail| mail.is_some()));
        assert!(Mail::open(&Settings { from: None, ..whole.clone() }).is_err());
        assert!(Mail::open(&Settings { smtp_user: Some("u".to_owned()), ..whole }).is_err());
    }
}
