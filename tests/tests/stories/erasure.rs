//! Whoever is erased stays unreadable: at once, in every server, and after a
//! backup was restored; and every proof stays.

use std::fs;
use std::process::Command;

use contract::satupintu::complaints::v1::judge_answer_request::Verdict;
use contract::satupintu::consultations::v1::{Disposition, Element};
use contract::satupintu::permits::v1::{ApplicationState, Purpose};
use contract::satupintu::privacy::v1::{
    EraseApplicantRequest, EraseApplicantResponse, EraseComplaintRequest, EraseComplaintResponse,
    EraseContributorRequest, EraseContributorResponse, ErasureBasis,
};
use stories::complaints::{self, Filed};
use stories::sip::{self, Staff};
use stories::standards::{standard, whole};
use stories::{
    Agency, Answered, Backend, Caller, Plan, Receipt, metadata, on_each_backend, postgres, reason,
    request_id, wib,
};

on_each_backend! { Plan::sip() =>
    an_open_case_is_not_erased,
    a_case_is_kept_for_its_time,
    a_licence_in_force_keeps_its_case,
    who_does_not_protect_data_erases_nobody,
    a_complaint_is_kept_while_it_is_open_and_for_its_time,
    who_took_part_in_a_forum_is_kept_until_it_is_over_and_for_its_time,
}

on_each_backend! { Plan::sip().keeping(0) =>
    who_is_erased_cannot_be_read_and_the_case_can,
    a_second_server_forgets_at_once_too,
    an_erasure_is_told_once_and_answered_again,
    a_restored_backup_does_not_bring_anybody_back,
    the_list_is_completed_from_the_database,
    either_place_of_the_list_is_enough,
    who_complained_and_what_was_said_cannot_be_read_again,
    who_took_part_in_a_forum_goes_with_the_own_words_and_nobody_else,
    a_restored_backup_does_not_bring_a_participant_back,
}

async fn erases_complaint(
    protector: &Caller,
    complaint: &Filed,
) -> Answered<EraseComplaintResponse> {
    let request = EraseComplaintRequest {
        name: complaint.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        basis: ErasureBasis::SubjectRequest.into(),
    };
    Ok(protector.privacy().erase_complaint(request).await?.into_inner())
}

async fn a_complaint_is_kept_while_it_is_open_and_for_its_time(agency: &mut Agency) {
    let (staff, protector) = (complaints::Staff::enrolled(agency).await, protector(agency).await);
    let complaint = staff.answered(agency, "Foto").await;

    let open = erases_complaint(&protector, &complaint).await;
    agency.public().judges(&complaint, Verdict::Solved).await.unwrap();
    let closed = erases_complaint(&protector, &complaint).await;
    let by_another = erases_complaint(&staff.admin, &complaint).await;

    assert_eq!(reason(open), "CASE_OPEN");
    assert_eq!(reason(closed), "RETENTION_RUNNING");
    assert_eq!(reason(by_another), "DUTY_MISSING");
}

async fn who_complained_and_what_was_said_cannot_be_read_again(agency: &mut Agency) {
    let (staff, protector) = (complaints::Staff::enrolled(agency).await, protector(agency).await);
    let complaint = staff.answered(agency, "Foto").await;
    agency.public().judges(&complaint, Verdict::Solved).await.unwrap();

    let erased = erases_complaint(&protector, &complaint).await.unwrap();
    let again = erases_complaint(&protector, &complaint).await;
    let reopened = agency.public().judges(&complaint, Verdict::Solved).await;
    agency.stop().await;
    agency.start().await;

    assert!(erased.erased_at.is_some());
    assert_eq!(reason(again), "DATA_ERASED");
    assert_eq!(reason(reopened), "DATA_ERASED");
    let (_, id) = complaint.name.rsplit_once('/').unwrap();
    let tables = stories::tables(&agency.url);
    for table in ["subject_key", "sealed", "blind_index"] {
        let mut values = tables[table].iter().flat_map(|row| row.values());
        assert!(!values.any(|value| value.as_str() == Some(id)), "{table}");
    }
    let list = fs::read_to_string(agency.data().join("erasures.jsonl")).unwrap();
    assert!(list.contains(id), "{list}");
}

