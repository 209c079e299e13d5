//! Whether a standard and the SOP that serves it tell the same story.
//!
//! What contradicts each other is never published: citizens would be promised
//! what officers cannot keep.

use std::ops::Range;

use calendar::WorkDuration;
use kernel::{Bilingual, Slug};
use sop::{Act, Diagnostic, Faults, Sop, StepId};

use crate::{
    code::{
        FEE_NOT_ASSESSED, FREE_YET_PAID, MADE_BY_THE_SOP, NEEDS_UNLISTED, NO_ISSUANCE,
        OTHER_AGENCY, OTHER_SOP, OTHER_UNIT, PAYMENT_OF_NOTHING, REQUIREMENTS_UNCHECKED,
        SLOWER_THAN_PROMISED,
    },
    fee::{Amount, tells_of_payment},
    service::{Places, Service},
};

impl Service {
    /// Every contradiction between the standard and `sop`, which is said to
    /// serve it. The places are those of the service's file.
    #[must_use]
    pub fn agrees_with(&self, sop: &Sop) -> Vec<Diagnostic> {
        let mut faults = Faults::new();
        let Places { whole: _, time, fee, agency, sop: named, requirements } = &self.places;
        self.compare_procedure(sop, named, &mut faults);
        self.compare_agency(sop, agency, &mut faults);
        self.compare_time(sop, time, &mut faults);
        self.compare_fee(sop, fee, &mut faults);
        self.compare_requirements(sop, requirements, named, &mut faults);
        self.compare_payment(sop, named, &mut faults);
        if sop.issuance().is_none() {
            faults.report(
                &NO_ISSUANCE,
                named.clone(),
                say(
                    "SOP ini tidak pernah menerbitkan produk layanan",
                    "this procedure never issues the service's product",
                ),
                say("SOP ini", "this procedure"),
                say(
                    "beri satu langkah SOP act = \"issuance\"",
                    "give one step of the procedure act = \"issuance\"",
                ),
            );
        }
        faults.into_sorted()
    }

    fn compare_procedure(&self, sop: &Sop, place: &Range<usize>, faults: &mut Faults) {
        let promised = self.sop();
        if promised.id == *sop.id() && promised.version == sop.version() {
            return;
        }
        let (named, own) = (&promised.id, sop.id());
        let (of, own_of) = (promised.version, sop.version());
        faults.report(
            &OTHER_SOP,
            place.clone(),
            say(
                format!(
                    "standar menyebut SOP \"{named}\" versi {of}, ini \"{own}\" versi {own_of}"
                ),
                format!("the standard names SOP \"{named}\" v{of}, this is \"{own}\" v{own_of}"),
            ),
            say("SOP yang disebut", "the procedure it names"),
            say(
                "muat SOP yang disebut, atau sebut SOP yang melayani",
                "load the procedure that is named, or name the one that serves",
            ),
        );
    }

    fn compare_agency(&self, sop: &Sop, place: &Range<usize>, faults: &mut Faults) {
        if self.agency() == sop.agency() {
            return;
        }
        let (own, other) = (self.agency(), sop.agency());
        faults.report(
            &OTHER_AGENCY,
            place.clone(),
            say(
                format!("layanan milik \"{own}\", SOP-nya milik \"{other}\""),
                format!("the service is of \"{own}\", its procedure of \"{other}\""),
            ),
            say("instansi layanan", "the service's agency"),
            say(
                "samakan instansinya; langkah instansi lain cukup disebut pelaksananya",
                "use one agency; the steps of others are named by their executors",
            ),
        );
    }

    /// A free service is never paid for: what its SOP took would be a levy
    /// without a regulation (pungli).
    fn compare_payment(&self, sop: &Sop, place: &Range<usize>, faults: &mut Faults) {
        let mut steps = sop.steps().iter();
        let Some(step) = steps.find(|step| step.sets_fee || step.awaits_payment()) else { return };
        if !self.fee().is_free() {
            return;
        }
        let id = &step.id;
        faults.report(
            &PAYMENT_OF_NOTHING,
            place.clone(),
            say(
                format!("layanan gratis, tetapi SOP memungut pada langkah \"{id}\""),
                format!("the service is free, and its procedure charges at step \"{id}\""),
            ),
            say("SOP ini", "this procedure"),
            say(
                "hapus `fee` dan `awaits` dari SOP, atau nyatakan biaya dengan Perda-nya",
                "remove `fee` and `awaits` from the procedure, or state the fee with its Perda",
            ),
        );
    }

    fn compare_time(&self, sop: &Sop, place: &Range<usize>, faults: &mut Faults) {
        let Some(longest) = sop.longest_path() else {
            return report_units(place, faults);
        };
        match longest.fits(self.time()) {
            Some(true) => {}
            None => report_units(place, faults),
            Some(false) => {
                let (needed, promised) = (spoken(longest.total()), spoken(self.time()));
                let path: Vec<&str> = longest.path().iter().map(StepId::as_str).collect();
                let path = path.join(", ");
                faults.report(
                    &SLOWER_THAN_PROMISED,
                    place.clone(),
                    say(
                        format!(
                            "standar menjanjikan {}, SOP dapat memakan {}",
                            promised.id, needed.id
                        ),
                        format!(
                            "the standard promises {}, the procedure may take {}",
                            promised.en, needed.en
                        ),
                    ),
                    say("janji ini tidak dapat ditepati", "this promise cannot be kept"),
                    say(
                        format!(
                            "persingkat jalur terpanjang ({path}), atau perpanjang waktu layanan"
                        ),
                        format!("shorten the longest path ({path}), or promise more time"),
                    ),
                );
            }
        }
    }
}

