//! Requests about a forum as a whole.

use consultations::{Document, DocumentKind, Element, ForumKind, Mode, Signer};
use contract::satupintu::consultations::v1 as pb;
use edge::Violations;
use jiff::civil::Date;
use kernel::{AgencyId, Line, Prose};
use standards::Medium;
use tonic::Status;

use crate::{
    consultations::wire::{OnForum, element, on_forum},
    names,
    pages::{List, page_size, page_token},
    permits::{Holder, holder},
    standards::{media_of, required_date},
    writing::{etag, request_id},
};

/// People asked to come by one write.
const MOST_INVITATIONS: usize = 100;
/// People who sign for one side.
const MOST_SIGNERS: usize = 20;

/// A forum that is prepared.
#[derive(Debug)]
pub(crate) struct Creating {
    pub(crate) agency: AgencyId,
    pub(crate) request_id: String,
    pub(crate) document: Document,
    pub(crate) kind: ForumKind,
    pub(crate) mode: Mode,
    pub(crate) from: Date,
    pub(crate) until: Date,
    pub(crate) place: Prose<1000>,
    pub(crate) agenda: Prose,
}

pub(crate) fn creation(request: &pb::CreateForumRequest) -> Result<Creating, Status> {
    let pb::CreateForumRequest {
        parent,
        request_id: id,
        document,
        kind,
        mode,
        from,
        until,
        place,
        agenda,
    } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let document = document_of(&mut faults, agency.as_ref(), document);
    let kind = match pb::ForumKind::try_from(*kind) {
        Ok(pb::ForumKind::Consultation) => Ok(ForumKind::Consultation),
        Ok(pb::ForumKind::PublicTest) => Ok(ForumKind::PublicTest),
        Ok(pb::ForumKind::Unspecified) | Err(_) => Err("must be one of the kinds of forum"),
    };
    let kind = faults.check("kind", kind);
    let mode = match pb::ForumMode::try_from(*mode) {
        Ok(pb::ForumMode::FaceToFace) => Ok(Mode::FaceToFace),
        Ok(pb::ForumMode::Online) => Ok(Mode::Online),
        Ok(pb::ForumMode::Unspecified) | Err(_) => Err("must be one of the modes of a forum"),
    };
    let mode = faults.check("mode", mode);
    let from = required_date(&mut faults, "from", from.as_ref());
    let until = required_date(&mut faults, "until", until.as_ref());
    let place = faults.check("place", Prose::parse(place));
    let agenda = faults.check("agenda", Prose::parse(agenda));
    let whole = (|| {
        Some(Creating {
            agency: agency?,
            request_id: request_id?,
            document: document?,
            kind: kind?,
            mode: mode?,
            from: from?,
            until: until?,
            place: place?,
            agenda: agenda?,
        })
    })();
    faults.finish(whole)
}

/// A standard or a version of an SOP, of the agency that asks.
fn document_of(faults: &mut Violations, agency: Option<&AgencyId>, name: &str) -> Option<Document> {
    let standard = names::parse_standard(name).map(|parts| (DocumentKind::Standard, parts));
    let parsed = standard
        .or_else(|_| names::parse_sop_version(name).map(|parts| (DocumentKind::Sop, parts)))
        .map_err(|_| "must name a version of a standard or of an SOP");
    let (kind, (of, id, version)) = faults.check("document", parsed)?;
    if agency.is_some_and(|agency| *agency != of) {
        faults.add("document", "must be a text of this agency");
        return None;
    }
    Some(Document { kind, id, version })
}

pub(crate) fn announcement(
    request: &pb::AnnounceForumRequest,
) -> Result<OnForum<Vec<Medium>>, Status> {
    let pb::AnnounceForumRequest { name, request_id, etag, media } = request;
    on_forum(name, request_id, etag, |faults| media_of(faults, media))
}

pub(crate) fn results(request: &pb::PublishResultsRequest) -> Result<OnForum<Vec<Medium>>, Status> {
    let pb::PublishResultsRequest { name, request_id, etag, media } = request;
    on_forum(name, request_id, etag, |faults| media_of(faults, media))
}

pub(crate) fn invitation(
    request: &pb::InviteParticipantsRequest,
) -> Result<OnForum<Vec<(Element, Line)>>, Status> {
    let pb::InviteParticipantsRequest { name, request_id, etag, invitations } = request;
    on_forum(name, request_id, etag, |faults| {
        if invitations.is_empty() || invitations.len() > MOST_INVITATIONS {
            faults.add("invitations", format!("must be 1 to {MOST_INVITATIONS} invitations"));
            return None;
        }
        let all =
            invitations.iter().enumerate().map(|(n, pb::Invitation { element: of, invitee })| {
                let of = element(faults, &format!("invitations[{n}].element"), *of);
                let place = format!("invitations[{n}].invitee");
                let invitee = faults.check(&place, Line::parse(invitee));
                Some((of?, invitee?))
            });
        // Every one is looked at before the first fault ends it.
        let all: Vec<Option<(Element, Line)>> = all.collect();
        all.into_iter().collect()
    })
}

pub(crate) fn opening(request: &pb::OpenForumRequest) -> Result<OnForum<()>, Status> {
    let pb::OpenForumRequest { name, request_id, etag } = request;
    on_forum(name, request_id, etag, |_| Some(()))
}

pub(crate) fn finish(request: &pb::FinishForumRequest) -> Result<OnForum<()>, Status> {
    let pb::FinishForumRequest { name, request_id, etag } = request;
    on_forum(name, request_id, etag, |_| Some(()))
}

