//! An agency with a case for every row of the table: each in the state in which
//! the row's example would be granted.

use std::borrow::Cow;

use contract::satupintu::sop::v1::Recommendation;
use contract::satupintu::{
    complaints::v1::judge_answer_request::Verdict,
    consultations::v1::{Disposition, Element, Slip},
    improvement::v1::ActionSource,
    ombudsman::v1::ProductKind,
    permits::v1::{Assessment, Endorsement, GetLicenceRequest, Licence},
    privacy::v1::{
        BreachExtent, BreachNature, DataCategory, ExportDataRequest, OpenOwnRequestRequest,
        RecordBreachRequest, SubjectRight,
    },
    queue::v1::{TicketMove, TicketSource},
    standards::v1::StandardPhase,
};
use envelope::PublicKey;
use kernel::{Instant, Slug};
use permits::NoticeChannel;
use prost::Message;
use prost_reflect::{DynamicMessage, MessageDescriptor, Value};
use store::{NewNotice, NoticeState};
use stories::attachments::{ktp, pdf};
use stories::complaints::{self, Filed};
use stories::hall::{self, CIVIL, PERMITS};
use stories::ombudsman;
use stories::sip::{self, Staff};
use stories::surveys::scores;
use stories::usaha;
use stories::whistle;
use stories::{
    Agency, Caller, Receipt, Scratch, applicant, mandates, moment, request_id, standards,
};
use whistleblowing::{Report, Secret};

use super::table;

/// Who is there, and which cases wait.
pub(super) struct Scene {
    pub(super) agency: String,
    pub(super) issuer: String,
    pub(super) staff: Staff,
    pub(super) administrator: Caller,
    pub(super) auditor: Caller,
    pub(super) protector: Caller,
    pub(super) public: Caller,
    /// Enrolled, with a duty that is in none of the steps.
    pub(super) neighbour: Caller,
    /// A good token of nobody.
    pub(super) stranger: Caller,
    /// Waits at the counter, older than all others.
    pub(super) waiting: Receipt,
    /// Waits at the counter behind the one before.
    pub(super) younger: Receipt,
    pub(super) withdrawable: Receipt,
    pub(super) returned: Receipt,
    pub(super) proposed: Receipt,
    /// On the desk at the counter: to accept, to return, to release, to read.
    pub(super) acceptable: Receipt,
    pub(super) returnable: Receipt,
    pub(super) releasable: Receipt,
    pub(super) readable: Receipt,
    /// On the desks of those who complete, approve, reject and issue.
    pub(super) completable: Receipt,
    pub(super) approvable: Receipt,
    pub(super) rejectable: Receipt,
    pub(super) issuable: Receipt,
    /// On the desk at the counter, with a file and three uploads.
    pub(super) attached: Receipt,
    pub(super) file: String,
    pub(super) pending: String,
    pub(super) finishable: String,
    pub(super) deletable: String,
    /// On the desk at the counter, to be given to the substitute.
    pub(super) reassignable: Receipt,
    pub(super) substitute: Caller,
    /// With somebody who acts for the applicant.
    pub(super) mandated: Receipt,
    /// Rejected; the second with an objection, before the chief.
    pub(super) rejected: Receipt,
    pub(super) objected: Receipt,
    pub(super) chief: Caller,
    /// Issued: the licence, to verify and to revoke.
    pub(super) licence: Licence,
    /// Issued: the licence whose document is to be signed.
    pub(super) unsigned: Licence,
    /// Issued, with its document: the receipt.
    pub(super) documented: Receipt,
    /// Heads the agency.
    pub(super) head: Caller,
    /// A notice that nobody took.
    pub(super) undelivered: String,
    /// For a response, of a case that has ended.
    pub(super) survey_token: String,
    /// Ended, and not to be kept any longer.
    pub(super) erasable: Receipt,
    /// Of an export of the one that waits.
    pub(super) export_token: String,
    /// Requests to read, to answer and to refuse; a breach to tell of.
    pub(super) requests: [String; 3],
    pub(super) breach: String,
    pub(super) breached_at: Instant,
    /// Of a quarter of an hour that has passed, under a promise.
    pub(super) breached: Receipt,
    /// To revise the procedure: waits for the head.
    pub(super) proposal: String,
    pub(super) fees: Fees,
    pub(super) forums: Forums,
    /// Actions: to assign, to drop, to do, to verify, to return, to measure.
    pub(super) actions: [String; 6],
    pub(super) voices: Voices,
    pub(super) lines: Lines,
    /// Another agency's deployment, and the case of which it has a step, with the
    /// document that goes along.
    pub(super) partner: Caller,
    /// The gateway that follows it.
    pub(super) gateway: Caller,
    pub(super) entrusted: Receipt,
    pub(super) granted: String,
    /// Where the certificates lie.
    pub(super) _town: Scratch,
    pub(super) reported: Reported,
    /// To which gateways seal for the agency.
    pub(super) intake_key: PublicKey,
    /// The Ombudsman's products: to follow up, and to close.
    pub(super) products: [String; 2],
}