impl Service {
    /// Who is to pay is told how much by somebody; who is not is not waited for.
    fn compare_fee(&self, sop: &Sop, place: &Range<usize>, faults: &mut Faults) {
        match self.fee().amount() {
            Amount::Assessed(_)
                if !sop.steps().iter().any(|step| step.sets_fee || step.act == Act::Assessment) =>
            {
                faults.report(
                    &FEE_NOT_ASSESSED,
                    place.clone(),
                    say(
                        "biaya ditetapkan per permohonan, tetapi SOP tidak menetapkannya",
                        "the fee is assessed case by case, and no step assesses it",
                    ),
                    say("biaya ini", "this fee"),
                    say(
                        "beri satu langkah SOP act = \"assessment\", atau tulis besar biayanya",
                        "give one step act = \"assessment\", or write how much it is",
                    ),
                );
            }
            Amount::Rupiah(0) => {
                let mut inputs = sop.steps().iter().flat_map(|step| &step.inputs);
                if let Some(input) = inputs.find(|input| tells_of_payment(input)) {
                    faults.report(
                        &FREE_YET_PAID,
                        place.clone(),
                        say(
                            format!("layanan gratis, tetapi SOP menunggu \"{input}\""),
                            format!("free of charge, and yet the procedure waits for \"{input}\""),
                        ),
                        say("biaya ini", "this fee"),
                        say(
                            "hapus kelengkapan itu dari SOP, atau tulis biaya dan dasar hukumnya",
                            "remove that input from the SOP, or write the fee with its regulation",
                        ),
                    );
                }
            }
            Amount::Assessed(_) | Amount::Rupiah(_) => {}
        }
    }

    /// What is asked for is looked at, and is not made on the way.
    fn compare_requirements(
        &self,
        sop: &Sop,
        places: &[Range<usize>],
        named: &Range<usize>,
        faults: &mut Faults,
    ) {
        if !self.requirements().is_empty() && !sop.decides_completeness() {
            faults.report(
                &REQUIREMENTS_UNCHECKED,
                named.clone(),
                say(
                    "ada persyaratan, tetapi SOP tidak pernah menyatakan berkas lengkap",
                    "something is asked for, and no step ever finds the file complete",
                ),
                say("SOP ini", "this procedure"),
                say(
                    "beri satu keputusan SOP hasil dengan effect = \"complete\"",
                    "give one decision of the procedure an outcome with effect = \"complete\"",
                ),
            );
        }
        for step in sop.steps() {
            let is_listed = |need: &&Slug| self.requirements().iter().any(|it| it.id == **need);
            for need in step.needs.iter().filter(|need| !is_listed(need)) {
                faults.report(
                    &NEEDS_UNLISTED,
                    named.clone(),
                    say(
                        format!(
                            "langkah \"{}\" memerlukan \"{need}\", yang tidak diminta",
                            step.id
                        ),
                        format!("step \"{}\" needs \"{need}\", which nobody is asked for", step.id),
                    ),
                    say("SOP ini", "this procedure"),
                    say(
                        "tulis id persyaratan dari standar, atau hapus dari `needs`",
                        "write the id of a requirement of the standard, or remove it from `needs`",
                    ),
                );
            }
        }
        for (n, requirement) in self.requirements().iter().enumerate() {
            let makes = |output: &String| output.trim().eq_ignore_ascii_case(&requirement.text);
            let Some(step) =
                sop.steps().iter().find(|step| step.output.as_ref().is_some_and(makes))
            else {
                continue;
            };
            faults.report(
                &MADE_BY_THE_SOP,
                places.get(n).cloned().unwrap_or_default(),
                say(
                    format!("diminta dari pemohon, padahal keluaran langkah \"{}\"", step.name.id),
                    format!("asked of the applicant, and the output of \"{}\"", step.name.en),
                ),
                say("persyaratan ini", "this requirement"),
                say(
                    "hapus dari persyaratan: SOP sendiri yang menghasilkannya",
                    "remove it from what is asked: the procedure itself brings it about",
                ),
            );
        }
    }
}

fn report_units(place: &Range<usize>, faults: &mut Faults) {
    faults.report(
        &OTHER_UNIT,
        place.clone(),
        say(
            "waktu layanan dan waktu SOP tidak dapat dibandingkan",
            "the service's time and the procedure's cannot be compared",
        ),
        say("satuan waktu ini", "this unit of time"),
        say(
            "gunakan hari kalender pada keduanya, atau hari dan jam kerja pada keduanya",
            "use calendar days in both, or working days and office hours in both",
        ),
    );
}

fn spoken(duration: WorkDuration) -> Bilingual {
    match duration {
        WorkDuration::WorkingDays(days) => {
            say(format!("{days} hari kerja"), format!("{days} working days"))
        }
        WorkDuration::CalendarDays(days) => {
            say(format!("{days} hari kalender"), format!("{days} calendar days"))
        }
        WorkDuration::OfficeMinutes(minutes) => {
            say(format!("{minutes} menit kerja"), format!("{minutes} office minutes"))
        }
    }
}

fn say(id: impl Into<String>, en: impl Into<String>) -> Bilingual {
    Bilingual::new(id, en)
}