pub(crate) fn signature(request: &pb::SignMinutesRequest) -> Result<OnForum<()>, Status> {
    let pb::SignMinutesRequest { name, request_id, etag } = request;
    on_forum(name, request_id, etag, |_| Some(()))
}

/// A signature by the holder of a slip.
pub(crate) struct SignedByReceipt {
    pub(crate) holder: Holder,
    pub(crate) request_id: String,
    pub(crate) etag: Option<u64>,
}

pub(crate) fn signature_by_receipt(
    request: &pb::SignMinutesByReceiptRequest,
) -> Result<SignedByReceipt, Status> {
    let pb::SignMinutesByReceiptRequest { receipt_number, secret, request_id: id, etag: tag } =
        request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let whole =
        (|| Some(SignedByReceipt { holder: holder?, request_id: request_id?, etag: etag? }))();
    faults.finish(whole)
}

/// Minutes before their words are sealed.
#[derive(Debug)]
pub(crate) struct MinutesDraft {
    pub(crate) number: Line<200>,
    pub(crate) held_on: Date,
    pub(crate) text: Prose,
    pub(crate) signers: Vec<Signer>,
}

pub(crate) fn minutes(request: &pb::WriteMinutesRequest) -> Result<OnForum<MinutesDraft>, Status> {
    let pb::WriteMinutesRequest {
        name,
        request_id,
        etag,
        number,
        held_on,
        text,
        organisers,
        representatives,
    } = request;
    on_forum(name, request_id, etag, |faults| {
        let number = faults.check("number", Line::parse(number));
        let held_on = required_date(faults, "held_on", held_on.as_ref());
        let text = faults.check("text", Prose::parse(text));
        let organisers = signers(faults, "organisers", organisers, |name| {
            names::parse_officer(name).map(|(_, person)| Signer::Organiser(person))
        });
        let forum = names::parse_forum(name).ok().map(|(_, forum)| forum);
        let representatives = signers(faults, "representatives", representatives, |name| {
            // A participant of another forum is none of this one.
            let of_this = |(_, of, id): (AgencyId, String, String)| {
                let is_of_this = forum.as_ref() == Some(&of);
                Signer::Representative(if is_of_this { id } else { String::new() })
            };
            names::parse_participant(name).map(of_this)
        });
        let mut signers = organisers?;
        signers.extend(representatives?);
        Some(MinutesDraft { number: number?, held_on: held_on?, text: text?, signers })
    })
}

/// One side of those who sign, each once.
fn signers(
    faults: &mut Violations,
    field: &str,
    named: &[String],
    parse: impl Fn(&str) -> Result<Signer, names::NameError>,
) -> Option<Vec<Signer>> {
    if named.is_empty() || named.len() > MOST_SIGNERS {
        faults.add(field, format!("must be 1 to {MOST_SIGNERS} people"));
        return None;
    }
    let mut signers: Vec<Signer> = Vec::new();
    let mut all_fit = true;
    for (n, name) in named.iter().enumerate() {
        match faults.check(&format!("{field}[{n}]"), parse(name)) {
            Some(signer) if signers.contains(&signer) => {
                faults.add(&format!("{field}[{n}]"), "must be named once");
                all_fit = false;
            }
            Some(signer) => signers.push(signer),
            None => all_fit = false,
        }
    }
    all_fit.then_some(signers)
}

pub(crate) fn forum_named(request: &pb::GetForumRequest) -> Result<(AgencyId, String), Status> {
    let pb::GetForumRequest { name } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_forum(name));
    faults.finish(name)
}

/// A page of an agency's forums.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(crate) agency: AgencyId,
    pub(crate) size: usize,
    pub(crate) list: List,
}

pub(crate) fn listing(request: &pb::ListForumsRequest) -> Result<Listing, Status> {
    let pb::ListForumsRequest { parent, page_size: size, page_token: token } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let whole = (|| {
        token?;
        Some(Listing { agency: agency?, size: size?, list: List::new("ListForums", &[parent]) })
    })();
    faults.finish(whole)
}

/// A page of a forum's comments.
#[derive(Debug)]
pub(crate) struct Commenting {
    pub(crate) agency: AgencyId,
    pub(crate) forum: String,
    pub(crate) size: usize,
    pub(crate) list: List,
}

pub(crate) fn comments(request: &pb::ListCommentsRequest) -> Result<Commenting, Status> {
    let pb::ListCommentsRequest { parent, page_size: size, page_token: token } = request;
    let mut faults = Violations::new();
    let named = faults.check("parent", names::parse_forum(parent));
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let whole = (|| {
        token?;
        let (agency, forum) = named?;
        let list = List::new("ListComments", &[parent]);
        Some(Commenting { agency, forum, size: size?, list })
    })();
    faults.finish(whole)
}

/// Minutes to be read, with a slip or without.
pub(crate) struct Downloading {
    pub(crate) agency: AgencyId,
    pub(crate) forum: String,
    pub(crate) holder: Option<Holder>,
}

pub(crate) fn download(request: &pb::DownloadMinutesRequest) -> Result<Downloading, Status> {
    let pb::DownloadMinutesRequest { name, receipt_number, secret } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_forum(name));
    let holder = if receipt_number.is_empty() && secret.is_empty() {
        Some(None)
    } else {
        holder(&mut faults, receipt_number, secret).map(Some)
    };
    let whole = (|| {
        let (agency, forum) = name?;
        Some(Downloading { agency, forum, holder: holder? })
    })();
    faults.finish(whole)
}