/// Forums on a draft, each where a row needs it.
pub(super) struct Forums {
    pub(super) prepared: String,
    pub(super) announced: String,
    /// With a participant, and a comment without a decision, and its slip.
    pub(super) under_way: String,
    pub(super) participant: String,
    pub(super) comment: String,
    pub(super) slip: Slip,
    /// Minuted, signed by nobody; the slip of the one who signs.
    pub(super) minuted: String,
    pub(super) signer: Slip,
    /// Signed, with results to publish, and something to be proven.
    pub(super) followed: String,
    pub(super) owed: String,
    /// Published, with nothing left to do.
    pub(super) finishable: String,
    /// Whoever wrote to a forum that has finished.
    pub(super) erasable: String,
}

/// The days of the scene's forums.
pub(super) const FORUM_FROM: &str = "2026-06-23";
pub(super) const FORUM_UNTIL: &str = "2026-06-30";

impl Forums {
    async fn set(agency: &Agency, head: &Caller) -> Self {
        standards::bring(agency, head, 6, StandardPhase::Draft).await;
        let (clerk, public, draft) =
            (agency.administrator(), agency.public(), standards::standard(6));
        let held = async || clerk.holds_forum(&draft, FORUM_FROM, FORUM_UNTIL).await.unwrap().name;
        let prepared =
            async || clerk.prepares_forum(&draft, FORUM_FROM, FORUM_UNTIL).await.unwrap().name;
        let announced = prepared().await;
        clerk.announces_forum(&announced).await.unwrap();
        let under_way = held().await;
        let guest = clerk.registers(&under_way, Element::Expert, "Contoh Ahli").await.unwrap();
        let said = public.comments(&under_way, "time", "Terlalu lama").await.unwrap();
        let minuted = held().await;
        let signer = clerk.registers(&minuted, Element::Expert, "Contoh Ahli").await.unwrap();
        clerk.minutes_forum(&minuted, FORUM_FROM, &[&signer.participant]).await.unwrap();
        let followed = held().await;
        let owed = public.comments(&followed, "time", "Terlalu lama").await.unwrap();
        let owed = owed.comment.unwrap().name;
        let accepted = (Disposition::Accepted, "Delapan hari", "", "");
        clerk.decides(&owed, accepted, FORUM_UNTIL).await.unwrap();
        clerk.minutes_and_signs(&followed, FORUM_FROM).await;
        let finishable = held().await;
        clerk.minutes_and_signs(&finishable, FORUM_FROM).await;
        clerk.publishes_results(&finishable).await.unwrap();
        let finished = held().await;
        let erasable = public.comments(&finished, "time", "Terlalu lama").await.unwrap();
        let erasable = erasable.comment.unwrap().name;
        let rejected = (Disposition::Rejected, "", "Diatur undang-undang", "");
        clerk.decides(&erasable, rejected, FORUM_UNTIL).await.unwrap();
        clerk.minutes_and_signs(&finished, FORUM_FROM).await;
        clerk.publishes_results(&finished).await.unwrap();
        clerk.finishes_forum(&finished).await.unwrap();
        Self {
            prepared: prepared().await,
            announced,
            under_way,
            participant: guest.participant,
            comment: said.comment.unwrap().name,
            slip: said.slip.unwrap(),
            minuted,
            signer: signer.slip.unwrap(),
            followed,
            owed,
            finishable,
            erasable,
        }
    }
}

