//! The kinds of report that people choose from, in the portal's form and over
//! Open311: one list, so that neither offers what the other does not know.

use contract::satupintu::complaints::v1::ComplaintClass;

/// A kind of report, as somebody would say it, in both languages.
pub(crate) struct Kind {
    /// Its value in a form, and its `service_code`.
    pub(crate) code: &'static str,
    /// What the contract calls it.
    pub(crate) class: ComplaintClass,
    /// In Bahasa Indonesia and in English.
    pub(crate) said: (&'static str, &'static str),
    /// What belongs to it.
    pub(crate) hint: (&'static str, &'static str),
}

/// All of them, in the order in which they are offered.
pub(crate) const KINDS: [Kind; 4] = [
    Kind {
        code: "layanan",
        class: ComplaintClass::Ordinary,
        said: ("Layanannya tidak seperti seharusnya", "The service is not as it should be"),
        hint: (
            "Misalnya terlambat, loket tutup, petugas tidak sopan.",
            "As when it is late, a counter is closed, or staff are rude.",
        ),
    },
    Kind {
        code: "penyimpangan",
        class: ComplaintClass::Investigation,
        said: ("Ada dugaan penyimpangan", "I suspect misconduct"),
        hint: (
            "Misalnya pungutan liar, suap, penyalahgunaan wewenang. Perlu diperiksa.",
            "As illegal charges, bribes, abuse of power. It has to be investigated.",
        ),
    },
    Kind {
        code: "bertanya",
        class: ComplaintClass::Information,
        said: ("Saya bertanya", "I have a question"),
        hint: ("Minta informasi.", "You want to know something."),
    },
    Kind {
        code: "usul",
        class: ComplaintClass::Aspiration,
        said: ("Saya punya usul", "I have a proposal"),
        hint: ("Harapan atau gagasan perbaikan.", "A wish, or an idea for the better."),
    },
];

/// The kind of that code.
pub(crate) fn by_code(code: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.code == code)
}

/// The kind that the contract calls `class`.
pub(crate) fn by_class(class: ComplaintClass) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.class == class)
}
