//! Requests of the files service, checked whole: every fault at once.

use contract::satupintu::{
    files::v1::{self as pb, create_upload_request},
    permits::v1 as permits_pb,
};
use edge::Violations;
use kernel::{AgencyId, Line, Media, Slug};
use permits::{FileFor, Purpose};
use privacy::FRAME_BYTES;
use sop::StepId;
use tonic::Status;

use crate::{
    files::about::{About, Coordinates, Details},
    names,
    permits::{Holder, holder, purpose_of},
    writing::request_id,
};

/// Longer names are cut off on every screen.
pub(crate) const LONGEST_NAME: usize = 120;
const MOST_LATITUDE: i32 = 900_000_000;
const MOST_LONGITUDE: i32 = 1_800_000_000;

/// What holds files, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Record {
    /// An application.
    Case(String),
    /// A complaint.
    Complaint(String),
}

/// What every request has: about which record, and the receipt if one is shown.
pub(super) struct OnRecord<T> {
    pub(super) agency: AgencyId,
    pub(super) record: Record,
    pub(super) holder: Option<Holder>,
    pub(super) brings: T,
}

/// The receipt, where one is shown: its number and its secret, or neither.
fn shown(faults: &mut Violations, receipt: &str, secret: &str) -> Option<Option<Holder>> {
    if receipt.is_empty() && secret.is_empty() {
        return Some(None);
    }
    holder(faults, receipt, secret).map(Some)
}

/// A request about a record itself.
fn about_record<T>(
    parent: &str,
    receipt: &str,
    secret: &str,
    brings: impl FnOnce(&mut Violations) -> Option<T>,
) -> Result<OnRecord<T>, Status> {
    let mut faults = Violations::new();
    let named = names::parse_application(parent)
        .map(|(agency, id)| (agency, Record::Case(id)))
        .or_else(|_| {
            names::parse_complaint(parent).map(|(agency, id)| (agency, Record::Complaint(id)))
        })
        .map_err(|_| "must name an application or a complaint");
    let named = faults.check("parent", named);
    let holder = shown(&mut faults, receipt, secret);
    let brings = brings(&mut faults);
    let whole = (|| {
        let (agency, record) = named?;
        Some(OnRecord { agency, record, holder: holder?, brings: brings? })
    })();
    faults.finish(whole)
}

/// The agency, the record, and what is named below it.
type Below = (AgencyId, Record, String);

fn upload_named(name: &str) -> Result<Below, &'static str> {
    names::parse_upload(name)
        .map(|(agency, case, id)| (agency, Record::Case(case), id))
        .or_else(|_| {
            names::parse_complaint_upload(name)
                .map(|(agency, complaint, id)| (agency, Record::Complaint(complaint), id))
        })
        .map_err(|_| "must name an upload of an application or of a complaint")
}

fn file_named(name: &str) -> Result<Below, &'static str> {
    names::parse_file(name)
        .map(|(agency, case, id)| (agency, Record::Case(case), id))
        .or_else(|_| {
            names::parse_complaint_file(name)
                .map(|(agency, complaint, id)| (agency, Record::Complaint(complaint), id))
        })
        .map_err(|_| "must name a file of an application or of a complaint")
}

/// A request about something below a record, by its name.
fn below_record<T>(
    name: Result<Below, &'static str>,
    receipt: &str,
    secret: &str,
    brings: impl FnOnce(&mut Violations) -> Option<T>,
) -> Result<OnRecord<(String, T)>, Status> {
    let mut faults = Violations::new();
    let name = faults.check("name", name);
    let holder = shown(&mut faults, receipt, secret);
    let brings = brings(&mut faults);
    let whole = (|| {
        let (agency, record, id) = name?;
        Some(OnRecord { agency, record, holder: holder?, brings: (id, brings?) })
    })();
    faults.finish(whole)
}

/// An upload that is announced: its id, and what it is.
pub(super) fn announcement(
    request: &pb::CreateUploadRequest,
) -> Result<OnRecord<(String, About)>, Status> {
    let pb::CreateUploadRequest {
        parent,
        receipt_number,
        secret,
        upload_id,
        purpose,
        file_name,
        media_type,
        size_bytes,
        coordinates,
        replaces,
    } = request;
    about_record(parent, receipt_number, secret, |faults| {
        let id = match names::is_uuid(upload_id) {
            true => Ok(upload_id.clone()),
            false => Err("must be a new UUID in lower case with hyphens"),
        };
        let id = faults.check("upload_id", id);
        let of_complaint = names::parse_complaint(parent).is_ok();
        let purpose = purpose_in(faults, purpose.as_ref(), of_complaint);
        let name = faults.check("file_name", Line::<LONGEST_NAME>::parse(file_name));
        let media = faults.check("media_type", media_of(*media_type));
        let bytes = match *size_bytes {
            0 => Err("must be at least 1"),
            bytes => Ok(bytes),
        };
        let bytes = faults.check("size_bytes", bytes);
        let coordinates = match coordinates {
            Some(coordinates) => coordinates_of(faults, coordinates).map(Some),
            None => Some(None),
        };
        let replaces = match replaces.as_str() {
            "" => Some(None),
            _ if of_complaint => {
                faults.add("replaces", "must be empty: a complaint's files stay side by side");
                None
            }
            name => faults.check("replaces", names::parse_file(name)).map(|(_, _, id)| Some(id)),
        };
        let details =
            Details { name: name?.as_str().to_owned(), bytes: bytes?, coordinates: coordinates? };
        let about = About { purpose: purpose?, media: media?, replaces: replaces?, details };
        Some((id?, about))
    })
}

