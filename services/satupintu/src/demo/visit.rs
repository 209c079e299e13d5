//! A visit to a place: ordered by a superior, made by two, done as its minutes advise.

use contract::{
    google::r#type::Date,
    satupintu::{
        files::v1::{
            Coordinates, CreateUploadRequest, DownloadFileRequest, FileDetails,
            FinishUploadRequest, UploadRequest, create_upload_request::Purpose as For,
            download_file_response::Piece, files_service_client::FilesServiceClient,
        },
        permits::v1::{
            Finding, FindingAnswer, GetInspectionRequest, Inspection, MediaType,
            OrderInspectionRequest, Purpose, RecordFindingsRequest, SignMinutesRequest,
            WriteMinutesRequest, inspections_service_client::InspectionsServiceClient,
        },
        sop::v1::Recommendation,
    },
};
use jiff::civil::date;
use tonic::transport::Channel;

use super::{
    cast::{KTM_WORKS, KTM_WORKS_CHIEF, KTM_WORKS_SECOND, Officer},
    deeds::Deed,
    mall::ZONE,
    office::{Case, Office},
};
use crate::{failure::Failure, spoken, track::refused};

/// The step of the procedure.
const STEP: &str = "tinjau-lokasi";
/// Where the photograph was taken: in Sampit, at nobody's door.
const PLACE: Coordinates = Coordinates { latitude_e7: -25_330_000, longitude_e7: 1_129_500_000 };
/// A picture of one grey dot.
const PHOTOGRAPH: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\
    \0\0\0\x0aIDATx\x9cch\0\0\0\x82\0\x81w\xcdr\xb6\0\0\0\0IEND\xaeB`\x82";

/// What is ordered and what comes of it.
pub(crate) struct Visit<'a> {
    /// The number of the letter of assignment.
    pub(crate) letter: &'a str,
    /// Day and month of the letter.
    pub(crate) signed: (i8, i8),
    /// When the team is there, by day and month and by hour and minute.
    pub(crate) at: ((i8, i8), (u16, u16)),
    /// What is found of each item of the checklist.
    pub(crate) found: [(&'a str, FindingAnswer, &'a str); 2],
    /// What the minutes tell.
    pub(crate) minutes: &'a str,
    /// What the team advises.
    pub(crate) advice: Recommendation,
    /// The outcome of the step, and its reason.
    pub(crate) outcome: (&'a str, &'a str),
}

impl Visit<'_> {
    /// The superior signs the letter of assignment by ordering the visit.
    pub(crate) async fn ordered(
        &self,
        office: &mut Office<'_>,
        case: &Case,
    ) -> Result<(), Failure> {
        let ((day, month), (hour, minute)) = self.at;
        let at = ZONE.at(date(2025, month, day), hour * 60 + minute);
        let at = prost_types::Timestamp { seconds: at.micros() / 1_000_000, nanos: 0 };
        let team = [&KTM_WORKS, &KTM_WORKS_SECOND];
        let request = OrderInspectionRequest {
            name: case.name.clone(),
            request_id: office.new_id(),
            etag: String::new(),
            step: STEP.to_owned(),
            visit_at: Some(at),
            place: "Jalan Contoh 1, Sampit".to_owned(),
            letter_number: self.letter.to_owned(),
            letter_date: Some(Date {
                year: 2025,
                month: self.signed.1.into(),
                day: self.signed.0.into(),
            }),
            team: team.iter().map(|member| office.officer(member)).collect(),
        };
        let request = office.signed(&KTM_WORKS_CHIEF, request);
        inspections(office).order_inspection(request).await.map_err(refused)?;
        office.tell(case.letter, KTM_WORKS_CHIEF.id, "OrderInspection");
        office.more(&format!(
            "surat tugas (letter of assignment) {}: {} dan {}, {}",
            self.letter,
            KTM_WORKS.id,
            KTM_WORKS_SECOND.id,
            spoken::moment(&at, ZONE)
        ));
        Ok(())
    }

    /// The team looks, photographs, writes and signs; then the step is done.
    pub(crate) async fn made(
        &self,
        office: &mut Office<'_>,
        case: &mut Case,
    ) -> Result<(), Failure> {
        let (step, name) = office.take_next(case, &KTM_WORKS).await?;
        self.find(office, case).await?;
        let photograph = photographed(office, case).await?;
        office.tell(case.letter, KTM_WORKS.id, "TakeNextTask, RecordFindings, Upload");
        office.more(&format!("{}: {name}", KTM_WORKS.title));
        for (item, answer, note) in self.found {
            let sign = if answer == FindingAnswer::Yes { "sesuai" } else { "TIDAK sesuai" };
            office.more(&format!("{item}: {sign} (\"{note}\")"));
        }
        office.more(&format!("foto (photograph) {} pada {}", photograph.file_name, place()));

        self.write(office, case).await?;
        office.tell(case.letter, KTM_WORKS_SECOND.id, "WriteMinutes");
        office.more(&format!("berita acara (minutes): \"{}\"", self.minutes));
        let (outcome, reason) = self.outcome;
        let deed = Deed::Choose(outcome, reason);
        sign(office, case, &KTM_WORKS).await?;
        office.tell(case.letter, KTM_WORKS.id, "SignMinutes, CompleteTask");
        office.more("sebelum semua menandatangani (before all have signed)");
        let early = office.perform(case, &KTM_WORKS, &step, &deed).await;
        office.refusal(early, "MINUTES_NOT_SIGNED")?;

        sign(office, case, &KTM_WORKS_SECOND).await?;
        self.must_be_locked(office, case).await?;
        office.tell(case.letter, KTM_WORKS_SECOND.id, "SignMinutes");
        office.more("ditandatangani semua, terkunci (signed by all, locked)");
        office.perform(case, &KTM_WORKS, &step, &deed).await.map_err(refused)?;
        office.tell(case.letter, KTM_WORKS.id, "CompleteTask");
        office.more(&format!("menurut berita acara (as the minutes advise): {outcome}"));
        office.standing(case).await
    }

    async fn find(&self, office: &Office<'_>, case: &Case) -> Result<(), Failure> {
        let finding = |(item, answer, note): &(&str, FindingAnswer, &str)| Finding {
            item: (*item).to_owned(),
            answer: (*answer).into(),
            note: (*note).to_owned(),
        };
        let request = RecordFindingsRequest {
            name: case.name.clone(),
            request_id: office.new_id(),
            etag: String::new(),
            step: STEP.to_owned(),
            findings: self.found.iter().map(finding).collect(),
        };
        let request = office.signed(&KTM_WORKS, request);
        inspections(office).record_findings(request).await.map(drop).map_err(refused)
    }

    async fn write(&self, office: &Office<'_>, case: &Case) -> Result<(), Failure> {
        let request = WriteMinutesRequest {
            name: case.name.clone(),
            request_id: office.new_id(),
            etag: String::new(),
            step: STEP.to_owned(),
            text: self.minutes.to_owned(),
            recommendation: self.advice.into(),
            reason: self.outcome.1.to_owned(),
        };
        let request = office.signed(&KTM_WORKS_SECOND, request);
        inspections(office).write_minutes(request).await.map(drop).map_err(refused)
    }

    async fn must_be_locked(&self, office: &Office<'_>, case: &Case) -> Result<(), Failure> {
        let request = GetInspectionRequest { name: case.name.clone(), step: STEP.to_owned() };
        let request = office.signed(&KTM_WORKS, request);
        let answer = inspections(office).get_inspection(request).await.map_err(refused)?;
        match answer.into_inner().inspection {
            Some(Inspection { locked: true, recommendation, .. })
                if recommendation == i32::from(self.advice) =>
            {
                Ok(())
            }
            other => Err(Failure::said(format!("the minutes were to be locked: {other:?}"))),
        }
    }
}

async fn sign(office: &Office<'_>, case: &Case, who: &Officer) -> Result<(), Failure> {
    let request = SignMinutesRequest {
        name: case.name.clone(),
        request_id: office.new_id(),
        etag: String::new(),
        step: STEP.to_owned(),
    };
    let request = office.signed(who, request);
    inspections(office).sign_minutes(request).await.map(drop).map_err(refused)
}

/// A photograph with its coordinates, sent and then opened again: where it was
/// taken is sealed with it.
async fn photographed(office: &Office<'_>, case: &Case) -> Result<FileDetails, Failure> {
    let mut files = FilesServiceClient::new(office.channel());
    let request = CreateUploadRequest {
        parent: case.name.clone(),
        upload_id: office.new_id(),
        purpose: Some(For::Step(STEP.to_owned())),
        file_name: "lokasi-dari-utara.png".to_owned(),
        media_type: MediaType::Png.into(),
        size_bytes: PHOTOGRAPH.len() as u64,
        coordinates: Some(PLACE),
        ..CreateUploadRequest::default()
    };
    let request = office.signed(&KTM_WORKS, request);
    let announced = files.create_upload(request).await.map_err(refused)?.into_inner();
    let name = announced.upload.unwrap_or_default().name;
    let data = PHOTOGRAPH.to_vec();
    let frames = [UploadRequest { name: name.clone(), data, ..UploadRequest::default() }];
    let request = office.signed(&KTM_WORKS, tokio_stream::iter(frames));
    files.upload(request).await.map_err(refused)?;
    let request_id = office.new_id();
    let request = FinishUploadRequest { name, request_id, ..FinishUploadRequest::default() };
    let request = office.signed(&KTM_WORKS, request);
    let file = files.finish_upload(request).await.map_err(refused)?.into_inner().file;
    let request = DownloadFileRequest {
        name: file.unwrap_or_default().name,
        request_id: office.new_id(),
        purpose: Purpose::Inspection.into(),
        ..DownloadFileRequest::default()
    };
    let request = office.signed(&KTM_WORKS, request);
    let mut pieces = files.download_file(request).await.map_err(refused)?.into_inner();
    match pieces.message().await.map_err(refused)?.and_then(|first| first.piece) {
        Some(Piece::Details(details)) if details.coordinates == Some(PLACE) => Ok(details),
        _ => Err(Failure::said("the photograph came back without its place")),
    }
}

/// `2.5330000 LS 112.9500000 BT`.
fn place() -> String {
    let degrees = |e7: i32| {
        let e7 = e7.unsigned_abs();
        format!("{}.{:07}", e7 / 10_000_000, e7 % 10_000_000)
    };
    format!("{} LS {} BT", degrees(PLACE.latitude_e7), degrees(PLACE.longitude_e7))
}

fn inspections(office: &Office<'_>) -> InspectionsServiceClient<Channel> {
    InspectionsServiceClient::new(office.channel())
}
