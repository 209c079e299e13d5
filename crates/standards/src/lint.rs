//! What deserves a look in a standard that is not wrong: each finding with its
//! reason and what the author can do.
//!
//! Nothing here forbids the file. A standard is often published as it is found,
//! and the finding is what the next discussion with the public begins with.

use std::{collections::HashMap, ops::Range};

use sop::{Diagnostic, Faults};

use crate::{
    code::{ASKED_TWICE, COMPONENT_MISSING, OWN_PAPER, RECEIPT_OF_NO_FEE},
    fee::tells_of_payment,
    parse::say,
    service::{Requirement, Service},
};

impl Service {
    /// Every place that deserves a look, in the order of the file.
    #[must_use]
    pub fn lint(&self) -> Vec<Diagnostic> {
        let mut faults = Faults::new();
        self.lint_components(&mut faults);
        let mut asked: HashMap<String, &Requirement> = HashMap::new();
        for (n, requirement) in self.requirements().iter().enumerate() {
            let place = self.places.requirements.get(n).cloned().unwrap_or_default();
            self.lint_payment(requirement, &place, &mut faults);
            self.lint_own_paper(requirement, &place, &mut faults);
            if let Some(first) = asked.insert(requirement.text.to_lowercase(), requirement) {
                let first = &first.id;
                faults.report(
                    &ASKED_TWICE,
                    place,
                    say("diminta dua kali", "asked for twice"),
                    say(&format!("sama dengan \"{first}\""), &format!("the same as \"{first}\"")),
                    say("hapus salah satunya", "remove one of them"),
                );
            }
        }
        faults.into_sorted()
    }

    fn lint_components(&self, faults: &mut Faults) {
        let missing = self.missing_components();
        if missing.is_empty() {
            return;
        }
        let count = missing.len();
        let (mut ids, mut ens) = (Vec::new(), Vec::new());
        for component in &missing {
            let title = component.title();
            ids.push(title.id);
            ens.push(title.en);
        }
        let keys: Vec<&str> = missing.iter().map(|component| component.key()).collect();
        let keys = keys.join(", ");
        faults.report(
            &COMPONENT_MISSING,
            self.places.whole.clone(),
            say(
                &format!(
                    "{count} dari 14 komponen standar pelayanan belum diisi: {}",
                    ids.join("; ")
                ),
                &format!(
                    "{count} of the 14 components of a standard say nothing: {}",
                    ens.join("; ")
                ),
            ),
            say("belum dapat ditetapkan", "cannot be established yet"),
            say(&format!("isi: {keys} (UU 25/2009 Ps 21)"), &format!("fill: {keys}")),
        );
    }

    /// What is free has no receipt. P1 is published so.
    fn lint_payment(&self, asked: &Requirement, place: &Range<usize>, faults: &mut Faults) {
        if self.fee().rupiah() != Some(0) || !tells_of_payment(&asked.text) {
            return;
        }
        faults.report(
            &RECEIPT_OF_NO_FEE,
            place.clone(),
            say(
                "layanan ini gratis, tetapi meminta bukti pembayaran",
                "the service is free of charge, and yet it asks for the receipt of a fee",
            ),
            say("bukti pembayaran apa?", "the receipt of which fee?"),
            say(
                "hapus persyaratan ini, atau tulis biayanya beserta Perda-nya",
                "remove this requirement, or write the fee with its Perda",
            ),
        );
    }

    /// An agency looks into its own records; the applicant need not.
    fn lint_own_paper(&self, asked: &Requirement, place: &Range<usize>, faults: &mut Faults) {
        let text = asked.text.to_lowercase();
        let product = self.product().value.to_lowercase();
        // One word alone, as "Izin", stands in the names of other papers, too.
        let is_product = (product.contains(' ') && text.contains(&product))
            || ["izin lama", "izin sebelumnya"].iter().any(|words| text.contains(words));
        let is_own = match &asked.issued_by {
            Some(agency) => agency == self.agency(),
            None => is_product && !text.contains("permohonan"),
        };
        if !is_own {
            return;
        }
        faults.report(
            &OWN_PAPER,
            place.clone(),
            say(
                "diterbitkan oleh instansi ini sendiri, tetapi diminta dari pemohon",
                "this very agency issues it, and yet asks the applicant for it",
            ),
            say("ada pada arsip instansi", "is in the agency's own records"),
            say(
                "hapus, atau minta nomornya saja dan periksa arsip sendiri",
                "remove it, or ask for its number and look it up",
            ),
        );
    }
}
