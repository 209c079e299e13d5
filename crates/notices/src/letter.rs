//! A notice as it is read: subject, body, and a short text for telephones.

use kernel::Bilingual;
use permits::NoticeLanguage;

use crate::{template::Template, words};

/// The longest short text, in characters: three short messages.
pub const LONGEST_SHORT: usize = 480;

/// The longest part of a short text that can be left out or cut.
const LONGEST_PART: usize = 70;

/// What may stand in a notice, and all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Who writes: the agency by the name that people know.
    pub sender: String,
    /// The receipt number.
    pub receipt: String,
    /// What people call the service.
    pub service: Bilingual,
    /// The stage at hand, while there is one.
    pub stage: Option<Bilingual>,
    /// Where the clock stands, in one sentence.
    pub due: Bilingual,
    /// Where the applicant can look, if the agency has such an address.
    pub portal: Option<String>,
    /// Whether the deployment is a simulation.
    pub simulated: bool,
}

/// A notice in words. They may hold a token, so it has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The subject of an e-mail.
    pub subject: String,
    /// The text of an e-mail.
    pub body: String,
    /// The text for WhatsApp or a short message: at most [`LONGEST_SHORT`]
    /// characters.
    pub short: String,
}

/// The words around the facts.
struct Frame {
    salutation: &'static str,
    receipt: &'static str,
    service: &'static str,
    stage: &'static str,
    time: &'static str,
    look_at: &'static str,
    look: &'static str,
    closing: &'static str,
    simulation: &'static str,
}

const INDONESIAN: Frame = Frame {
    salutation: "Yth. Pemohon,",
    receipt: "Nomor resi",
    service: "Layanan",
    stage: "Tahap",
    time: "Waktu",
    look_at: "Lihat dengan nomor resi dan kode rahasia Anda di",
    look: "Lihat dengan nomor resi dan kode rahasia Anda di layanan pelacakan kami.",
    closing: "Pesan ini dikirim otomatis; balasan tidak dibaca. Kami tidak pernah meminta kode \
              rahasia, kata sandi atau pembayaran lewat pesan.",
    simulation: "SIMULASI: pesan ini bagian dari peragaan dan tidak berlaku.",
};

const ENGLISH: Frame = Frame {
    salutation: "Dear applicant,",
    receipt: "Receipt number",
    service: "Service",
    stage: "Stage",
    time: "Time",
    look_at: "Look it up by your receipt number and secret at",
    look: "Look it up by your receipt number and secret at our tracking service.",
    closing: "This message was sent automatically; answers are not read. We never ask for your \
              secret, a password or a payment by message.",
    simulation: "SIMULASI: this message is part of a demonstration and has no effect.",
};

/// What is different for whoever complained.
const REPORTER_INDONESIAN: Frame = Frame { salutation: "Yth. Pelapor,", ..INDONESIAN };
const REPORTER_ENGLISH: Frame = Frame { salutation: "Dear reporter,", ..ENGLISH };

impl Letter {
    /// The notice that `template` makes of these facts.
    #[must_use]
    pub fn write(template: Template, language: NoticeLanguage, facts: &Facts) -> Self {
        let words = words::of(template, language);
        let frame = match (language, template.is_for_reporter()) {
            (NoticeLanguage::Indonesian, false) => &INDONESIAN,
            (NoticeLanguage::Indonesian, true) => &REPORTER_INDONESIAN,
            (NoticeLanguage::English, false) => &ENGLISH,
            (NoticeLanguage::English, true) => &REPORTER_ENGLISH,
        };
        let mark = if facts.simulated { "[SIMULASI] " } else { "" };
        Self {
            subject: format!("{mark}{} ({})", words.subject, facts.receipt),
            body: body(words.lead, frame, language, facts),
            short: short(mark, words.lead, frame, language, facts),
        }
    }
}

fn body(lead: &str, frame: &Frame, language: NoticeLanguage, facts: &Facts) -> String {
    let Facts { sender, receipt, service, stage, due, portal, simulated } = facts;
    let mut lines = Vec::new();
    if *simulated {
        lines.extend([frame.simulation.to_owned(), String::new()]);
    }
    lines.extend([frame.salutation.to_owned(), String::new(), lead.to_owned(), String::new()]);
    lines.push(format!("{}: {receipt}", frame.receipt));
    lines.push(format!("{}: {}", frame.service, told(service, language)));
    if let Some(stage) = stage {
        lines.push(format!("{}: {}", frame.stage, told(stage, language)));
    }
    lines.push(format!("{}: {}", frame.time, told(due, language)));
    lines.push(String::new());
    lines.push(match portal {
        Some(portal) => format!("{} {portal}", frame.look_at),
        None => frame.look.to_owned(),
    });
    lines.extend([String::new(), frame.closing.to_owned(), String::new(), sender.clone()]);
    lines.push(String::new());
    lines.join("\n")
}

/// What must be said comes first; the rest as far as there is room.
fn short(mark: &str, lead: &str, frame: &Frame, language: NoticeLanguage, facts: &Facts) -> String {
    let Facts { sender, receipt, service, stage, due, portal, simulated: _ } = facts;
    let mut text = format!("{mark}{}: {lead} {} {receipt}", clipped(sender), frame.receipt);
    let look = portal.as_ref().map(|portal| format!(". {}", clipped(portal)));
    let room = LONGEST_SHORT - look.as_deref().map_or(0, |look| look.chars().count());
    let service = Some(format!(" ({})", clipped(told(service, language))));
    let stage = stage
        .as_ref()
        .map(|stage| format!(". {}: {}", frame.stage, clipped(told(stage, language))));
    let due = Some(format!(". {}", told(due, language)));
    for part in [service, stage, due].into_iter().flatten() {
        if text.chars().count() + part.chars().count() <= room {
            text.push_str(&part);
        }
    }
    text.push_str(&look.unwrap_or_default());
    text.chars().take(LONGEST_SHORT).collect()
}

/// The text in the language of the letter.
pub(crate) fn told(text: &Bilingual, language: NoticeLanguage) -> &str {
    match language {
        NoticeLanguage::Indonesian => &text.id,
        NoticeLanguage::English => &text.en,
    }
}

/// At most [`LONGEST_PART`] characters, with a sign that something was cut.
pub(crate) fn clipped(text: &str) -> String {
    if text.chars().count() <= LONGEST_PART {
        return text.to_owned();
    }
    text.chars().take(LONGEST_PART - 1).chain(['…']).collect()
}
