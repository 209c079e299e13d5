//! The invitation to say in a survey how a service was: a letter of its own, in
//! which neither the case nor the person is named, so that what is said with its
//! token leads back to nobody.

use kernel::Bilingual;
use permits::NoticeLanguage;

use crate::letter::{Letter, clipped, told};

/// What may stand in an invitation, and all of it. It holds a token, so it has no
/// `Debug`.
pub struct Invitation {
    /// Who asks: the agency by the name that people know.
    pub sender: String,
    /// What people call the service.
    pub service: Bilingual,
    /// The one-time token, as its holder types it.
    pub token: String,
    /// Where the token is entered.
    pub address: String,
    /// Whether the deployment is a simulation.
    pub simulated: bool,
}

/// The words around the facts.
struct Words {
    subject: &'static str,
    salutation: &'static str,
    lead: &'static str,
    service: &'static str,
    token: &'static str,
    enter: &'static str,
    promise: &'static str,
    closing: &'static str,
    simulation: &'static str,
}

const INDONESIAN: Words = Words {
    subject: "Bagaimana pelayanan kami?",
    salutation: "Yth. Pengguna layanan,",
    lead: "Layanan untuk Anda telah selesai. Mohon nilai pelayanan kami; mengisinya hanya beberapa \
           menit dan tidak wajib.",
    service: "Layanan",
    token: "Kode survei (berlaku sekali)",
    enter: "Masukkan kode itu di",
    promise: "Jawaban disimpan tanpa nama dan terpisah dari permohonan Anda. Setelah pesan ini \
              terkirim, kami pun tidak tahu lagi kode siapa ini.",
    closing: "Pesan ini dikirim otomatis; balasan tidak dibaca.",
    simulation: "SIMULASI: pesan ini bagian dari peragaan dan tidak berlaku.",
};

const ENGLISH: Words = Words {
    subject: "How did we serve you?",
    salutation: "Dear user of our service,",
    lead: "The service for you is done. Please tell us how it was; it takes a few minutes, and you \
           need not.",
    service: "Service",
    token: "Survey code (good for once)",
    enter: "Enter the code at",
    promise: "Answers are kept without a name and apart from your application. Once this message \
              is sent, we ourselves no longer know whose code this is.",
    closing: "This message was sent automatically; answers are not read.",
    simulation: "SIMULASI: this message is part of a demonstration and has no effect.",
};

impl Invitation {
    /// The invitation in words.
    #[must_use]
    pub fn letter(&self, language: NoticeLanguage) -> Letter {
        let words = match language {
            NoticeLanguage::Indonesian => &INDONESIAN,
            NoticeLanguage::English => &ENGLISH,
        };
        let mark = if self.simulated { "[SIMULASI] " } else { "" };
        Letter {
            subject: format!("{mark}{}", words.subject),
            body: self.body(words, language),
            short: self.short(mark, words),
        }
    }

    fn body(&self, words: &Words, language: NoticeLanguage) -> String {
        let Self { sender, service, token, address, simulated } = self;
        let simulation = simulated.then(|| format!("{}\n\n", words.simulation));
        format!(
            "{}{}\n\n{}\n\n{}: {}\n{}: {token}\n{} {address}\n\n{}\n\n{}\n\n{sender}\n",
            simulation.unwrap_or_default(),
            words.salutation,
            words.lead,
            words.service,
            told(service, language),
            words.token,
            words.enter,
            words.promise,
            words.closing,
        )
    }

    /// Code and address always fit: each part is cut to its length.
    fn short(&self, mark: &str, words: &Words) -> String {
        let Self { sender, token, address, .. } = self;
        let (sender, address) = (clipped(sender), clipped(address));
        format!("{mark}{sender}: {} {}: {token}. {address}", words.subject, words.token)
    }
}
