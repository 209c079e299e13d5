//! What the state of a complaint allows, as forms. Whether it is this officer's to
//! do, the agency says.

use contract::satupintu::complaints::v1::{Complaint, ComplaintState, ComplaintStep};
use maud::{Markup, html};

use super::address;
use crate::{
    desk::{
        Desk,
        words::{CLASSES, FORMS},
    },
    portal::{
        field::{Faults, Field},
        form::Form,
    },
};

pub(super) fn section(desk: &Desk, complaint: &Complaint, form: &Form) -> Markup {
    let acts = Acts { desk, complaint, form };
    match complaint.state() {
        ComplaintState::Received => html! { (acts.verifying()) (acts.elsewhere()) },
        ComplaintState::Verified => html! { (acts.disposing()) (acts.elsewhere()) },
        ComplaintState::Disposed | ComplaintState::InProgress => {
            html! { (acts.answering()) (acts.elsewhere()) }
        }
        ComplaintState::Answered if complaint.next_step() == ComplaintStep::Delivery => {
            acts.delivering()
        }
        ComplaintState::Closed => acts.reopening(),
        ComplaintState::Unspecified
        | ComplaintState::AwaitingReporter
        | ComplaintState::Answered => Markup::default(),
    }
}

struct Acts<'a> {
    desk: &'a Desk,
    complaint: &'a Complaint,
    /// What was filled in before a refusal.
    form: &'a Form,
}

impl<'a> Acts<'a> {
    fn pick(&self, id: &'a str, en: &'a str) -> &'a str {
        self.desk.visit.pick(id, en)
    }

    /// A form that leads to a page of the complaint.
    fn act(&self, page: &str, words: &str, fields: &Markup) -> Markup {
        let fields = html! { (fields) div.act { button type="submit" { (words) } } };
        self.desk.form(&address(&self.complaint.name), page, &fields)
    }

    fn field(&self, field: &Field<'_>) -> Markup {
        field.shown(self.form, &Faults::new(), self.desk.visit.language)
    }

    /// A field for words.
    fn area(&self, name: &str, label: &str, hint: &str, required: bool) -> Markup {
        let (kind, autocomplete, most) = ("area", "off", 4000);
        self.field(&Field { name, label, hint, kind, autocomplete, most, required })
    }

    fn line(&self, name: &str, label: &str, hint: &str, most: usize, required: bool) -> Markup {
        let (kind, autocomplete) = ("text", "off");
        self.field(&Field { name, label, hint, kind, autocomplete, most, required })
    }

    fn verifying(&self) -> Markup {
        let visit = &self.desk.visit;
        let read = self.pick("Dibaca pelapor.", "The reporter reads it.");
        let accused = self.pick("Petugas yang diadukan", "Whom it is about");
        let hidden = self.pick(
            "Sebutan petugas, satu tiap baris. Bagi mereka pengaduan ini tidak ada.",
            "Officers by their pseudonyms, one a line. To them it does not exist.",
        );
        let complete = html! {
            (CLASSES.shown(visit, self.form))
            (FORMS.shown(visit, self.form))
            (self.area("teradu", accused, hidden, false))
        };
        let missing = self.area("kurang", self.pick("Yang kurang", "What is missing"), read, true);
        html! {
            (self.act("verifikasi", self.pick("Lengkap: verifikasi", "It is complete: verify"), &complete))
            details.more {
                summary { (self.pick("Belum lengkap", "It is not complete")) }
                (self.act("kurang", self.pick("Minta pelapor melengkapi", "Ask the reporter"), &missing))
            }
        }
    }

    fn disposing(&self) -> Markup {
        let example = self.pick("Seperti pelayanan.", "As pelayanan.");
        let fields = html! {
            (self.line("unit", self.pick("Unit", "Unit"), example, 40, true))
            (self.area("arahan", self.pick("Arahan", "What to do"), "", true))
        };
        self.act("disposisi", self.pick("Beri disposisi", "Give it to the unit"), &fields)
    }

    fn answering(&self) -> Markup {
        let done =
            self.area("tindakan", self.pick("Yang sudah dilakukan", "What was done"), "", true);
        let read = self.pick("Dibaca pelapor.", "The reporter reads it.");
        let proves = self.pick(
            "Tanpa bukti, diamnya pelapor tidak menutup pengaduan.",
            "Without it, silence does not close the complaint.",
        );
        let followed = self.pick("Perbaikan yang mengikutinya", "The improvement that it led to");
        let named =
            self.pick("Nama tindakannya dalam daftar perbaikan.", "By the name of its action.");
        let answer = html! {
            (self.area("jawaban", self.pick("Jawaban", "The answer"), read, true))
            (self.area("bukti", self.pick("Bukti", "Evidence"), proves, false))
            (self.line("perbaikan", followed, named, 200, false))
        };
        html! {
            (self.act("tindak-lanjut", self.pick("Catat tindak lanjut", "Note it"), &done))
            (self.act("jawab", self.pick("Jawab pelapor", "Answer the reporter"), &answer))
            details.more {
                summary { (self.pick("Alihkan ke unit lain", "Give it to another unit")) }
                (self.disposing())
            }
        }
    }

    /// For a reporter who does not read the answer here, as who wrote a letter.
    fn delivering(&self) -> Markup {
        let reached = self.field(&Field {
            name: "sampai",
            label: self.pick("Jawaban diterima pelapor", "The reporter got the answer"),
            hint: "",
            kind: "datetime-local",
            autocomplete: "off",
            most: 16,
            required: true,
        });
        self.act("sampai", self.pick("Catat penyampaiannya", "Note the delivery"), &reached)
    }

    fn elsewhere(&self) -> Markup {
        let page = format!("{}/tutup", address(&self.complaint.name));
        html! {
            p { a href=(self.desk.visit.href(&page)) { (self.pick("Tutup karena dijawab di tempat lain", "Close it: answered elsewhere")) } }
        }
    }

    fn reopening(&self) -> Markup {
        let left =
            self.pick("Waktu yang tersisa berjalan lagi.", "The time that was left runs on.");
        let why = self.area("sebab", self.pick("Sebabnya", "Why"), left, true);
        html! {
            details.more {
                summary { (self.pick("Buka kembali (atasan)", "Open it again (superiors)")) }
                (self.act("buka-kembali", self.pick("Buka kembali", "Open it again"), &why))
            }
        }
    }
}