/// Complaints, each in the state in which a row's example would be granted.
pub(super) struct Voices {
    pub(super) staff: complaints::Staff,
    /// Nobody has looked at it; two, because verifying and closing end that.
    pub(super) received: [Filed; 2],
    pub(super) awaiting: Filed,
    pub(super) verified: Filed,
    pub(super) disposed: Filed,
    pub(super) begun: Filed,
    pub(super) answered: Filed,
    pub(super) posted: Filed,
    pub(super) closed: Filed,
    pub(super) erasable: Filed,
    pub(super) now: Instant,
}

impl Voices {
    async fn set(agency: &Agency) -> Self {
        let staff = complaints::Staff::enrolled(agency).await;
        let public = agency.public();
        let file = async || public.complains(complaints::complaint(&public.agency)).await.unwrap();
        let awaiting = file().await;
        staff.admin.misses(&awaiting.name).await.unwrap();
        let closed = staff.answered(agency, "Foto").await;
        public.judges(&closed, Verdict::Solved).await.unwrap();
        let erasable = staff.answered(agency, "Foto").await;
        public.judges(&erasable, Verdict::Solved).await.unwrap();
        Self {
            received: [file().await, file().await],
            awaiting,
            verified: staff.verified(agency).await,
            disposed: staff.disposed(agency).await,
            begun: staff.begun(agency).await,
            answered: staff.answered(agency, "").await,
            posted: staff.posted().await,
            closed,
            erasable,
            now: agency.now(),
            staff,
        }
    }
}

/// A report that was released, to read and to answer.
pub(super) struct Reported {
    pub(super) inspector: Caller,
    pub(super) secret: Secret,
    pub(super) name: String,
    pub(super) opened: Report,
}

impl Reported {
    async fn set(agency: &Agency) -> Self {
        let (inspector, secret) = (whistle::inspector(agency).await, whistle::slip());
        agency.public().blows(&secret, "Ada pungli").await.unwrap();
        agency.store().release_all_reports().await.unwrap();
        let name = inspector.lists_reports().await.unwrap().remove(0).name;
        let opened = inspector.opens_report(&name).await.unwrap();
        Self { inspector, secret, name, opened }
    }
}

/// Lines of a hall.
pub(super) struct Lines {
    /// At the stand where number 1 is called, 2 is served and 3 waits.
    pub(super) serves: Caller,
    /// A booking of today, at another stand.
    pub(super) booked: String,
    /// Another one, to give back.
    pub(super) cancellable: String,
}

impl Lines {
    async fn set(agency: &Agency) -> Self {
        let serves = hall::open(agency, 70, CIVIL).await;
        for counter in 1..=3 {
            serves.walks_in(CIVIL).await.unwrap();
            if counter < 3 {
                serves.calls_next(CIVIL, counter).await.unwrap();
            }
        }
        serves.moves(CIVIL, 2, TicketMove::Begin).await.unwrap();
        let public = agency.public();
        let book = async || {
            let visit = hall::visit(&public, &[PERMITS], TicketSource::Booking, None);
            public.visits(visit).await.unwrap().name
        };
        let (booked, cancellable) = (book().await, book().await);
        Self { serves, booked, cancellable }
    }
}