/// A forum with somebody who came and spoke, and somebody who wrote.
struct Held {
    forum: String,
    participant: String,
    spoken: String,
    written: String,
}

impl Held {
    async fn under_way(agency: &Agency) -> Self {
        let clerk = agency.administrator();
        clerk.drafts(&whole(2)).await.unwrap();
        let forum = clerk.holds_forum(&standard(2), "2026-06-08", "2026-06-12").await;
        let forum = forum.unwrap().name;
        let expert = clerk.registers(&forum, Element::Expert, "Contoh Ahli").await.unwrap();
        let participant = expert.participant;
        let spoken = clerk.records_comment(&forum, &participant, "fee", "Gratiskan").await;
        let written = agency.public().comments(&forum, "time", "Terlalu lama").await.unwrap();
        let (spoken, written) = (spoken.unwrap().name, written.comment.unwrap().name);
        Self { forum, participant, spoken, written }
    }

    /// Brings it to its end.
    async fn finished(self, agency: &Agency) -> Self {
        let clerk = agency.administrator();
        let rejected = (Disposition::Rejected, "", "Diatur undang-undang", "");
        for comment in [&self.spoken, &self.written] {
            clerk.decides(comment, rejected, "2026-06-12").await.unwrap();
        }
        clerk.minutes_and_signs(&self.forum, "2026-06-08").await;
        clerk.publishes_results(&self.forum).await.unwrap();
        clerk.finishes_forum(&self.forum).await.unwrap();
        self
    }
}

async fn erases_contributor(protector: &Caller, name: &str) -> Answered<EraseContributorResponse> {
    let request = EraseContributorRequest {
        name: name.to_owned(),
        request_id: request_id(),
        etag: String::new(),
        basis: ErasureBasis::SubjectRequest.into(),
    };
    Ok(protector.privacy().erase_contributor(request).await?.into_inner())
}

async fn who_took_part_in_a_forum_is_kept_until_it_is_over_and_for_its_time(agency: &mut Agency) {
    let protector = protector(agency).await;
    let held = Held::under_way(agency).await;

    let under_way = erases_contributor(&protector, &held.participant).await;
    let held = held.finished(agency).await;
    let finished = erases_contributor(&protector, &held.participant).await;
    let by_another = erases_contributor(&agency.administrator(), &held.participant).await;

    assert_eq!(reason(under_way), "CASE_OPEN");
    assert_eq!(reason(finished), "RETENTION_RUNNING");
    assert_eq!(reason(by_another), "DUTY_MISSING");
    agency.time_passes_to(wib("2036-06-09 00:00")).await;
    erases_contributor(&protector, &held.participant).await.unwrap();
}