/// What a file of a case is for; one of a complaint shows what happened.
fn purpose_in(
    faults: &mut Violations,
    purpose: Option<&create_upload_request::Purpose>,
    of_complaint: bool,
) -> Option<Option<FileFor>> {
    use create_upload_request::Purpose;
    match purpose {
        None if of_complaint => Some(None),
        Some(_) if of_complaint => {
            faults.add("purpose", "must be left out for a complaint");
            None
        }
        Some(Purpose::RequirementId(id)) => {
            let id = faults.check("requirement_id", Slug::parse(id));
            id.map(|id| Some(FileFor::Requirement(id.to_string())))
        }
        Some(Purpose::Step(step)) => {
            let step = StepId::parse(step).ok_or("must be a step of the SOP, as `verifikasi`");
            faults.check("step", step).map(|step| Some(FileFor::Step(step)))
        }
        None => {
            faults.add("purpose", "must name the requirement or the step");
            None
        }
    }
}

/// A kind of file.
pub(crate) fn media_of(media: i32) -> Result<Media, &'static str> {
    use permits_pb::MediaType;
    match MediaType::try_from(media) {
        Ok(MediaType::Pdf) => Ok(Media::Pdf),
        Ok(MediaType::Jpeg) => Ok(Media::Jpeg),
        Ok(MediaType::Png) => Ok(Media::Png),
        Ok(MediaType::Unspecified) | Err(_) => Err("must be one of the kinds"),
    }
}

fn coordinates_of(faults: &mut Violations, place: &pb::Coordinates) -> Option<Coordinates> {
    let pb::Coordinates { latitude_e7, longitude_e7 } = *place;
    let within = |value: i32, most: i32| match (-most..=most).contains(&value) {
        true => Ok(value),
        false => Err(format!("must be from -{most} to {most}")),
    };
    let latitude_e7 = faults.check("coordinates.latitude_e7", within(latitude_e7, MOST_LATITUDE));
    let longitude_e7 =
        faults.check("coordinates.longitude_e7", within(longitude_e7, MOST_LONGITUDE));
    Some(Coordinates { latitude_e7: latitude_e7?, longitude_e7: longitude_e7? })
}

/// The first message of content: its upload, and where it begins.
pub(super) fn beginning(request: &pb::UploadRequest) -> Result<OnRecord<(String, u64)>, Status> {
    let pb::UploadRequest { name, receipt_number, secret, offset, data } = request;
    below_record(upload_named(name), receipt_number, secret, |faults| {
        short(faults, data)?;
        Some(*offset)
    })
}

/// A later message of content.
pub(super) fn more(request: pb::UploadRequest) -> Result<Vec<u8>, Status> {
    let pb::UploadRequest { name, receipt_number, secret, offset, data } = request;
    let mut faults = Violations::new();
    let fits = short(&mut faults, &data);
    let is_bare = name.is_empty() && receipt_number.is_empty() && secret.is_empty() && offset == 0;
    if !is_bare {
        faults.add("data", "must stand alone in every message but the first");
    }
    faults.finish(fits.filter(|()| is_bare).map(|()| data))
}

fn short(faults: &mut Violations, data: &[u8]) -> Option<()> {
    if data.len() > FRAME_BYTES {
        faults.add("data", format!("must be at most {FRAME_BYTES} bytes"));
        return None;
    }
    Some(())
}

/// Asks about an upload.
pub(super) fn asking(request: &pb::GetUploadRequest) -> Result<OnRecord<(String, ())>, Status> {
    let pb::GetUploadRequest { name, receipt_number, secret } = request;
    below_record(upload_named(name), receipt_number, secret, |_| Some(()))
}

/// Gives an upload up.
pub(super) fn giving_up(
    request: &pb::DeleteUploadRequest,
) -> Result<OnRecord<(String, ())>, Status> {
    let pb::DeleteUploadRequest { name, receipt_number, secret } = request;
    below_record(upload_named(name), receipt_number, secret, |_| Some(()))
}

/// Finishes an upload; brings the write's id.
pub(super) fn finishing(
    request: &pb::FinishUploadRequest,
) -> Result<OnRecord<(String, String)>, Status> {
    let pb::FinishUploadRequest { name, receipt_number, secret, request_id: id } = request;
    below_record(upload_named(name), receipt_number, secret, |faults| request_id(faults, id))
}

/// Lists the files of a case.
pub(super) fn listing(request: &pb::ListFilesRequest) -> Result<OnRecord<()>, Status> {
    let pb::ListFilesRequest { parent, receipt_number, secret } = request;
    about_record(parent, receipt_number, secret, |_| Some(()))
}

/// What a file is opened for, where that was said.
pub(super) struct Opening {
    pub(super) request_id: String,
    pub(super) purpose: Option<Purpose>,
}

/// Opens a file.
pub(super) fn opening(
    request: &pb::DownloadFileRequest,
) -> Result<OnRecord<(String, Opening)>, Status> {
    let pb::DownloadFileRequest { name, receipt_number, secret, request_id: id, purpose } = request;
    below_record(file_named(name), receipt_number, secret, |faults| {
        let request_id = request_id(faults, id);
        let purpose = match *purpose {
            0 => Some(None),
            purpose => faults.check("purpose", purpose_of(purpose)).map(Some),
        };
        Some(Opening { request_id: request_id?, purpose: purpose? })
    })
}