/// Cases of the service that is paid for.
pub(super) struct Fees {
    pub(super) staff: usaha::Staff,
    pub(super) now: Instant,
    /// On the desk of the one who assesses.
    pub(super) assessable: Receipt,
    /// Owed, to be taken back.
    pub(super) cancellable: Receipt,
    /// Lapsed unpaid.
    pub(super) closable: Receipt,
    /// Owed, to be paid.
    pub(super) payable: Assessment,
    /// On the inspector's desk, without a visit.
    pub(super) orderable: Receipt,
    /// With a visit ordered: to move, and to call off.
    pub(super) movable: Receipt,
    pub(super) callable: Receipt,
    /// Visited: to write down, and, with all written, to sign.
    pub(super) findable: Receipt,
    pub(super) writable: Receipt,
    pub(super) signable: Receipt,
}

impl Fees {
    /// Before everything else, because a lapse takes days.
    async fn set(agency: &Agency, sip: &Staff) -> Self {
        let (loket, kepala) = (sip.loket.clone(), sip.kepala.clone());
        let staff = usaha::Staff::beside(agency, loket, kepala, sip.penerbitan.clone()).await;
        let closable = staff.case_at(agency, "bayar").await;
        agency.time_passes_to(stories::wib("2026-06-23 09:00")).await;
        let assessable = staff.case_at(agency, "tetapkan").await;
        staff.takes(&assessable.name, "tetapkan").await.unwrap();
        let payable = staff.case_at(agency, "bayar").await;
        let payable = agency.public().asks(&payable).await.unwrap();
        let cancellable = staff.case_at(agency, "bayar").await;
        let (orderable, movable) = (to_visit(agency, &staff).await, to_visit(agency, &staff).await);
        let (callable, findable) = (to_visit(agency, &staff).await, to_visit(agency, &staff).await);
        let (writable, signable) = (to_visit(agency, &staff).await, to_visit(agency, &staff).await);
        let soon = agency.now().plus_seconds(60);
        let team = [&staff.pemeriksa, &staff.rekan];
        for case in [&movable, &callable, &findable, &writable, &signable] {
            staff.atasan.orders(&case.name, soon, &team).await.unwrap();
        }
        agency.time_passes_to(soon).await;
        staff.pemeriksa.finds(&signable.name, &["luas", "apar"]).await.unwrap();
        let advice = Recommendation::Issue;
        staff.pemeriksa.minutes(&signable.name, advice, "Sudah dilihat").await.unwrap();
        Self {
            now: agency.now(),
            staff,
            assessable,
            cancellable,
            closable,
            payable,
            orderable,
            movable,
            callable,
            findable,
            writable,
            signable,
        }
    }
}

/// A case on the inspector's desk.
async fn to_visit(agency: &Agency, staff: &usaha::Staff) -> Receipt {
    let receipt = staff.case_at(agency, "tinjau").await;
    staff.takes(&receipt.name, "tinjau").await.unwrap();
    receipt
}

const COUNTER: &str = "pendaftaran";

