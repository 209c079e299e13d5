//! The stage of the story: the clock, the calls, and the account of each step.

use contract::satupintu::permits::v1::{
    Progress, StageStatus, TrackApplicationRequest, permits_service_client::PermitsServiceClient,
};
use jiff::civil::{Date, date};
use tonic::{Request, Status, transport::Channel};
use tonic_types::StatusExt;

use super::{cast::Officer, house::House};
use crate::{
    dates,
    failure::Failure,
    progress,
    screen::{Look, Screen},
    spoken,
    track::{connect, refused},
};

/// How long the officers' tokens hold, by the machine's own clock.
pub(crate) const TOKEN_SECONDS: u32 = 8 * 3600;
/// Stands before everything that belongs to the step above it.
const MARGIN: &str = "          ";

/// Who applies, in the account: never by name.
pub(crate) const APPLICANT: &str = "pemohon (applicant)";

/// Where the story plays: an agency, as everybody reaches it.
pub(crate) struct Office<'a> {
    pub(crate) screen: &'a mut Screen,
    pub(crate) house: &'a House,
    channel: Channel,
    day: Option<Date>,
}

/// An application of the story, with the receipt that its applicant holds.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// By which it is called in the account.
    pub(crate) letter: char,
    pub(crate) name: String,
    pub(crate) receipt: String,
    pub(crate) secret: String,
    /// Who answered for it when it was last told.
    pub(crate) unit: String,
}

impl<'a> Office<'a> {
    pub(crate) async fn enter(house: &'a House, screen: &'a mut Screen) -> Result<Self, Failure> {
        let channel = connect(&format!("http://{}", house.address)).await?;
        Ok(Self { screen, house, channel, day: None })
    }

    pub(crate) fn channel(&self) -> Channel {
        self.channel.clone()
    }

    pub(crate) fn permits(&self) -> PermitsServiceClient<Channel> {
        PermitsServiceClient::new(self.channel())
    }

    pub(crate) fn issuer(&self) -> String {
        self.house.deployment.issuer().to_owned()
    }

    /// The resource name of an officer.
    pub(crate) fn officer(&self, officer: &Officer) -> String {
        format!("{}/officers/{}", self.house.resource(), officer.id)
    }

    /// The instant of the story.
    pub(crate) fn now(&self) -> kernel::Instant {
        self.house.deployment.store().clock().now()
    }

    /// Where the files of the demonstration lie.
    pub(crate) fn folder(&self) -> &std::path::Path {
        &self.house.folder
    }

    /// Waits for the documents of everything that was issued.
    pub(crate) async fn settle_documents(&self) -> Result<(), Failure> {
        let settled = self.house.deployment.settle_documents().await;
        settled.map(drop).map_err(|why| Failure::new("the documents cannot be made", &why))
    }

    /// An id for one write, never used before.
    #[allow(clippy::disallowed_methods, reason = "a client names its writes")]
    pub(crate) fn new_id(&self) -> String {
        uuid::Uuid::new_v4().to_string()
    }

    /// `message` with the officer's token.
    pub(crate) fn signed<T>(&self, officer: &Officer, message: T) -> Request<T> {
        let token = self.house.deployment.token(officer.id, TOKEN_SECONDS);
        let mut request = Request::new(message);
        let bearer = format!("Bearer {token}").parse().expect("a token is visible ASCII");
        request.metadata_mut().insert("authorization", bearer);
        request
    }

    /// A chapter of the story.
    pub(crate) fn chapter(&mut self, title: &str) {
        self.day = None;
        self.screen.gap();
        let title = self.screen.look(Look::Bold, format!("═══ {title}"));
        self.screen.line(title);
    }

