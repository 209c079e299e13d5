//! One trial: load, kills, restarts, and the reckoning at the end.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use contract::satupintu::{
    access::v1::{Account, AssignDutyRequest, EnrolOfficerRequest},
    journal::v1::{GetCheckpointRequest, ListEventsRequest},
};
use journal::{Body, Checkpoint};
use kernel::Slug;
use store::Report;
use stories::{ADMINISTRATOR, Caller, Plan, duty, request_id, sip};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use crate::clients::{Acknowledged, Client, Told, Whereabouts};
use crate::server::{Acknowledging, Server};

/// Clients at once.
const CROWD: usize = 16;
/// Answers after which the first kill comes, and the next ones at the latest.
const FEWEST: usize = 20;
const SPREAD: usize = 60;

/// A database, and the server that is killed on it.
pub(crate) struct Trial<'t> {
    url: &'t str,
    data: &'t Path,
    acknowledging: Acknowledging,
}

/// What was seen from outside.
#[derive(Default)]
struct Seen {
    acknowledged: Vec<Acknowledged>,
    checkpoints: Vec<Checkpoint>,
    findings: Vec<String>,
}

impl<'t> Trial<'t> {
    pub(crate) fn of(url: &'t str, data: &'t Path, acknowledging: Acknowledging) -> Self {
        Self { url, data, acknowledging }
    }

    /// Kills the server so often, and says what is wrong in the end: nothing,
    /// when everything acknowledged is there, once.
    pub(crate) async fn run(self, kills: usize) -> Vec<String> {
        let mut server = self.start().await;
        self.enrol(&server).await;
        let (whereabouts, is_at) = watch::channel(Whereabouts::default());
        let (telling, mut told) = mpsc::unbounded_channel();
        let stop = Arc::new(AtomicBool::new(false));
        let arrive = |start, server: &Server| {
            whereabouts.send_replace(Whereabouts { start, address: server.address.clone() })
        };
        arrive(1, &server);
        let client = Client {
            public: self.caller(&server, ""),
            loket: self.caller(&server, "loket"),
            admin: self.caller(&server, "admin"),
            whereabouts: is_at,
            told: telling,
            stop: Arc::clone(&stop),
        };
        let mut clients = JoinSet::new();
        for _ in 0..CROWD {
            clients.spawn(client.apart().work());
        }
        drop(client);

        let mut seen = Seen::default();
        for kill in 0..kills {
            // More each time by a step that shares no factor with the spread:
            // every number comes up once before any comes up twice.
            let answers = FEWEST + kill * 37 % SPREAD;
            seen.wait_for(&mut told, answers).await;
            seen.checkpoints.extend(self.checkpoint(&server).await);
            seen.wait_for(&mut told, 1).await;
            // Not always at the same moment after an answer.
            for _ in 0..kill * 7919 % 2003 {
                tokio::task::yield_now().await;
            }
            server.kill().await;
            server = self.start().await;
            arrive(kill + 2, &server);
        }
        stop.store(true, Ordering::SeqCst);
        clients.join_all().await;
        while let Some(last) = told.recv().await {
            seen.note(last);
        }
        let journal = self.journal(&server).await;
        self.ask_by_receipt(&server, &mut seen).await;
        server.kill().await;

        seen.compare(&journal);
        let report = Report::of(self.url, &seen.checkpoints).await.unwrap();
        if !report.is_clean() {
            seen.findings.push(format!("the verification is not clean: {report:?}"));
        }
        seen.findings
    }

    async fn start(&self) -> Server {
        Server::start(self.url, self.data, self.acknowledging).await
    }

    fn caller(&self, server: &Server, person: &str) -> Caller {
        let agency = Plan::sip().agency;
        let token = (!person.is_empty()).then(|| {
            let agency = Slug::parse(agency).unwrap();
            opd::local_token(self.data, &agency, person, 24 * 3600).unwrap()
        });
        Caller::at(&server.address, agency, person, token.as_deref())
    }

