//! The document of a licence: rendered, signed, sealed, stored, and then recorded.
//!
//! Each step before the record can be lost and done again: what a crash leaves
//! behind is an object that nobody names. Nothing of it happens in the sequencer.

use std::{collections::HashSet, convert::Infallible, sync::Arc, time::Duration};

use ::documents::{Entry, LicencePage, Sheet, Verification};
use kernel::Actor;
use permits::licence::{Command, Document, LicenceRecord};
use privacy::Place;
use sha2::{Digest, Sha256};
use signing::{Passphrase, SignError, Signatory, Signer};
use store::{Act, Answer, Error as StoreError, Published, Reply, Request, Store};

use crate::{
    letterhead::{caution, head, letterhead, place as place_of},
    permits::form::Form,
    printing::at_leisure,
};

/// How many pending licences are looked at in one go.
const PAGE: usize = 64;
/// How often the deployment looks for licences that wait for their document.
const EVERY: Duration = Duration::from_secs(1);
/// After so many looks, documents that failed are tried again.
const RETRY_AFTER: u32 = 300;
/// Which work the processes of a deployment take turns at.
const TURN: &str = "documents";

/// What the page says of who signs it, beside the office, which the procedure
/// names. A setting, because no catalogue names a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// With titles, as it is printed.
    pub name: String,
    /// The number in public service (NIP).
    #[serde(default)]
    pub employee_number: Option<String>,
}

/// What the person who signs gives for one signature; nothing of it is kept.
#[derive(Debug, Default)]
pub(super) struct Secrets {
    pub(super) nik: Option<Passphrase>,
    pub(super) passphrase: Option<Passphrase>,
}

