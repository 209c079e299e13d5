//! A small agency in which cases can be played: officers, a calendar, a clock
//! that the test sets, and a journal that is folded again after each step.

use std::collections::BTreeSet;

use access::Officer;
use calendar::{Calendar, CalendarRecord, Zone, national};
use kernel::{Actor, Instant, PersonId, SealedRef, Slug};
use permits::{
    Acting, Application, Channel, Command, Context, Declaration, Defect, District, Event, FileFor,
    Media, NewFile, NewMandate, Overtake, Payment, ReceiptNumber, SizeClass, Submission,
};
use sop::{Sop, StepId};
use standards::Service;

pub(crate) const SOP: &str = include_str!("data/izin.sop.toml");
pub(crate) const SERVICE: &str = include_str!("data/izin.service.toml");

/// The officers, one for each duty.
pub(crate) const LOKET: &str = "loket";
pub(crate) const VERIFIKATOR: &str = "verifikator";
pub(crate) const PEMERIKSA: &str = "pemeriksa";
pub(crate) const TEKNIS: &str = "teknis";
pub(crate) const KEPALA: &str = "kepala";
pub(crate) const PENERBIT: &str = "penerbit";
pub(crate) const PENETAP: &str = "penetap";

pub(crate) struct World {
    pub(crate) sop: Sop,
    pub(crate) service: Service,
    pub(crate) calendar: Calendar,
    pub(crate) now: Instant,
    pub(crate) next_number: u32,
    /// Whose registered numbers are the applicant's.
    pub(crate) related: BTreeSet<PersonId>,
    pub(crate) application: Option<Application>,
    pub(crate) journal: Vec<(Instant, Actor, Event)>,
}

/// A day and time in Sampit (WIB), as `2025-03-03 09:00`.
pub(crate) fn wib(text: &str) -> Instant {
    let (date, time) = text.split_once(' ').unwrap();
    let (hour, minute) = time.split_once(':').unwrap();
    let minutes = hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap();
    Zone::Wib.at(date.parse().unwrap(), minutes)
}

pub(crate) fn step(text: &str) -> StepId {
    StepId::parse(text).unwrap()
}

pub(crate) fn sealed(row: &str) -> SealedRef {
    SealedRef { row: row.to_owned(), commitment: "00".repeat(32) }
}

pub(crate) fn defect(requirement: &str) -> Defect {
    Defect { requirement: requirement.to_owned(), note: Some(sealed("note")) }
}

/// Ids of files.
pub(crate) const KTP: &str = "6e1c9a52-0000-4000-8000-000000000002";
pub(crate) const IJAZAH: &str = "6e1c9a52-0000-4000-8000-000000000003";

pub(crate) fn requirement(id: &str) -> FileFor {
    FileFor::Requirement(id.to_owned())
}

pub(crate) fn file_for(id: &str, purpose: FileFor, replaces: Option<&str>) -> NewFile {
    NewFile {
        id: id.to_owned(),
        purpose,
        media: Media::Pdf,
        size: SizeClass::of(300_000),
        details: sealed("details-1"),
        content: sealed("content-1"),
        replaces: replaces.map(ToOwned::to_owned),
    }
}

/// An officer with the duties that the texts name.
pub(crate) fn officer(person: &str, duties: &[&str]) -> Officer {
    Officer {
        person: PersonId::parse(person).unwrap(),
        duties: duties.iter().map(|duty| duty.parse().unwrap()).collect(),
    }
}

/// The officer whose name is the role, with that one duty.
pub(crate) fn usual(role: &str) -> Officer {
    let executor = match role {
        LOKET => "dpmptsp/pelayanan/loket",
        VERIFIKATOR => "dpmptsp/perizinan/verifikator",
        PEMERIKSA => "dpmptsp/perizinan/pemeriksa",
        TEKNIS => "dinkes/sdk/teknis",
        KEPALA => "dpmptsp/pimpinan/kepala",
        PENERBIT => "dpmptsp/perizinan/penerbit",
        PENETAP => "dpmptsp/keuangan/penetap",
        other => panic!("nobody is called {other}"),
    };
    officer(role, &[&format!("execute:{executor}")])
}

/// The account of the payment system.
pub(crate) fn bank() -> Officer {
    officer("bank", &["settle:dpmptsp"])
}

/// `text` with `from`, which it must hold once, replaced by `to`.
fn replaced(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from}");
    text.replace(from, to)
}

