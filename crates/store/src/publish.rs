//! Publishing SOPs and services: checked before, pinned for ever after.

use kernel::{Actor, AgencyId, Source};
use sha2::{Digest, Sha256};
use sop::{Rules, Severity, Sop};
use standards::Service;

use crate::{
    batch::Batch,
    catalogue::{Published, ServicePublished, SopPublished},
    decide::service_key,
    error::Error,
    record::{Event, Key, Record, RecordKind},
    request::{Act, Reply, Request},
    store::Store,
};

/// A text on its way into the catalogue, already checked.
#[derive(Clone, Debug)]
pub struct Publication {
    key: Key,
    /// The agency that offers it, for a service.
    agency: Option<AgencyId>,
    version: u32,
    digest: String,
    text: String,
}

/// One file that cannot be published, and why.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{name}: {why}")]
pub struct Unpublishable {
    /// The file, as the caller named it.
    pub name: String,
    /// The first fault, in English, for an administrator.
    pub why: String,
}

impl Publication {
    /// The agency that offers the service; `None` for an SOP.
    #[must_use]
    pub fn agency(&self) -> Option<&AgencyId> {
        self.agency.as_ref()
    }

    /// The SOP in `text`; `library` holds the texts of SOPs it may refer to.
    ///
    /// # Errors
    /// [`Unpublishable`] with the first fault that the checks find.
    pub fn of_sop(
        name: &str,
        text: &str,
        library: &[String],
    ) -> Result<(Self, Sop), Unpublishable> {
        let fail = |why: &str| Unpublishable { name: name.to_owned(), why: why.to_owned() };
        let first = |faults: &[sop::Diagnostic]| {
            fail(faults.first().map_or("it has faults", |fault| fault.message.en.as_str()))
        };
        let document = sop::parse(text).map_err(|faults| first(&faults))?;
        let others: Vec<sop::Document> =
            library.iter().filter_map(|text| sop::parse(text).ok()).collect();
        let find = |id: &str, version: u32| {
            let is_it = |other: &&sop::Document| {
                other.identity().id.as_str() == id && other.identity().version == version
            };
            others.iter().find(is_it).cloned()
        };
        let sop = document.link(&find).map_err(|faults| first(&faults))?;
        let faults =
            sop.check(&Rules { separated: permits::SEPARATED.to_vec(), ..Rules::default() });
        if let Some(fault) = faults.iter().find(|fault| fault.severity == Severity::Error) {
            return Err(fail(&fault.message.en));
        }
        let key = Key::new(RecordKind::Sop, sop.id().to_string());
        let publication = Self {
            key,
            agency: None,
            version: sop.version(),
            digest: digest(text),
            text: text.to_owned(),
        };
        Ok((publication, sop))
    }

    /// The service in `text`, which must agree with its SOP among `sops`.
    ///
    /// # Errors
    /// [`Unpublishable`] with the first fault, or because the service rests on
    /// an example and `examples_allowed` is false.
    pub fn of_service(
        name: &str,
        text: &str,
        sops: &[Sop],
        examples_allowed: bool,
    ) -> Result<Self, Unpublishable> {
        let fail = |why: &str| Unpublishable { name: name.to_owned(), why: why.to_owned() };
        let service = Service::parse(text).map_err(|faults| {
            fail(faults.first().map_or("it has faults", |fault| fault.message.en.as_str()))
        })?;
        let reference = service.sop();
        let serves = |sop: &&Sop| *sop.id() == reference.id && sop.version() == reference.version;
        let Some(sop) = sops.iter().find(serves) else {
            return Err(fail("the SOP that serves it is not among the files"));
        };
        let missing = service.missing_components();
        if let Some(component) = missing.first().filter(|_| !examples_allowed) {
            return Err(fail(&format!("of the 14 components, {} says nothing", component.key())));
        }
        let faults = service.agrees_with(sop);
        if let Some(fault) = faults.iter().find(|fault| fault.severity == Severity::Error) {
            return Err(fail(&fault.message.en));
        }
        if (service.is_example() || rests_on_examples(sop)) && !examples_allowed {
            return Err(fail(
                "it rests on values marked as examples, which only a simulation may run",
            ));
        }
        Ok(Self::of(&service, text))
    }