impl Scene {
    /// Sets it.
    pub(super) async fn set(agency: &Agency, town: Scratch) -> Self {
        let partner = agency.deployment(&town.join("mitra"), "mitra");
        let gateway = agency.deployment(&town.join("mpp"), "mpp");
        let staff = Staff::enrolled(agency, "").await;
        let fees = Fees::set(agency, &staff).await;
        let file = async || agency.public().files(sip::submission()).await.unwrap();
        let taken = async |step: &str| {
            let receipt = staff.case_at(agency, step).await;
            taken_by(staff.of(step), &receipt, step).await;
            receipt
        };
        let head = agency.officer("pimpinan", &["govern:dpmptsp-magelang"]).await;
        standards::bring(agency, &head, 2, StandardPhase::Published).await;
        standards::bring(agency, &head, 3, StandardPhase::Draft).await;
        standards::bring(agency, &head, 4, StandardPhase::Discussed).await;
        standards::bring(agency, &head, 5, StandardPhase::Established).await;
        standards::publish_quick(agency).await;
        head.promises(&[standards::quick_standard()]).await.unwrap();
        let breached = agency.public().files(standards::quick_submission()).await.unwrap();
        taken_by(&staff.loket, &breached, "periksa").await;
        staff.loket.accepts(&breached.name, "periksa").await.unwrap();
        agency.administrator().sets_quiz(2).await.unwrap();
        let proposed = staff.loket.proposes("Dua tahap dapat digabung").await.unwrap();
        let proposal = proposed.proposals[0].id.clone();
        let returned = file().await;
        give_back(&staff, &returned).await;
        let proposed = file().await;
        give_back(&staff, &proposed).await;
        agency.public().resubmits(&proposed, applicant()).await.unwrap();
        taken_by(&staff.loket, &proposed, COUNTER).await;
        let something_new = [("nomor-str", "")];
        staff.loket.returns(&proposed.name, COUNTER, &something_new).await.unwrap();
        agency.officer("subject", &["audit:dpmptsp-magelang"]).await;
        let (acceptable, returnable) = (taken(COUNTER).await, taken(COUNTER).await);
        let (releasable, readable) = (taken(COUNTER).await, taken(COUNTER).await);
        let (approvable, rejectable) = (taken("tte").await, taken("tte").await);
        let (completable, issuable) = (taken("verifikasi-dinkes").await, taken("pengecekan").await);
        let attached = taken(COUNTER).await;
        let public = agency.public();
        let copy = ktp(pdf("contoh", 1000));
        let added = public.hands_in(&attached, &copy).await.unwrap().file.unwrap().name;
        let upload = async || public.announces(copy.announced(&attached)).await.unwrap().name;
        let (pending, finishable, deletable) = (upload().await, upload().await, upload().await);
        public.sends(&finishable, Some(&attached), 0, &copy.content).await.unwrap();
        let reassignable = taken(COUNTER).await;
        let mandated = file().await;
        public.gives(&mandated, mandates::mandate(&[], (31, 12))).await.unwrap();
        let (rejected, objected) = (taken("tte").await, taken("tte").await);
        for receipt in [&rejected, &objected] {
            staff.kepala.rejects(&receipt.name, "tte", "STR tidak berlaku").await.unwrap();
        }
        agency.public().objects(&objected, "STR masih berlaku").await.unwrap();
        let documented = staff.case_at(agency, "penyampaian").await;
        agency.settle_documents().await;
        let licence = issued(agency, &staff, &head).await;
        let unsigned = issued(agency, &staff, &head).await;
        let waiting = file().await;
        let erasable = file().await;
        agency.public().withdraws(&erasable, "").await.unwrap();
        let survey_token = agency.public().takes_token(&erasable).await.unwrap();
        for _ in 0..10 {
            staff.loket.enters(sip::SERVICE, scores([3; 9])).await.unwrap();
        }
        agency.store().release_responses().await.unwrap();
        let undelivered = given_up(agency, &waiting).await;
        agency.time_passes_to(stories::wib("2026-06-23 10:00")).await;
        let younger = file().await;
        agency.time_passes_to(stories::wib("2026-06-23 11:00")).await;
        let forums = Forums::set(agency, &head).await;
        let actions = actions(agency).await;
        let protector = agency.officer("protector", &["protect:dpmptsp-magelang"]).await;
        let lines = Lines::set(agency).await;
        let reported = Reported::set(agency).await;
        let products = products(agency).await;
        let export_token = exported(&protector, &waiting).await;
        let request = async || requested(agency, &waiting).await;
        let requests = [request().await, request().await, request().await];
        let breach = breached_data(&protector, agency.now()).await;
        let voices = Voices::set(agency).await;
        // A grant holds for a week.
        let (entrusted, granted) = table::exchange::entrusted(agency, &staff.loket).await;
        Self {
            voices,
            agency: agency.plan.agency.to_owned(),
            issuer: agency.local_account("").issuer,
            administrator: agency.administrator(),
            breached,
            proposal,
            auditor: agency.officer("auditor", &["audit:dpmptsp-magelang"]).await,
            protector,
            survey_token,
            erasable,
            export_token,
            requests,
            breach,
            breached_at: agency.now(),
            public: agency.public(),
            neighbour: agency
                .officer("neighbour", &["execute:dpmptsp-magelang/arsip/arsiparis"])
                .await,
            stranger: agency.stranger(),
            withdrawable: file().await,
            waiting,
            younger,
            returned,
            proposed,
            acceptable,
            returnable,
            releasable,
            readable,
            mandated,
            completable,
            approvable,
            rejectable,
            issuable,
            attached,
            file: added,
            pending,
            finishable,
            deletable,
            reassignable,
            rejected,
            objected,
            chief: agency.officer("chief", &["govern:dpmptsp-magelang"]).await,
            substitute: agency.officer("substitute", &[&format!("execute:{}", sip::LOKET)]).await,
            licence,
            unsigned,
            documented,
            head,
            fees,
            forums,
            actions,
            lines,
            partner,
            gateway,
            entrusted,
            granted,
            _town: town,
            reported,
            intake_key: agency.public().intake_key().await,
            products,
            undelivered,
            staff,
        }
    }
}