async fn who_took_part_in_a_forum_goes_with_the_own_words_and_nobody_else(agency: &mut Agency) {
    let (protector, clerk) = (protector(agency).await, agency.administrator());
    let held = Held::under_way(agency).await.finished(agency).await;

    let erased = erases_contributor(&protector, &held.participant).await.unwrap();
    let again = erases_contributor(&protector, &held.participant).await;
    agency.stop().await;
    agency.start().await;

    assert!(erased.erased_at.is_some());
    assert_eq!(erased.name, held.participant);
    assert_eq!(reason(again), "DATA_ERASED");
    let read = clerk.reads_contributor(&held.forum, &held.participant).await;
    assert_eq!(reason(read), "DATA_ERASED");
    let comments = agency.public().reads_comments(&held.forum).await.unwrap();
    let said: Vec<(&str, &str)> =
        comments.iter().map(|it| (it.text.as_str(), it.reason.as_str())).collect();
    let ground = "Diatur undang-undang";
    assert_eq!(said, [("", ground), ("Terlalu lama", ground)]);
    clerk.reads_contributor(&held.forum, &held.written).await.unwrap();
    let list = fs::read_to_string(agency.data().join("erasures.jsonl")).unwrap();
    let tables = stories::tables(&agency.url);
    for name in [&held.participant, &held.spoken] {
        let (_, id) = name.rsplit_once('/').unwrap();
        assert!(list.contains(id), "{list}");
        for table in ["subject_key", "sealed", "blind_index"] {
            let mut values = tables[table].iter().flat_map(|row| row.values());
            assert!(!values.any(|value| value.as_str() == Some(id)), "{table}");
        }
    }
    // Whoever wrote can still be erased, once.
    erases_contributor(&protector, &held.written).await.unwrap();
    let read = clerk.reads_contributor(&held.forum, &held.written).await;
    assert_eq!(reason(read), "DATA_ERASED");
    agency.verify().await;
}

async fn a_restored_backup_does_not_bring_a_participant_back(agency: &mut Agency) {
    let protector = protector(agency).await;
    let held = Held::under_way(agency).await.finished(agency).await;
    let backup = backup(agency);
    erases_contributor(&protector, &held.participant).await.unwrap();

    agency.stop().await;
    agency.url = backup;
    agency.start().await;

    let read = agency.administrator().reads_contributor(&held.forum, &held.participant).await;
    assert_eq!(reason(read), "DATA_ERASED");
    let comments = agency.public().reads_comments(&held.forum).await.unwrap();
    let said: Vec<&str> = comments.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(said, ["", "Terlalu lama"]);
    agency.verify().await;
}

fn erasure(case: &str) -> EraseApplicantRequest {
    EraseApplicantRequest {
        name: case.to_owned(),
        request_id: request_id(),
        etag: String::new(),
        basis: ErasureBasis::RetentionOver.into(),
    }
}

async fn erases(protector: &Caller, case: &str) -> Answered<EraseApplicantResponse> {
    Ok(protector.privacy().erase_applicant(erasure(case)).await?.into_inner())
}

async fn protector(agency: &Agency) -> Caller {
    agency.officer("protector", &["protect:dpmptsp-magelang"]).await
}

/// A case that the applicant gave up while an officer had it.
async fn ended(agency: &Agency) -> Receipt {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    agency.public().withdraws(&receipt, "Pindah kota").await.unwrap();
    receipt
}

/// A case that was rejected, so that the applicant reads a ground.
async fn rejected(staff: &Staff, agency: &Agency) -> Receipt {
    let receipt = staff.case_at(agency, "tte").await;
    staff.kepala.takes(&receipt.name, "tte").await.unwrap();
    staff.kepala.rejects(&receipt.name, "tte", "STR tidak berlaku").await.unwrap();
    staff.does(&receipt.name, "penyampaian").await.ok();
    receipt
}

async fn an_open_case_is_not_erased(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();

    assert_eq!(reason(erases(&protector(agency).await, &receipt.name).await), "CASE_OPEN");
}

async fn a_case_is_kept_for_its_time(agency: &mut Agency) {
    let receipt = ended(agency).await;
    let protector = protector(agency).await;

    let refused = erases(&protector, &receipt.name).await.unwrap_err();
    assert_eq!(stories::reason_of(&refused), "RETENTION_RUNNING");
    assert!(metadata(&refused, "detail").contains("2036-06-08"), "{refused:?}");
    agency.time_passes_to(wib("2036-06-08 23:59")).await;
    assert_eq!(reason(erases(&protector, &receipt.name).await), "RETENTION_RUNNING");

    agency.time_passes_to(wib("2036-06-09 00:00")).await;
    erases(&protector, &receipt.name).await.unwrap();
}