    /// An established standard, which must agree with the `sop` that it names;
    /// `None`: no such SOP is published.
    ///
    /// # Errors
    /// `STANDARD_DISAGREES` and `STANDARD_RESTS_ON_EXAMPLES`.
    pub(crate) fn of_standard(
        service: &Service,
        text: &str,
        sop: Option<&Sop>,
        examples_allowed: bool,
    ) -> Result<Self, Error> {
        let disagrees = |why: &str| crate::decide::refused("STANDARD_DISAGREES", why);
        let Some(sop) = sop else {
            return Err(disagrees("the SOP that serves it is not published"));
        };
        let faults = service.agrees_with(sop);
        if let Some(fault) = faults.iter().find(|fault| fault.severity == Severity::Error) {
            return Err(disagrees(&fault.message.en));
        }
        if (service.is_example() || rests_on_examples(sop)) && !examples_allowed {
            return Err(Error::refused("STANDARD_RESTS_ON_EXAMPLES"));
        }
        Ok(Self::of(service, text))
    }

    fn of(service: &Service, text: &str) -> Self {
        Self {
            key: service_key(service.agency(), service.id().as_str()),
            agency: Some(service.agency().clone()),
            version: service.version(),
            digest: digest(text),
            text: text.to_owned(),
        }
    }

    /// SHA-256 of the text, in lower-case hex.
    pub(crate) fn digest(&self) -> &str {
        &self.digest
    }
}

/// Whether the procedure or one of its times is ours, because the agency is silent.
fn rests_on_examples(sop: &Sop) -> bool {
    let times = sop.steps().iter().filter_map(|step| step.time.as_ref());
    sop.identity().source == Source::Example || times.into_iter().any(sop::StepTime::is_example)
}

/// SHA-256 of a text, in lower-case hex: how the journal names a standard, a
/// promise or an SOP.
#[must_use]
pub fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

impl Store {
    /// Publishes a version. The same text again changes nothing.
    ///
    /// # Errors
    /// `VERSION_PUBLISHED` when the version stands with another text,
    /// `VERSION_NOT_NEWER` when a newer one stands already.
    pub async fn publish(&self, publication: Publication) -> Result<(), Error> {
        let request = Request {
            actor: Actor::System,
            request_id: format!("publish/{}/{}", publication.key.id, publication.digest),
            digest: [0; 32],
            act: Act::Publish(Box::new(publication)),
            sealed: Vec::new(),
        };
        self.submit(request).await.map(|_| ())
    }
}

impl Batch<'_> {
    pub(crate) async fn publish(
        &mut self,
        publication: &Publication,
    ) -> Result<(Key, Reply), Error> {
        let Publication { key, agency, version, digest, text } = publication;
        self.load(key).await?;
        let versions = match self.record(key) {
            Some(Record::Sop(record)) => record.versions.clone(),
            Some(Record::Service(record)) => record.versions.clone(),
            _ => Vec::new(),
        };
        if let Some(published) = versions.iter().find(|published| published.version == *version) {
            if published.digest == *digest {
                return self.reply(key.clone(), None);
            }
            return Err(Error::refused("VERSION_PUBLISHED"));
        }
        if versions.last().is_some_and(|last| last.version > *version) {
            return Err(Error::refused("VERSION_NOT_NEWER"));
        }
        let digest = digest.clone();
        let event = match agency {
            None => Published::Sop(SopPublished { sop: key.id.clone(), version: *version, digest }),
            Some(agency) => Published::Service(ServicePublished {
                service: key.id.clone(),
                agency: agency.clone(),
                version: *version,
                digest,
            }),
        };
        self.documents.push((key.kind, key.id.clone(), *version, text.clone()));
        self.apply(key, &Actor::System, vec![Event::Published(event)])?;
        self.reply(key.clone(), None)
    }
}
