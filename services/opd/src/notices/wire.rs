//! Requests of the notices service, checked whole, and notices as the wire
//! writes them.

use contract::satupintu::notices::v1 as pb;
use edge::Violations;
use kernel::AgencyId;
use permits::{NoticeChannel, NoticeLanguage, NoticePreferences};
use store::{Notice, NoticeState, NoticesStanding};
use tonic::Status;

use crate::{
    names,
    pages::{List, page_size, page_token},
    permits::{Holder, holder},
    wire::timestamp,
    writing::{etag, request_id},
};

/// One entry for each channel is enough.
const MOST_CHANNELS: usize = NoticeChannel::ALL.len();

/// What the applicant chooses.
pub(crate) struct Choosing {
    pub(crate) holder: Holder,
    pub(crate) request_id: String,
    pub(crate) etag: Option<u64>,
    pub(crate) preferences: NoticePreferences,
}

pub(crate) fn choosing(request: &pb::SetPreferencesRequest) -> Result<Choosing, Status> {
    let pb::SetPreferencesRequest {
        receipt_number,
        secret,
        request_id: id,
        etag: tag,
        preferences,
    } = request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let preferences = match preferences {
        Some(preferences) => preferences_of(&mut faults, "preferences", preferences),
        None => {
            faults.add("preferences", "must say what shall hold; it may name no channel");
            None
        }
    };
    let whole = (|| {
        Some(Choosing {
            holder: holder?,
            request_id: request_id?,
            etag: etag?,
            preferences: preferences?,
        })
    })();
    faults.finish(whole)
}

/// The preferences that stand at `field`.
pub(crate) fn preferences_of(
    faults: &mut Violations,
    field: &str,
    preferences: &pb::NoticePreferences,
) -> Option<NoticePreferences> {
    let pb::NoticePreferences { channels, language } = preferences;
    let named = if channels.len() > MOST_CHANNELS {
        faults.add(&format!("{field}.channels"), format!("must be at most {MOST_CHANNELS}"));
        None
    } else {
        let parsed = channels.iter().enumerate().map(|(n, channel)| {
            faults.check(&format!("{field}.channels[{n}]"), channel_of(*channel))
        });
        // Every channel is looked at before the first fault ends it.
        let parsed: Vec<Option<NoticeChannel>> = parsed.collect();
        parsed.into_iter().collect()
    };
    let language = faults.check(&format!("{field}.language"), language_of(*language));
    Some(NoticePreferences { channels: named?, language: language? })
}

fn channel_of(channel: i32) -> Result<NoticeChannel, &'static str> {
    match pb::NoticeChannel::try_from(channel) {
        Ok(pb::NoticeChannel::Email) => Ok(NoticeChannel::Email),
        Ok(pb::NoticeChannel::Whatsapp) => Ok(NoticeChannel::Whatsapp),
        Ok(pb::NoticeChannel::Sms) => Ok(NoticeChannel::Sms),
        Ok(pb::NoticeChannel::Unspecified) | Err(_) => Err("must be one of the channels"),
    }
}

/// The language; Bahasa Indonesia where none is named.
pub(crate) fn language_of(language: i32) -> Result<NoticeLanguage, &'static str> {
    match pb::NoticeLanguage::try_from(language) {
        Ok(pb::NoticeLanguage::Unspecified | pb::NoticeLanguage::Indonesian) => {
            Ok(NoticeLanguage::Indonesian)
        }
        Ok(pb::NoticeLanguage::English) => Ok(NoticeLanguage::English),
        Err(_) => Err("must be one of the languages"),
    }
}

/// A page of notices.
pub(crate) struct Listing {
    pub(crate) agency: AgencyId,
    pub(crate) size: usize,
    pub(crate) state: Option<NoticeState>,
    pub(crate) list: List,
}

pub(crate) fn listing(request: &pb::ListNoticesRequest) -> Result<Listing, Status> {
    let pb::ListNoticesRequest { parent, page_size: size, page_token: token, state } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let state = faults.check("state", state_of(*state));
    let whole = (|| {
        token?;
        let filter = state?.map(NoticeState::as_str).unwrap_or_default();
        let list = List::new("ListNotices", &[parent, filter]);
        Some(Listing { agency: agency?, size: size?, state: state?, list })
    })();
    faults.finish(whole)
}

