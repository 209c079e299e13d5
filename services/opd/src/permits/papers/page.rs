//! The pages that stand on a case: what is owed, and why it was rejected.

use documents::{AssessmentPage, Entry, Line, Objection, RefusalLetter, Sheet, Signatory};
use kernel::{Instant, SealedRef};
use permits::{Application, Assessment, State};
use store::{Ground, Store};
use tonic::Status;

use super::service::missing;
use crate::{
    letterhead::{caution, head, letterhead, place},
    licences::Signature,
    outcome::status,
    permits::Form,
};

/// In thousandths.
const ONE: i64 = 1000;

/// What a page is made with.
pub(super) struct Making<'a> {
    pub(super) store: &'a Store,
    pub(super) record: &'a Application,
    pub(super) ground: &'a Ground,
    pub(super) signature: &'a Signature,
}

impl Making<'_> {
    /// What all pages of the case share.
    pub(super) fn sheet(&self, number: String, at: Instant, signatory: Signatory) -> Sheet {
        let Ground { sop, service, calendar } = self.ground;
        let text = service.document();
        Sheet {
            letterhead: letterhead(text, &self.record.agency),
            caution: caution(service, sop, self.store.deployment().simulation),
            number,
            place: place(text),
            date: calendar.zone().date(at),
            signatory,
        }
    }

    pub(super) fn head(&self) -> Signatory {
        head(&self.ground.sop, self.signature)
    }

    pub(super) fn service(&self) -> String {
        self.ground.service.title().id.clone()
    }

    pub(super) fn legal_basis(&self) -> Vec<String> {
        let cited = &self.ground.sop.identity().legal_basis;
        cited.iter().map(|cited| cited.text.clone()).collect()
    }

    pub(super) async fn text(&self, sealed: &SealedRef) -> Result<String, Status> {
        let bytes = self.store.unseal(sealed).await.map_err(status)?;
        let bytes = bytes.ok_or_else(|| edge::refused("DATA_ERASED", &[]))?;
        String::from_utf8(bytes).map_err(|error| edge::failed(&error))
    }

    async fn form(&self) -> Result<Form, Status> {
        let erased = || edge::refused("DATA_ERASED", &[]);
        let last = self.record.forms.last().ok_or_else(erased)?;
        let bytes = self.store.unseal(last).await.map_err(status)?.ok_or_else(erased)?;
        Form::from_bytes(&bytes).map_err(|error| edge::failed(&error))
    }

    /// Surat ketetapan retribusi daerah of the last assessment.
    pub(super) async fn assessment(&self) -> Result<AssessmentPage, Status> {
        let fee = self.record.fee().ok_or_else(missing)?;
        let form = self.form().await?;
        let address = form.address().map(|address| Entry::new("Alamat", address));
        Ok(AssessmentPage {
            sheet: self.sheet(fee.reference.to_string(), fee.at, self.head()),
            application: self.record.receipt.to_string(),
            service: self.service(),
            payer: std::iter::once(Entry::new("Nama", form.name())).chain(address).collect(),
            lines: self.lines(fee),
            total_rupiah: fee.total_rupiah,
            payment_reference: fee.reference.to_string(),
            channel: "Sistem pembayaran daerah; tidak melalui petugas".to_owned(),
            due_on: fee.due.date,
            verification: None,
        })
    }

    /// The computed lines; a fee that is the same for everybody is one line.
    fn lines(&self, fee: &Assessment) -> Vec<Line> {
        let citation = &fee.basis.citation().text;
        if fee.lines.is_empty() {
            return vec![Line {
                tariff: self.service(),
                quantity_thousandths: ONE,
                unit: "permohonan".to_owned(),
                unit_rupiah: fee.total_rupiah,
                citation: citation.clone(),
            }];
        }
        let line = |charge: &standards::Charge| Line {
            tariff: charge.text.clone(),
            quantity_thousandths: charge.quantity.thousandths(),
            unit: charge.unit.clone(),
            unit_rupiah: charge.rate_rupiah,
            citation: citation.clone(),
        };
        fee.lines.iter().map(line).collect()
    }

    /// Surat penolakan.
    pub(super) async fn rejection(&self) -> Result<RefusalLetter, Status> {
        let State::Rejected { at, ground } = &self.record.state else { return Err(missing()) };
        let zone = self.ground.calendar.zone();
        let context = self.ground.context(self.store.clock().now());
        let until = self.record.may_object_until(&context);
        let how = match until {
            Some(_) => {
                "Keberatan diajukan lewat portal dengan nomor tanda terima dan kode rahasia, atau \
                 di loket."
            }
            None => "Keberatan atas penolakan ini sudah diajukan.",
        };
        Ok(RefusalLetter {
            sheet: self.sheet(self.record.receipt.to_string(), *at, self.head()),
            addressee: self.form().await?.name().to_owned(),
            application: self.record.receipt.to_string(),
            service: self.service(),
            filed_on: zone.date(self.record.submitted_at),
            ground: self.text(ground).await?,
            legal_basis: self.legal_basis(),
            objection: Objection {
                // A day that can still move is not promised.
                until: until.filter(|it| it.provisional.is_none()).map(|it| it.date),
                how: how.to_owned(),
            },
            verification: None,
        })
    }
}