    async fn enrol(&self, server: &Server) {
        let administrator = self.caller(server, ADMINISTRATOR);
        let duties = [
            ("loket", format!("execute:{}", sip::LOKET)),
            ("admin", format!("execute:{}", sip::ADMIN)),
            ("auditor", format!("audit:{}", Plan::sip().agency)),
        ];
        for (person, held) in duties {
            let enrolment = EnrolOfficerRequest {
                parent: administrator.agency.clone(),
                request_id: request_id(),
                officer_id: person.to_owned(),
                account: Some(Account {
                    issuer: format!("satupintu-local:{}", Plan::sip().agency),
                    subject: person.to_owned(),
                }),
            };
            administrator.access().enrol_officer(enrolment).await.unwrap();
            let assignment = AssignDutyRequest {
                name: format!("{}/officers/{person}", administrator.agency),
                request_id: request_id(),
                duty: Some(duty(&held)),
                ..AssignDutyRequest::default()
            };
            administrator.access().assign_duty(assignment).await.unwrap();
        }
    }

    fn log(&self) -> String {
        format!("agencies/{}/journal", Plan::sip().agency)
    }

    /// What the server says of its log; `None` when it is away.
    async fn checkpoint(&self, server: &Server) -> Option<Checkpoint> {
        let request = GetCheckpointRequest { name: self.log() };
        let mut journal = self.caller(server, "").journal();
        let answer = journal.get_checkpoint(request).await.ok()?.into_inner();
        Checkpoint::parse(&answer.checkpoint?.note).ok()
    }

    async fn journal(&self, server: &Server) -> Vec<Body> {
        let auditor = self.caller(server, "auditor");
        let mut bodies = Vec::new();
        loop {
            let from_index = u64::try_from(bodies.len()).unwrap();
            let request = ListEventsRequest { parent: self.log(), from_index, page_size: 100 };
            let page = auditor.journal().list_events(request).await.unwrap().into_inner();
            bodies.extend(page.events.iter().map(|event| Body::decode(&event.body).unwrap()));
            if page.next_index >= page.size {
                return bodies;
            }
        }
    }

    /// Every receipt that was handed out still opens its application.
    async fn ask_by_receipt(&self, server: &Server, seen: &mut Seen) {
        let public = self.caller(server, "");
        let receipts = seen.acknowledged.iter().filter_map(|known| known.receipt.as_ref());
        let mut findings = Vec::new();
        for receipt in receipts {
            match public.tracks(receipt).await {
                Ok(progress) if progress.name == receipt.name => {}
                Ok(progress) => {
                    findings.push(format!("{} opens {}", receipt.number, progress.name));
                }
                Err(status) => findings.push(format!("{} opens nothing: {status}", receipt.number)),
            }
        }
        seen.findings.extend(findings);
    }
}

impl Seen {
    fn note(&mut self, told: Told) {
        match told {
            Told::Acknowledged(acknowledged) => self.acknowledged.push(acknowledged),
            Told::Refused(why) => self.findings.push(why),
        }
    }

    /// Listens until so many more answers were given.
    async fn wait_for(&mut self, told: &mut mpsc::UnboundedReceiver<Told>, answers: usize) {
        let enough = self.acknowledged.len() + answers;
        while self.acknowledged.len() < enough {
            self.note(told.recv().await.expect("the clients work on"));
        }
    }

    /// Everything acknowledged stands where the answer said, and nothing stands
    /// there twice.
    fn compare(&mut self, journal: &[Body]) {
        let mut expected: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for Acknowledged { application, kind, index, .. } in &self.acknowledged {
            let id = application.rsplit('/').next().unwrap_or_default();
            *expected.entry((id, *kind)).or_default() += 1;
            let found = usize::try_from(*index).ok().and_then(|index| journal.get(index));
            if !found.is_some_and(|body| body.record_id == id && body.kind == *kind) {
                self.findings.push(format!(
                    "{kind} of {id} was acknowledged and is not in the journal at {index}"
                ));
            }
        }
        let mut recorded: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let kinds: Vec<&str> = self.acknowledged.iter().map(|known| known.kind).collect();
        for body in journal.iter().filter(|body| kinds.contains(&body.kind.as_str())) {
            *recorded.entry((&body.record_id, &body.kind)).or_default() += 1;
        }
        // Every call was repeated until it was answered, so what is recorded
        // and was not acknowledged was recorded twice.
        for (what, times) in &recorded {
            let answered = expected.get(what).copied().unwrap_or_default();
            if *times > answered {
                self.findings
                    .push(format!("{what:?}: recorded {times}, answered {answered} times"));
            }
        }
    }
}