fn state_of(state: i32) -> Result<Option<NoticeState>, &'static str> {
    match pb::NoticeState::try_from(state) {
        Ok(pb::NoticeState::Unspecified) => Ok(None),
        Ok(pb::NoticeState::Waiting) => Ok(Some(NoticeState::Waiting)),
        Ok(pb::NoticeState::Sent) => Ok(Some(NoticeState::Sent)),
        Ok(pb::NoticeState::Skipped) => Ok(Some(NoticeState::Skipped)),
        Ok(pb::NoticeState::Dropped) => Ok(Some(NoticeState::Dropped)),
        Ok(pb::NoticeState::Dead) => Ok(Some(NoticeState::Dead)),
        Err(_) => Err("must be one of the states"),
    }
}

/// A notice to try again.
pub(crate) struct Resending {
    pub(crate) agency: AgencyId,
    pub(crate) notice: String,
    pub(crate) request_id: String,
}

pub(crate) fn resending(request: &pb::ResendNoticeRequest) -> Result<Resending, Status> {
    let pb::ResendNoticeRequest { name, request_id: id } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_notice(name));
    let request_id = request_id(&mut faults, id);
    let whole = (|| {
        let (agency, notice) = name?;
        Some(Resending { agency, notice, request_id: request_id? })
    })();
    faults.finish(whole)
}

pub(crate) fn agency(request: &pb::GetNoticesStatusRequest) -> Result<AgencyId, Status> {
    let pb::GetNoticesStatusRequest { parent } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    faults.finish(agency)
}

/// Channels as the wire names them.
pub(crate) fn channels(channels: impl Iterator<Item = NoticeChannel>) -> Vec<i32> {
    channels.map(|channel| self::channel(channel).into()).collect()
}

fn channel(channel: NoticeChannel) -> pb::NoticeChannel {
    match channel {
        NoticeChannel::Email => pb::NoticeChannel::Email,
        NoticeChannel::Whatsapp => pb::NoticeChannel::Whatsapp,
        NoticeChannel::Sms => pb::NoticeChannel::Sms,
    }
}

/// Preferences as the wire writes them.
pub(crate) fn preferences(preferences: &NoticePreferences) -> pb::NoticePreferences {
    let NoticePreferences { channels: chosen, language } = preferences;
    let language = language_to(*language).into();
    pb::NoticePreferences { channels: channels(chosen.iter().copied()), language }
}

/// A language as the wire names it.
pub(crate) fn language_to(language: NoticeLanguage) -> pb::NoticeLanguage {
    match language {
        NoticeLanguage::Indonesian => pb::NoticeLanguage::Indonesian,
        NoticeLanguage::English => pb::NoticeLanguage::English,
    }
}

/// How the queue stands.
pub(crate) fn standing(
    channels: Vec<i32>,
    standing: &NoticesStanding,
) -> pb::GetNoticesStatusResponse {
    let NoticesStanding { waiting, failing, oldest, next, dead } = *standing;
    pb::GetNoticesStatusResponse {
        channels,
        waiting,
        failing,
        oldest_waiting_at: oldest.map(timestamp),
        next_attempt_at: next.map(timestamp),
        dead,
    }
}

/// One notice.
pub(crate) fn notice(agency: &AgencyId, notice: &Notice) -> pb::Notice {
    let Notice {
        id,
        agency: _,
        application,
        index,
        channel: way,
        template,
        state: stands,
        attempts,
        made_at,
        next_at,
        fault: last,
    } = notice;
    pb::Notice {
        name: names::notice(agency, id),
        application: if template.starts_with("complaint_") {
            names::complaint(agency, application)
        } else {
            names::application(agency, application)
        },
        journal_index: *index,
        channel: channel(*way).into(),
        template: template.clone(),
        state: state(*stands).into(),
        attempts: *attempts,
        queued_at: Some(timestamp(*made_at)),
        next_attempt_at: Some(timestamp(*next_at)),
        fault: fault(last).into(),
    }
}

fn state(state: NoticeState) -> pb::NoticeState {
    match state {
        NoticeState::Waiting => pb::NoticeState::Waiting,
        NoticeState::Sent => pb::NoticeState::Sent,
        NoticeState::Skipped => pb::NoticeState::Skipped,
        NoticeState::Dropped => pb::NoticeState::Dropped,
        NoticeState::Dead => pb::NoticeState::Dead,
    }
}

/// Stored classes are names; one that is not known says nothing.
fn fault(class: &str) -> pb::NoticeFault {
    let name = format!("NOTICE_FAULT_{}", class.to_ascii_uppercase());
    pb::NoticeFault::from_str_name(&name).unwrap_or_default()
}