    /// Moves the clock to that time of 2025, and lets the law do what is due by then.
    pub(crate) async fn at(&mut self, day: (i8, i8), time: (u16, u16)) -> Result<(), Failure> {
        let day = date(2025, day.1, day.0);
        self.house.passes_to(self.house.plan.zone.at(day, time.0 * 60 + time.1)).await?;
        if self.day != Some(day) {
            self.day = Some(day);
            self.screen.gap();
            let header = format!("── {} · SIMULASI", dates::date(day).id);
            self.screen.line(self.screen.look(Look::Bold, header));
        }
        Ok(())
    }

    /// Who makes which calls, or does what, in case `letter`.
    pub(crate) fn tell(&mut self, letter: char, who: &str, calls: &str) {
        let now = dates::time(self.now(), self.house.plan.zone);
        let line = self.screen.look(Look::Bold, format!("{now} [{letter}] {who} · {calls}"));
        self.screen.line(line);
    }

    /// What more there is to say about the step just told.
    pub(crate) fn more(&mut self, text: &str) {
        self.screen.wrapped(MARGIN, text);
    }

    /// The applicant's view, as the applicant would ask for it.
    pub(crate) async fn progress(&self, case: &Case) -> Result<Progress, Failure> {
        let request = TrackApplicationRequest {
            receipt_number: case.receipt.clone(),
            secret: case.secret.clone(),
        };
        let answer = self.permits().track_application(request).await.map_err(refused)?;
        let progress = answer.into_inner().progress;
        progress.ok_or_else(|| Failure::said("TrackApplication answered without an application"))
    }

    /// Shows the whole of the applicant's view.
    pub(crate) async fn show(&mut self, case: &Case) -> Result<Progress, Failure> {
        let progress = self.progress(case).await?;
        self.tell(case.letter, APPLICANT, "TrackApplication");
        self.more("dengan nomor tanda terima dan rahasianya (by receipt number and secret)");
        progress::tell(&progress, self.house.plan.zone, &format!("{MARGIN}│ "), self.screen);
        Ok(progress)
    }

    /// Where the case stands now, in two lines; also when it changed hands
    /// between agencies.
    pub(crate) async fn standing(&mut self, case: &mut Case) -> Result<(), Failure> {
        let progress = self.progress(case).await?;
        let agency = |unit: &str| unit.split('/').next().unwrap_or_default().to_owned();
        let (before, after) = (agency(&case.unit), agency(&progress.responsible_unit));
        if !before.is_empty() && before != after {
            self.more(&format!("serah terima antarinstansi (hand-over): {before} → {after}"));
        }
        case.unit.clone_from(&progress.responsible_unit);
        let state = spoken::state(&progress);
        let due = match &progress.deadline {
            Some(deadline) => format!(" · jatuh tempo (due) {}", spoken::deadline(deadline).id),
            None => String::new(),
        };
        let mark = spoken::mark(progress.example);
        self.more(&format!("→ {} ({}){due}{mark}", state.id, state.en));
        let now: Vec<String> = progress
            .stages
            .iter()
            .filter(|stage| stage.status() == StageStatus::Now)
            .map(|stage| spoken::bilingual(stage.name.as_ref()).id)
            .collect();
        if !now.is_empty() {
            self.more(&format!("  sekarang (now): {}", now.join("; ")));
        }
        Ok(())
    }

    /// Tells of a refusal, which must be the one for `reason`.
    pub(crate) fn refusal<T>(
        &mut self,
        answer: Result<T, Status>,
        reason: &str,
    ) -> Result<(), Failure> {
        let Err(status) = answer else {
            return Err(Failure::said(format!("{reason} was expected, but nothing was refused")));
        };
        if edge::reason_of(&status).as_deref() != Some(reason) {
            return Err(refused(status));
        }
        let said = status.get_details_localized_message().map(|local| local.message);
        let head = self.screen.look(Look::Red, format!("DITOLAK (refused) {reason}"));
        self.screen.line(format!("{MARGIN}→ {head}"));
        self.more(&format!("  {}", said.unwrap_or_default()));
        self.more(&format!("  {}", status.message()));
        Ok(())
    }
}
