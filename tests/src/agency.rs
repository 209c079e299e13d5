//! An agency's deployment that lives within a test, and the people around it.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Once};
use std::{panic, thread};

use contract::satupintu::access::v1::{
    Account, AssignDutyRequest, Duty as WireDuty, EnrolOfficerRequest, RevokeDutyRequest,
    duty::Kind,
};
use edge::Dialling;
use journal::Body;
use kernel::Instant;
use opd::{Deployment, Running};
use store::{Clock, Store};
use tokio::net::TcpListener;
use tonic::transport::Channel;

use crate::backend::Backend;
use crate::caller::{Answered, Caller, Line, request_id};
use crate::plan::{ADMINISTRATOR, Passport, Plan};
use crate::postgres;
use crate::scratch::Scratch;

/// How long a token of a story is good for.
const TOKEN_SECONDS: u32 = 3600;

/// A deployment that serves on this machine, on a scripted clock.
pub struct Agency {
    /// How it was opened.
    pub plan: Plan,
    /// Where it remembers.
    pub url: String,
    data: Arc<Scratch>,
    clock: Clock,
    line: Line,
    up: Option<Up>,
}

struct Up {
    deployment: Deployment,
    running: Running,
}

impl Agency {
    /// Opens a new agency on a new database, and serves.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn open(plan: Plan, backend: Backend) -> Self {
        let data = Arc::new(Scratch::new().unwrap());
        let url = match backend {
            Backend::Sqlite => opd::settings::embedded_url(data.path()),
            Backend::Postgres => {
                let url = postgres::fresh_database(plan.agency);
                store::migrate(&url).await.unwrap();
                url
            }
        };
        let clock = Clock::scripted(plan.start);
        Self::serving(plan, url, data, clock).await
    }

    /// Opens a new agency on the database of PostgreSQL at `url`, which is empty.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn open_at(plan: Plan, url: String) -> Self {
        store::migrate(&url).await.unwrap();
        let (data, clock) = (Arc::new(Scratch::new().unwrap()), Clock::scripted(plan.start));
        Self::serving(plan, url, data, clock).await
    }

    /// A second server of the same agency: on the same database, with the same
    /// keys and by the same clock.
    pub async fn second_server(&self) -> Self {
        let (plan, url) = (self.plan.clone(), self.url.clone());
        Self::serving(plan, url, Arc::clone(&self.data), self.clock.clone()).await
    }

    pub(crate) async fn serving(plan: Plan, url: String, data: Arc<Scratch>, clock: Clock) -> Self {
        say_failures_at_once();
        let line = Line::to("nowhere.invalid");
        let mut agency = Self { plan, url, data, clock, line, up: None };
        agency.start().await;
        agency
    }

    /// Starts the server, after [`Agency::stop`] again.
    ///
    /// # Panics
    /// When it runs already, or cannot be opened.
    pub async fn start(&mut self) {
        assert!(self.up.is_none(), "it runs already");
        let (plan, clock) = (&self.plan, self.clock.clone());
        let deployment = plan.opened(&self.url, self.data.path(), clock).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let running = deployment.serve(listener).unwrap();
        match &self.plan.tls {
            None => self.line.lead_to(&running.address.to_string()),
            Some(passport) => {
                self.line.lead_over(channel(passport, &passport.callers, running.address));
            }
        }
        self.up = Some(Up { deployment, running });
    }

    /// Stops the server; the clock goes on.
    pub async fn stop(&mut self) {
        if let Some(Up { deployment, running }) = self.up.take() {
            running.stop().await;
            deployment.close().await;
        }
    }

    /// Stops for good, after everything remembered was verified.
    ///
    /// # Panics
    /// When anything deviates.
    pub async fn close(mut self) {
        if self.up.is_none() {
            self.start().await;
        }
        self.verify().await;
        self.stop().await;
    }

    /// Folds every record anew and compares.
    ///
    /// # Panics
    /// When anything deviates.
    pub async fn verify(&self) {
        let report = self.store().verify(&[]).await.unwrap();
        assert!(report.is_clean(), "{report:?}");
    }

    /// Where the server listens.
    #[must_use]
    pub fn address(&self) -> String {
        self.up().running.address.to_string()
    }

    /// The folder of the keys, and of the embedded database.
    #[must_use]
    pub fn data(&self) -> &Scratch {
        &self.data
    }

    /// The deployment's memory, for what no RPC shows.
    #[must_use]
    pub fn store(&self) -> &Store {
        self.up().deployment.store()
    }

    /// How many sealed bytes of files were kept, and how many were fetched, since it was
    /// opened.
    #[must_use]
    pub fn carried(&self) -> (u64, u64) {
        self.up().deployment.blobs().carried()
    }

    /// Whether the server should be sent work, and how it fares.
    #[must_use]
    pub fn operations(&self) -> &edge::Operations {
        self.up().deployment.operations()
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    fn up(&self) -> &Up {
        self.up.as_ref().expect("the server is stopped")
    }

    /// What the clock shows.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Makes the documents that wait to be made; says how many.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn settle_documents(&self) -> usize {
        self.up().deployment.settle_documents().await.unwrap()
    }

    /// Moves the clock to `instant`. A running server notes at once what that
    /// brings about; a stopped one when it starts.
    pub async fn time_passes_to(&self, instant: Instant) {
        self.clock.advance_to(instant);
        if let Some(up) = &self.up {
            up.deployment.store().tick().await.unwrap();
        }
    }

    /// Gives up uploads that are past their time.
    ///
    /// # Panics
    /// When that fails.
    pub async fn tidy(&self) {
        self.up().deployment.tidy().await.unwrap();
    }

    /// Tells the partners everything that is due by now. The server does so by
    /// itself, but a story does not wait for it.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn tells_partners(&self) {
        self.up().deployment.tell_partners().await.unwrap();
    }

    /// Another deployment that calls this one, with the certificate in `folder`.
    ///
    /// # Panics
    /// When this one is not known by a certificate.
    #[must_use]
    pub fn deployment(&self, folder: &Path, person: &str) -> Caller {
        let passport = self.plan.tls.as_ref().expect("it has a certificate");
        let channel = channel(passport, folder, self.up().running.address);
        Caller::over(channel, self.plan.agency, person)
    }

    /// Sends every notice that is due by now. The server does so by itself,
    /// but a story does not wait for it.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn delivers(&self) {
        self.up().deployment.deliver_notices().await.unwrap();
    }

    /// Nobody in particular.
    #[must_use]
    pub fn public(&self) -> Caller {
        Caller::new(self.plan.agency, "", self.line.clone(), None)
    }

    /// Who administers the deployment's agencies.
    #[must_use]
    pub fn administrator(&self) -> Caller {
        self.account(ADMINISTRATOR, ADMINISTRATOR)
    }

    /// A good token of somebody who is not enrolled.
    #[must_use]
    pub fn stranger(&self) -> Caller {
        self.account("stranger", "nobody-we-know")
    }

    /// `person`, signing in by the account `subject` of the local issuer.
    #[must_use]
    pub fn account(&self, person: &str, subject: &str) -> Caller {
        let token = self.up().deployment.token(subject, TOKEN_SECONDS);
        Caller::new(self.plan.agency, person, self.line.clone(), Some(&token))
    }

    /// The token by which an officer enrolled before signs in.
    #[must_use]
    pub fn token(&self, person: &str) -> String {
        self.up().deployment.token(&account_of(person), TOKEN_SECONDS)
    }

    /// A new person in service with `duties`, as `execute:agency/unit/role`,
    /// enrolled by the administrator over gRPC.
    ///
    /// # Panics
    /// When the administrator is refused.
    pub async fn officer(&self, person: &str, duties: &[&str]) -> Caller {
        let account = self.local_account(&account_of(person));
        let enrolment = EnrolOfficerRequest {
            parent: format!("agencies/{}", self.plan.agency),
            request_id: request_id(),
            officer_id: person.to_owned(),
            account: Some(account),
        };
        self.administrator().access().enrol_officer(enrolment).await.unwrap();
        let officer = self.officer_again(person);
        for duty in duties {
            self.assign(&officer, duty).await.unwrap();
        }
        officer
    }

    /// An officer enrolled before, calling this server.
    #[must_use]
    pub fn officer_again(&self, person: &str) -> Caller {
        self.account(person, &account_of(person))
    }

    /// An account at the local issuer.
    #[must_use]
    pub fn local_account(&self, subject: &str) -> Account {
        let issuer = self.up().deployment.issuer().to_owned();
        Account { issuer, subject: subject.to_owned() }
    }

    /// Has the administrator give `officer` a duty.
    ///
    /// # Errors
    /// The refusal.
    pub async fn assign(&self, officer: &Caller, duty: &str) -> Answered<()> {
        let request = AssignDutyRequest {
            name: officer.name(),
            request_id: request_id(),
            duty: Some(self::duty(duty)),
            ..AssignDutyRequest::default()
        };
        self.administrator().access().assign_duty(request).await.map(|_| ())
    }

    /// Has the administrator take a duty from `officer`.
    ///
    /// # Errors
    /// The refusal.
    pub async fn revoke(&self, officer: &Caller, duty: &str) -> Answered<()> {
        let request = RevokeDutyRequest {
            name: officer.name(),
            request_id: request_id(),
            duty: Some(self::duty(duty)),
            ..RevokeDutyRequest::default()
        };
        self.administrator().access().revoke_duty(request).await.map(|_| ())
    }

    /// Every event of the journal, in order.
    ///
    /// # Panics
    /// When one cannot be read.
    pub async fn journal(&self) -> Vec<Body> {
        let (_, size, _, _) = self.store().tip().await.unwrap();
        let rows = self.store().events(0, usize::try_from(size).unwrap()).await.unwrap();
        rows.iter().map(|row| Body::decode(&row.body).unwrap()).collect()
    }

    /// The events of one application, in order, by its resource name.
    pub async fn events_of(&self, application: &str) -> Vec<Body> {
        let id = application.rsplit('/').next().unwrap_or_default();
        self.journal().await.into_iter().filter(|body| body.record_id == id).collect()
    }

    /// The kinds of the events of one application, in order.
    pub async fn kinds_of(&self, application: &str) -> Vec<String> {
        self.events_of(application).await.into_iter().map(|body| body.kind).collect()
    }

    /// The last event of a kind.
    ///
    /// # Panics
    /// When there is none.
    pub async fn last(&self, kind: &str) -> Body {
        let journal = self.journal().await;
        let last = journal.into_iter().rev().find(|body| body.kind == kind);
        last.unwrap_or_else(|| panic!("there is no {kind}"))
    }

    /// How many events the journal holds.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn journal_size(&self) -> u64 {
        self.store().tip().await.unwrap().1
    }
}