/// Two products that the Ombudsman sent, the second followed up.
async fn products(agency: &Agency) -> [String; 2] {
    let clerk = agency.administrator();
    let record = async || {
        let request = ombudsman::product(&clerk.agency, ProductKind::CorrectiveAction);
        clerk.records_product(request).await.unwrap().name
    };
    let names = [record().await, record().await];
    clerk.follows_up_product(&names[1], "Sudah").await.unwrap();
    names
}

/// Six actions that follow from surveys, the last three of them done.
async fn actions(agency: &Agency) -> [String; 6] {
    let clerk = agency.administrator();
    let open = async |of: &str| {
        let origin = format!("{}/surveys/2026-1/elements/{of}", clerk.agency);
        clerk.opens_action(ActionSource::Survey, &origin, "", "2026-06-30").await.unwrap().name
    };
    let names = [
        open("1").await,
        open("2").await,
        open("3").await,
        open("4").await,
        open("5").await,
        open("6").await,
    ];
    for name in &names[3..] {
        clerk.completes_action(name, "Sudah").await.unwrap();
    }
    names
}

/// The notice of an application's filing, given up.
async fn given_up(agency: &Agency, receipt: &Receipt) -> String {
    let (store, keeper) = (agency.store(), Slug::parse(agency.plan.agency).unwrap());
    let (_, application) = receipt.name.rsplit_once('/').unwrap();
    let events = store.outbox_after("scene", 1000).await.unwrap();
    let filed = events.iter().find(|event| event.record == application).unwrap();
    let notice = NewNotice {
        agency: keeper.clone(),
        application: application.to_owned(),
        index: filed.index,
        channel: NoticeChannel::Sms,
        template: "submitted",
        state: (NoticeState::Dead, "unreachable"),
    };
    assert!(store.queue_notices("scene", 0, filed.index, vec![notice]).await.unwrap());
    let dead = store.notices(&keeper, Some(NoticeState::Dead), None, 1).await.unwrap();
    format!("agencies/{keeper}/notices/{}", dead[0].id)
}

async fn requested(agency: &Agency, receipt: &Receipt) -> String {
    let request = OpenOwnRequestRequest {
        receipt_number: receipt.number.clone(),
        secret: receipt.secret.clone(),
        request_id: request_id(),
        right: SubjectRight::Access.into(),
        text: "Siapa membaca data saya?".to_owned(),
    };
    let answer = agency.public().privacy().open_own_request(request).await.unwrap();
    answer.into_inner().request.unwrap().name
}

async fn breached_data(protector: &Caller, now: Instant) -> String {
    let request = RecordBreachRequest {
        parent: protector.agency.clone(),
        request_id: request_id(),
        discovered_at: Some(moment(now)),
        nature: BreachNature::Disclosure.into(),
        categories: vec![DataCategory::General.into()],
        extent: BreachExtent::One.into(),
        narrative: "Surat tertukar".to_owned(),
    };
    let answer = protector.privacy().record_breach(request).await.unwrap();
    answer.into_inner().breach.unwrap().name
}