async fn a_licence_in_force_keeps_its_case(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "penyampaian").await;
    staff.does(&receipt.name, "penyampaian").await.unwrap();
    let protector = protector(agency).await;

    assert_eq!(reason(erases(&protector, &receipt.name).await), "LICENCE_IN_FORCE");
    // Five years in force, and ten to be kept.
    agency.time_passes_to(wib("2031-06-09 00:00")).await;
    assert_eq!(reason(erases(&protector, &receipt.name).await), "RETENTION_RUNNING");
}

async fn who_does_not_protect_data_erases_nobody(agency: &mut Agency) {
    let receipt = ended(agency).await;
    let elsewhere = agency.officer("elsewhere", &["protect:dinkes-magelang"]).await;

    assert_eq!(reason(erases(&elsewhere, &receipt.name).await), "DUTY_MISSING");
    assert_eq!(reason(erases(&agency.administrator(), &receipt.name).await), "DUTY_MISSING");
}

async fn who_is_erased_cannot_be_read_and_the_case_can(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = rejected(&staff, agency).await;
    let before = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(before.ground, "STR tidak berlaku");

    let answer = erases(&protector(agency).await, &receipt.name).await.unwrap();

    assert!(answer.erased_at.is_some());
    let after = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!((after.state, after.ground.as_str()), (before.state, ""));
    assert_eq!(after.stages, before.stages);
    let read = staff.kepala.reads(&receipt.name, Purpose::Decision).await;
    assert_eq!(reason(read), "DATA_ERASED");
    assert_eq!(staff.kepala.sees(&receipt.name).await.unwrap().state, before.state);
    let kinds = agency.kinds_of(&receipt.name).await;
    assert_eq!(kinds.last().map(String::as_str), Some("privacy.erased"));
}

/// Two servers on one database: what one has in its memory is no way back.
async fn a_second_server_forgets_at_once_too(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let mut second = agency.second_server().await;
    let there = staff.at(&second);
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    there.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    let read = there.loket.reads(&receipt.name, Purpose::CompletenessCheck).await.unwrap();
    assert!(!read.applicant.unwrap().name.is_empty());
    agency.public().withdraws(&receipt, "Pindah kota").await.unwrap();
    let form = second.store().application(id_of(&receipt)).await.unwrap().unwrap();
    let form = form.record.form().unwrap().clone();
    assert!(second.store().unseal(&form).await.unwrap().is_some());

    erases(&protector(agency).await, &receipt.name).await.unwrap();

    assert_eq!(second.store().unseal(&form).await.unwrap(), None);
    assert!(second.store().subject_key(id_of(&receipt)).await.unwrap().is_none());
    let read = there.loket.reads(&receipt.name, Purpose::CompletenessCheck).await;
    assert_eq!(reason(read), "DATA_ERASED");
    let again = second.public().withdraws(&receipt, "Sekali lagi").await;
    assert_eq!(reason(again), "DATA_ERASED");
    second.stop().await;
}

fn id_of(receipt: &Receipt) -> &str {
    receipt.name.rsplit('/').next().unwrap()
}

async fn an_erasure_is_told_once_and_answered_again(agency: &mut Agency) {
    let receipt = ended(agency).await;
    let protector = protector(agency).await;
    let request = erasure(&receipt.name);
    let erase = async || protector.privacy().erase_applicant(request.clone()).await;

    let first = erase().await.unwrap().into_inner();
    let second = erase().await.unwrap().into_inner();

    assert_eq!(first, second);
    assert_eq!(reason(erases(&protector, &receipt.name).await), "DATA_ERASED");
    let list = fs::read_to_string(agency.data().join("erasures.jsonl")).unwrap();
    assert_eq!(list.lines().count(), 1);
    assert!(list.contains(id_of(&receipt)) && !list.contains("Contoh"));
}