/// Between assessment and decision, a fee is set and has to be paid.
fn charging_sop() -> String {
    let text = replaced(
        SOP,
        "kind = \"join\"\nnext = \"putusan\"",
        "kind = \"join\"\nnext = \"penetapan\"",
    );
    let text = replaced(
        &text,
        "[[executor]]\nid = \"penerbit\"",
        "[[executor]]\nid = \"penetap\"\nexecutor = \"dpmptsp/keuangan/penetap\"\n\
         title = \"Petugas penetapan\"\n\n[[executor]]\nid = \"penerbit\"",
    );
    let steps = "[[step]]\nid = \"penetapan\"\nname = \"Menetapkan retribusi\"\nkind = \"activity\"\n\
         by = \"penetap\"\nact = \"assessment\"\nfee = true\n\
         time = { working_days = 0, source = \"example\" }\noutput = \"SKRD\"\n\
         next = \"pembayaran\"\n\n[[step]]\nid = \"pembayaran\"\nname = \"Membayar retribusi\"\n\
         kind = \"applicant\"\nawaits = \"payment\"\nnext = \"putusan\"\n\n";
    replaced(&text, "[[step]]\nid = \"putusan\"", &format!("{steps}[[step]]\nid = \"putusan\""))
}

fn charging_service(due: &str) -> String {
    let fee = "fee = { assessed = \"dihitung\", source = \"example\", \
         perda = { text = \"Perda 1/2024\", source = \"example\" }, due = DUE, item = [\
         { code = \"luas\", text = \"Luas\", unit = \"m2\", rupiah = 15_000, source = \"example\" }, \
         { code = \"pagar\", text = \"Pagar\", unit = \"m\", rupiah = 333, source = \"example\" }] }";
    replaced(SERVICE, "fee = { rupiah = 0, source = \"example\" }", &fee.replace("DUE", due))
}

pub(crate) fn supervisor(unit: &str) -> Officer {
    officer("atasan", &[&format!("supervise:{unit}")])
}

pub(crate) fn submission() -> Submission {
    Submission {
        id: "6e1c9a52-0000-4000-8000-000000000001".to_owned(),
        receipt: ReceiptNumber::new("KTM", "IZC", 2025, 1).unwrap(),
        subject: "subject-1".to_owned(),
        form: sealed("form-1"),
        channel: Channel::Online,
        assisted_by: None,
        district: District::parse("62.02.01").unwrap(),
        secret_digest: "ab".repeat(32),
        requirements_given: vec!["ktp".to_owned()],
        concerning: None,
        notices: None,
        assignment: None,
    }
}

impl World {
    /// An agency in March 2025, by the calendar as it was decreed then.
    pub(crate) fn new() -> Self {
        Self::with(SOP, SERVICE)
    }

    pub(crate) fn with(sop: &str, service: &str) -> Self {
        let record =
            CalendarRecord::with_editions(Zone::Wib, national::through("keppres-2024-pilkada"))
                .unwrap();
        Self {
            sop: sop::load(sop).unwrap(),
            service: Service::parse(service).unwrap(),
            calendar: Calendar::compile(&record),
            now: wib("2025-03-03 09:00"),
            next_number: 1,
            related: BTreeSet::new(),
            application: None,
            journal: Vec::new(),
        }
    }

    /// The same agency with a service of another text.
    pub(crate) fn where_service(from: &str, to: &str) -> Self {
        assert!(SERVICE.contains(from), "{from}");
        Self::with(SOP, &SERVICE.replace(from, to))
    }

    /// The same agency with a fee, due in six calendar days, reminded of two
    /// days before.
    pub(crate) fn charging() -> Self {
        Self::charging_within(
            "{ calendar_days = 6, remind = { calendar_days = 2 }, source = \"example\" }",
        )
    }

    /// The same, with a case on the desk where the fee is set.
    pub(crate) fn at_the_fee() -> Self {
        let mut world = Self::charging();
        world.until_decision();
        world
    }

    /// The same agency with minutes of its visits, and a checklist.
    pub(crate) fn inspecting() -> Self {
        let sop = replaced(SOP, "act = \"inspection\"\n", "act = \"inspection\"\nminutes = true\n");
        let item = |id: &str| {
            format!("\n[[checklist]]\nid = \"{id}\"\ntext = \"{id}\"\nsource = \"example\"\n")
        };
        Self::with(&sop, &format!("{SERVICE}{}{}", item("apar"), item("akses")))
    }