async fn exported(protector: &Caller, receipt: &Receipt) -> String {
    let request = ExportDataRequest {
        name: receipt.name.clone(),
        request_id: request_id(),
        etag: String::new(),
    };
    protector.privacy().export_data(request).await.unwrap().into_inner().export_token
}

async fn taken_by(officer: &Caller, receipt: &Receipt, step: &str) {
    let near = contract::satupintu::permits::v1::OvertakeReason::DeadlineNear;
    officer.overtakes(&receipt.name, step, near, "").await.unwrap();
}

/// A licence fresh from its issue.
async fn issued(agency: &Agency, staff: &Staff, head: &Caller) -> Licence {
    let case = staff.case_at(agency, "penyampaian").await.name;
    let id = case.rsplit('/').next().unwrap();
    let id = agency.store().licence_of(id).await.unwrap().expect("it was issued");
    let name = format!("agencies/{}/licences/{id}", agency.plan.agency);
    let answer = head.licences().get_licence(GetLicenceRequest { name }).await.unwrap();
    answer.into_inner().licence.expect("an answer shows the licence")
}

async fn give_back(staff: &Staff, receipt: &Receipt) {
    taken_by(&staff.loket, receipt, COUNTER).await;
    staff.loket.returns(&receipt.name, COUNTER, &[("ktp", "Buram")]).await.unwrap();
}

const OTHER_NOTICE: &str = "agencies/dpmptsp-magelang/notices/67e55044-10b1-826f-9247-bb680e5fe0c8";

const OTHER_DOCUMENT: &str = "67e55044-10b1-826f-9247-bb680e5fe0c8";

const OTHER_COMMENT: &str = "agencies/dpmptsp-magelang/forums/67e55044-10b1-826f-9247-bb680e5fe0c8/comments/67e55044-10b1-826f-9247-bb680e5fe0c8";

/// Another good message with the same request id.
pub(super) fn differing(input: &MessageDescriptor, example: &[u8]) -> Vec<u8> {
    let mut message = DynamicMessage::decode(input.clone(), example).unwrap();
    let text = |text: &str| Value::String(text.to_owned());
    let endorsed = Value::EnumNumber(Endorsement::Endorsed.into());
    let others = [
        ("etag", text("4711")),
        ("agenda", text("Lain")),
        ("what", text("Lain")),
        ("entry", text(OTHER_COMMENT)),
        ("district", text("33.08.02")),
        ("executor", text(sip::ADMIN)),
        ("officer_id", text("somebody-else")),
        ("purpose", Value::EnumNumber(5)),
        ("endorsement", endorsed),
        ("text", text("Lain")),
        ("narrative", text("Lain")),
        ("given", text("Sebuah payung")),
        ("transaction_id", text("another")),
        ("required", Value::Bool(true)),
        ("priority", text("lain")),
        ("stand", text("lain")),
        ("counter", Value::U32(9)),
        ("number", Value::U32(99)),
        ("outcome", text("tidak-layak")),
        ("dispatch", text("another")),
        ("document", text(OTHER_DOCUMENT)),
    ];
    let has = |name: &str| input.get_field_by_name(name).is_some();
    let (field, other) = others.into_iter().find(|(name, _)| has(name)).unwrap_or_else(|| {
        // The same of another event.
        if let Some(mut leaf) = message.get_field_by_name("leaf").map(Cow::into_owned) {
            let fields = leaf.as_message_mut().expect("a leaf is a message");
            fields.set_field_by_name("index", Value::U64(4711));
            return ("leaf", leaf);
        }
        // The same receipt, typed otherwise.
        let Some(number) = message.get_field_by_name("receipt_number") else {
            return ("name", text(OTHER_NOTICE));
        };
        ("receipt_number", text(&number.as_str().expect("it is text").to_lowercase()))
    });
    message.set_field_by_name(field, other);
    message.encode_to_vec()
}