async fn a_restored_backup_does_not_bring_anybody_back(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = rejected(&staff, agency).await;
    let other = rejected(&staff, agency).await;
    let protector = protector(agency).await;
    let backup = backup(agency);
    erases(&protector, &receipt.name).await.unwrap();
    assert_eq!(agency.public().tracks(&receipt).await.unwrap().ground, "");

    agency.stop().await;
    agency.url = backup;
    agency.start().await;

    assert_eq!(agency.public().tracks(&receipt).await.unwrap().ground, "");
    assert_eq!(reason(staff.kepala.reads(&receipt.name, Purpose::Decision).await), "DATA_ERASED");
    assert!(agency.store().subject_key(id_of(&receipt)).await.unwrap().is_none());
    let last = agency.events_of(&receipt.name).await.pop().unwrap();
    assert_eq!((last.kind.as_str(), last.actor.as_str()), ("privacy.erased", "system"));
    // Nobody else went with it, and the journal proves all of it.
    let ground = agency.public().tracks(&other).await.unwrap().ground;
    assert_eq!(ground, "STR tidak berlaku");
    agency.verify().await;
}

/// Where a copy of the database stands, taken while it served, as an
/// administrator would.
fn backup(agency: &Agency) -> String {
    let Some(file) = agency.url.strip_prefix("sqlite:") else {
        return postgres::copied(&agency.url);
    };
    const COPY: &str = "import sqlite3, sys\n\
        source, target = (sqlite3.connect(path) for path in sys.argv[1:])\n\
        source.backup(target)\ntarget.close()";
    let copy = format!("{file}.restored");
    let done = Command::new("python3").args(["-c", COPY, file, &copy]).status().unwrap();
    assert!(done.success());
    format!("sqlite:{copy}")
}

/// The machine stopped between the commit and the line in the list.
async fn the_list_is_completed_from_the_database(agency: &mut Agency) {
    let receipt = ended(agency).await;
    erases(&protector(agency).await, &receipt.name).await.unwrap();
    let list = agency.data().join("erasures.jsonl");
    let whole = fs::read_to_string(&list).unwrap();
    agency.stop().await;
    fs::write(&list, &whole[..whole.len() / 2]).unwrap();

    agency.start().await;

    assert_eq!(fs::read_to_string(&list).unwrap(), whole);
    let state = agency.public().tracks(&receipt).await.unwrap().state;
    assert_eq!(state, i32::from(ApplicationState::Withdrawn));
}

/// Somebody restored the deployment's folder together with the database: the
/// objects still know.
async fn either_place_of_the_list_is_enough(agency: &mut Agency) {
    let receipt = ended(agency).await;
    let protector = protector(agency).await;
    let backup = backup(agency);
    erases(&protector, &receipt.name).await.unwrap();
    agency.stop().await;
    fs::remove_file(agency.data().join("erasures.jsonl")).unwrap();
    agency.url = backup;

    agency.start().await;

    assert!(agency.store().subject_key(id_of(&receipt)).await.unwrap().is_none());
    let list = fs::read_to_string(agency.data().join("erasures.jsonl")).unwrap();
    assert!(list.contains(id_of(&receipt)));
}

/// Deleted rows are overwritten, in the file and in its log: even with the root
/// key at hand nothing is found there.
#[tokio::test]
async fn nothing_of_the_key_stays_in_the_embedded_database() {
    let agency = Agency::open(Plan::sip().keeping(0), Backend::Sqlite).await;
    let receipt = ended(&agency).await;
    let wrapped = agency.store().wrapped_key(id_of(&receipt)).await.unwrap().unwrap();
    let holds = |agency: &Agency| {
        let files = fs::read_dir(agency.data().path()).unwrap();
        let mut bytes = files.filter_map(|entry| fs::read(entry.unwrap().path()).ok());
        bytes.any(|bytes| bytes.windows(wrapped.len()).any(|window| window == wrapped))
    };
    assert!(holds(&agency));

    erases(&protector(&agency).await, &receipt.name).await.unwrap();

    assert!(!holds(&agency));
    agency.close().await;
}