/// Why there is no document. The licence stays pending.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unmade {
    /// The holder's data were erased: nothing can be printed any more.
    #[error("the holder's data were erased")]
    Erased,
    /// The holder's form is not one that this program wrote.
    #[error("the holder's form is unreadable")]
    Form(#[from] serde_json::Error),
    /// The page could not be made.
    #[error("the page could not be made")]
    Page(#[from] ::documents::Error),
    /// Nobody signed it.
    #[error("the page was not signed")]
    Signature(#[from] SignError),
    /// It could not be stored.
    #[error("the document could not be stored")]
    Objects(#[from] files::Error),
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The thread that rendered is gone.
    #[error("rendering was interrupted")]
    Interrupted,
}

/// Makes and keeps the documents of licences.
#[derive(Clone)]
pub(crate) struct Documents {
    pub(crate) store: Store,
    pub(crate) blobs: files::Blobs,
    pub(crate) signer: Arc<Signer>,
    /// What stands before `/verifikasi/CODE` in the QR code.
    pub(crate) public_url: String,
    pub(crate) signature: Signature,
}

impl Documents {
    /// Makes documents as licences are issued, until it is dropped, wherever that
    /// falls; without one, there is nothing to do.
    pub(crate) async fn forever(documents: Option<Self>) -> Infallible {
        match documents {
            Some(documents) => documents.work().await,
            None => std::future::pending().await,
        }
    }

    async fn work(self) -> Infallible {
        let mut failed = HashSet::new();
        let mut looks = 0_u32;
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            looks = looks.wrapping_add(1);
            if looks.is_multiple_of(RETRY_AFTER) {
                failed.clear();
            }
            if let Err(error) = self.settle(&mut failed).await {
                tracing::warn!(%error, "pending documents could not be read");
            }
        }
    }

    /// Makes every document that the deployment signs by itself and that did not
    /// fail before; says how many.
    pub(crate) async fn settle(&self, failed: &mut HashSet<String>) -> Result<usize, StoreError> {
        if self.signer.needs_passphrase() {
            return Ok(0);
        }
        let Some(_turn) = self.store.turn(TURN).await? else { return Ok(0) };
        let (mut made, mut after) = (0, String::new());
        loop {
            let page = self.store.pending_documents(&after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(made) };
            after.clone_from(last);
            for id in page {
                if failed.contains(&id) {
                    continue;
                }
                match self.settle_one(&id).await {
                    Ok(()) => made += 1,
                    Err(error) => {
                        tracing::error!(
                            licence = %id,
                            error = &error as &dyn std::error::Error,
                            "a document could not be made"
                        );
                        failed.insert(id);
                    }
                }
            }
        }
    }

    async fn settle_one(&self, id: &str) -> Result<(), Unmade> {
        let Some(found) = self.store.licence(id).await? else { return Ok(()) };
        if found.record.awaits_document().is_err() {
            return Ok(());
        }
        let document = self.made(&found.record, None).await?;
        let blob = document.blob.clone();
        let request = Request {
            actor: Actor::System,
            request_id: format!("document/{id}"),
            digest: [0; 32],
            act: Act::Licence {
                agency: found.record.agency.clone(),
                licence: id.to_owned(),
                etag: None,
                command: Box::new(Command::RecordDocument { document }),
            },
            sealed: Vec::new(),
        };
        match self.store.submit(request).await {
            Ok(Reply { answer: Answer::Licence(record), .. }) => {
                self.discard_unless_named(&blob, &record).await;
            }
            Ok(_) => {}
            // Somebody was faster, or ended the licence: the object is in vain.
            Err(StoreError::Refused(_)) => self.discard(&blob).await,
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Removes an object, unless it is the one that the record names.
    pub(super) async fn discard_unless_named(&self, blob: &str, record: &LicenceRecord) {
        if record.document.as_ref().is_none_or(|document| document.blob != blob) {
            self.discard(blob).await;
        }
    }

    async fn discard(&self, blob: &str) {
        if let Err(error) = self.blobs.delete(blob).await {
            tracing::warn!(%error, "an object that nobody names could not be removed");
        }
    }

    /// The document of a licence: rendered, signed, and stored under the
    /// holder's key; not recorded yet. At once for somebody who gives `secrets` and
    /// waits, otherwise when there is time.
    pub(super) async fn made(
        &self,
        record: &LicenceRecord,
        secrets: Option<Secrets>,
    ) -> Result<Document, Unmade> {
        let key = self.store.subject_key(&record.subject).await?.ok_or(Unmade::Erased)?;
        let page = self.page(record).await?;
        let is_waited_for = secrets.is_some();
        let Secrets { nik, passphrase } = secrets.unwrap_or_default();
        let signatory = Signatory {
            name: page.sheet.signatory.name.clone(),
            nik,
            reason: format!("Penerbitan {}", page.product),
            place: page.sheet.place.clone(),
            at: self.store.clock().now().timestamp(),
        };
        let render = move || ::documents::licence(&page);
        let rendered = match is_waited_for {
            true => tokio::task::spawn_blocking(render).await.ok(),
            false => at_leisure(render).await,
        };
        let pdf = rendered.ok_or(Unmade::Interrupted)??;
        let pdf = self.signer.sign(pdf, signatory, passphrase).await?;
        let digest = hex::encode(Sha256::digest(&pdf));
        let blob = format!("licences/{}/{digest}", record.id);
        let sealed = key.seal(place(&blob), &pdf, store::random()?);
        self.blobs.put(&blob, sealed).await?;
        let size = u64::try_from(pdf.len()).unwrap_or(u64::MAX);
        Ok(Document { digest, size, blob, signer: self.signer.describe() })
    }

    /// The PDF as it was signed; `None` once it or its key is gone.
    pub(super) async fn pdf(&self, record: &LicenceRecord) -> Result<Option<Vec<u8>>, Unmade> {
        let Some(Document { blob, digest, .. }) = &record.document else { return Ok(None) };
        let Some(key) = self.store.subject_key(&record.subject).await? else { return Ok(None) };
        let Some(sealed) = self.blobs.get(blob).await? else { return Ok(None) };
        let corrupt = |why: &str| StoreError::Corrupt {
            what: "object",
            id: blob.clone(),
            why: why.to_owned(),
        };
        let pdf = key.open(place(blob), &sealed).map_err(|why| corrupt(&why.to_string()))?;
        if hex::encode(Sha256::digest(pdf.as_slice())) != *digest {
            return Err(corrupt("not what was recorded").into());
        }
        Ok(Some(pdf.to_vec()))
    }

    async fn page(&self, record: &LicenceRecord) -> Result<LicencePage, Unmade> {
        let form = self.store.unseal(&record.holder).await?.ok_or(Unmade::Erased)?;
        let form = Form::from_bytes(&form)?;
        let case = self.store.application(&record.application).await?;
        let case = case.ok_or_else(|| missing("application", &record.application))?;
        let ground = self.store.ground(&case.record).await?;
        let published = Published { service: ground.service, sop: ground.sop };
        Ok(self.filled(record, &published, &form))
    }

    fn filled(&self, record: &LicenceRecord, on: &Published, form: &Form) -> LicencePage {
        let Published { service, sop } = on;
        let identity = sop.identity();
        let text = service.document();
        let printed = text.map(|text| text.prints.as_slice()).unwrap_or_default();
        let concerning = printed.iter().filter_map(|id| {
            let asked = service.requirement(id.as_str())?;
            Some(Entry::new(asked.text.clone(), form.answer(id)?))
        });
        let address = form.address().map(|address| Entry::new("Alamat", address));
        let code = record.code.to_string();
        let sheet = Sheet {
            letterhead: letterhead(text, &record.agency),
            caution: caution(service, sop, self.store.deployment().simulation),
            number: record.number.clone(),
            place: place_of(text),
            date: record.validity.from,
            signatory: head(sop, &self.signature),
        };
        LicencePage {
            sheet,
            title: service.title().id.clone(),
            service: service.title().id.clone(),
            product: service.product().value.clone(),
            holder: std::iter::once(Entry::new("Nama", form.name())).chain(address).collect(),
            concerning: concerning.collect(),
            conditions: text.map(|text| text.conditions.clone()).unwrap_or_default(),
            legal_basis: identity.legal_basis.iter().map(|cited| cited.text.clone()).collect(),
            valid_from: record.validity.from,
            valid_until: record.validity.until,
            verification: Verification {
                address: format!("{}/verifikasi/{code}", self.public_url.trim_end_matches('/')),
                code,
                signature: self.signer.describe().id,
            },
        }
    }
}

/// Where an object is sealed: under its own name, so that none can stand in for
/// another.
fn place(blob: &str) -> Place<'_> {
    Place { table: "object", row: blob, column: "pdf" }
}

fn missing(what: &'static str, id: &str) -> StoreError {
    StoreError::Corrupt { what, id: id.to_owned(), why: "missing".to_owned() }
}