/// Says that a story failed, and where, when it happens: the tests of a program
/// keep that to themselves until the last one ends, and here that takes a while.
fn say_failures_at_once() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |failure| {
            let thread = thread::current();
            let story = thread.name().unwrap_or("a thread without a name");
            // Past the capture of what a test prints, which is not needed to go on.
            let _ = writeln!(io::stderr(), "{story}: {failure}");
            usual(failure);
        }));
    });
}

/// A line to the deployment of `passport` at `address`, with the certificate in
/// `callers`.
pub(crate) fn channel(passport: &Passport, callers: &Path, address: SocketAddr) -> Channel {
    let dialling = Dialling::open(Some(callers)).unwrap();
    dialling.channel(&format!("https://{address}"), Some(&passport.identity)).unwrap()
}

fn account_of(person: &str) -> String {
    format!("account-of-{person}")
}

/// A duty of the contract, from its text, as `supervise:agency/unit`.
///
/// # Panics
/// When `text` is none.
#[must_use]
pub fn duty(text: &str) -> WireDuty {
    let (verb, place) = text.split_once(':').expect("a duty is verb:place");
    let place = place.to_owned();
    let kind = match verb {
        "execute" => Kind::Execute(place),
        "supervise" => Kind::Supervise(place),
        "administer" => Kind::Administer(place),
        "audit" => Kind::Audit(place),
        "govern" => Kind::Govern(place),
        "protect" => Kind::Protect(place),
        "settle" => Kind::Settle(place),
        "inspect" => Kind::Inspect(place),
        _ => panic!("{verb} is no duty"),
    };
    WireDuty { kind: Some(kind) }
}