    pub(crate) fn charging_within(due: &str) -> Self {
        Self::with(&charging_sop(), &charging_service(due))
    }

    pub(crate) fn at(&mut self, text: &str) -> &mut Self {
        self.now = wib(text);
        self
    }

    pub(crate) fn context(&self) -> Context<'_> {
        Context {
            now: self.now,
            sop: &self.sop,
            service: &self.service,
            calendar: &self.calendar,
            next_number: self.next_number,
            is_related: false,
            has_read_sop: true,
        }
    }

    pub(crate) fn case(&self) -> &Application {
        self.application.as_ref().expect("a case was filed")
    }

    pub(crate) fn submit(&mut self) -> &mut Self {
        self.file(&submission()).expect("filed");
        self
    }

    pub(crate) fn file(&mut self, submission: &Submission) -> Result<(), &'static str> {
        self.file_by(submission, None)
    }

    /// Filed by an agent, where there is a mandate.
    pub(crate) fn file_by(
        &mut self,
        submission: &Submission,
        mandate: Option<&NewMandate>,
    ) -> Result<(), &'static str> {
        let events = Application::submit(submission, mandate, &self.context());
        let events = events.map_err(|refusal| refusal.reason())?;
        self.record(&Actor::Public, events);
        Ok(())
    }

    /// What the store does: first the law, then the command.
    pub(crate) fn act(
        &mut self,
        acting: &Acting<'_>,
        command: &Command,
    ) -> Result<Vec<Event>, &'static str> {
        self.pass_time();
        self.compare(acting);
        self.act_without_the_store(acting, command)
    }

    /// The system notes whose registered numbers are the applicant's.
    pub(crate) fn compare(&mut self, acting: &Acting<'_>) {
        if let Acting::Officer(officer) = acting {
            let matched = self.case().decide_match(officer, &self.context_of(acting));
            self.record(&Actor::System, matched.into_iter().collect());
        }
    }

    /// The context in which somebody acts.
    pub(crate) fn context_of(&self, acting: &Acting<'_>) -> Context<'_> {
        let is_related =
            matches!(acting, Acting::Officer(officer) if self.related.contains(&officer.person));
        Context { is_related, ..self.context() }
    }

    /// As a program that forgot to ask the law first.
    pub(crate) fn act_without_the_store(
        &mut self,
        acting: &Acting<'_>,
        command: &Command,
    ) -> Result<Vec<Event>, &'static str> {
        let events = self.case().decide(acting, command, &self.context_of(acting));
        let events = events.map_err(|refusal| refusal.reason())?;
        self.record(&acting.actor(), events.clone());
        Ok(events)
    }

    pub(crate) fn pass_time(&mut self) -> Vec<Event> {
        let due = self.case().decide_time(&self.context());
        self.record(&Actor::System, due.clone());
        due
    }

    fn record(&mut self, actor: &Actor, events: Vec<Event>) {
        for event in events {
            self.application =
                Application::evolve(self.application.take(), self.now, actor, &event);
            if matches!(event, Event::Issued(_) | Event::FeeAssessed(_)) {
                self.next_number += 1;
            }
            self.journal.push((self.now, actor.clone(), event));
        }
    }

    /// The case as the journal alone tells it, through its written form.
    pub(crate) fn refolded(&self) -> Option<Application> {
        self.journal.iter().fold(None, |state, (at, actor, event)| {
            let read = Event::decode(event.kind(), event.version(), &event.payload()).unwrap();
            Application::evolve(state, *at, actor, &read)
        })
    }

    pub(crate) fn count(&self, kind: &str) -> usize {
        self.journal.iter().filter(|(_, _, event)| event.kind() == kind).count()
    }

    pub(crate) fn kinds(&self) -> Vec<&'static str> {
        self.journal.iter().map(|(_, _, event)| event.kind()).collect()
    }

    pub(crate) fn take(&mut self, officer: &Officer, id: &str) -> Result<Vec<Event>, &'static str> {
        self.take_with(officer, id, None, true)
    }

    pub(crate) fn take_with(
        &mut self,
        officer: &Officer,
        id: &str,
        overtake: Option<Overtake>,
        is_oldest: bool,
    ) -> Result<Vec<Event>, &'static str> {
        let declaration = Declaration::NoConflict;
        let command = Command::Take { step: step(id), overtake, is_oldest, declaration };
        self.act(&Acting::Officer(officer), &command)
    }

    /// The usual officer of `role` takes the step and does `command`.
    #[expect(clippy::needless_pass_by_value)] // Stories read better without a borrow.
    pub(crate) fn does(&mut self, role: &str, id: &str, command: Command) -> &mut Self {
        let officer = usual(role);
        self.take(&officer, id).expect("taken");
        self.act(&Acting::Officer(&officer), &command).expect("done");
        self
    }

    pub(crate) fn accept(&mut self) -> &mut Self {
        self.does(LOKET, "periksa", Command::Accept { step: step("periksa") })
    }

    pub(crate) fn verify(&mut self) -> &mut Self {
        self.does(VERIFIKATOR, "verifikasi", complete("verifikasi", Some("sesuai")))
    }

    pub(crate) fn recommend(&mut self) -> &mut Self {
        self.does(TEKNIS, "rekomendasi", complete("rekomendasi", None))
    }

    pub(crate) fn inspect(&mut self) -> &mut Self {
        self.does(PEMERIKSA, "kunjungan", complete("kunjungan", None))
    }

    pub(crate) fn approve(&mut self) -> &mut Self {
        let command = Command::Approve { step: step("putusan"), reason: sealed("why") };
        self.does(KEPALA, "putusan", command)
    }

    pub(crate) fn issue(&mut self) -> &mut Self {
        self.does(PENERBIT, "penerbitan", Command::Issue { step: step("penerbitan") })
    }

    pub(crate) fn give_back(&mut self, role: &str, id: &str, requirements: &[&str]) -> &mut Self {
        let defects = requirements.iter().map(|id| defect(id)).collect();
        self.does(role, id, Command::Return { step: step(id), defects })
    }

    pub(crate) fn resubmit(&mut self) -> &mut Self {
        let command = Command::Resubmit {
            form: sealed("form-2"),
            requirements_given: vec!["ktp".to_owned(), "ijazah".to_owned()],
        };
        self.act(&Acting::Applicant, &command).expect("resubmitted");
        self
    }

    /// The applicant adds a copy of the identity card.
    pub(crate) fn attach(&mut self, id: &str, replaces: Option<&str>) -> Result<(), &'static str> {
        let file = Box::new(file_for(id, requirement("ktp"), replaces));
        self.act(&Acting::Applicant, &Command::Attach { file }).map(|_| ())
    }

    /// 120.5 m2 and 10 m of fence are 1 810 830 rupiah.
    pub(crate) fn assess(&mut self) -> &mut Self {
        let penetap = usual(PENETAP);
        self.take(&penetap, "penetapan").expect("taken");
        self.act(&Acting::Officer(&penetap), &assessment()).expect("assessed");
        self
    }

    /// Assessed, and the payment is awaited.
    pub(crate) fn until_payment(&mut self) -> &mut Self {
        self.until_decision().assess();
        let done = complete("penetapan", None);
        self.act(&Acting::Officer(&usual(PENETAP)), &done).expect("done");
        self
    }

    pub(crate) fn pay(&mut self) -> Result<Vec<Event>, &'static str> {
        let payment = self.payment(self.now);
        self.act(&Acting::Officer(&bank()), &Command::Pay(payment))
    }

    /// The payment that fits the last assessment.
    pub(crate) fn payment(&self, paid_at: Instant) -> Payment {
        let fee = self.case().fee().expect("assessed");
        Payment {
            reference: fee.reference.clone(),
            transaction: "trx-1".to_owned(),
            rupiah: fee.total_rupiah,
            paid_at,
        }
    }

    /// Filed, complete, verified, recommended and inspected: ready to decide.
    pub(crate) fn until_decision(&mut self) -> &mut Self {
        self.submit().accept().verify().recommend().inspect()
    }
}

/// 120.5 m2 and 10 m of fence.
pub(crate) fn assessment() -> Command {
    let line = |code: &str, quantity: &str| (Slug::parse(code).unwrap(), quantity.parse().unwrap());
    Command::AssessFee {
        step: step("penetapan"),
        quantities: vec![line("luas", "120.5"), line("pagar", "10")],
    }
}

/// Completing a step; a decision gets a reason.
pub(crate) fn complete(id: &str, outcome: Option<&str>) -> Command {
    Command::Complete {
        step: step(id),
        outcome: outcome.map(str::to_owned),
        reason: outcome.map(|_| sealed("why")),
    }
}
