//! What a service costs (biaya), and the regulation that allows it.
//!
//! Refuses a price without a regulation: UU 1/2022 leaves an agency few fees,
//! and what no regulation carries is an illegal levy.

use kernel::{Citation, Source};
use serde::{Deserialize, Serialize};
use sop::{Faults, Fields};

use crate::{
    code::{CONTRADICTION, FEE_WITHOUT_BASIS},
    parse::{ENTRY, flipped, read_citation, say},
    tariff::{FeeTime, TariffItem, read_fee_time, read_tariff},
};

/// One trillion rupiah: dearer is a slip of the pen.
pub(crate) const RUPIAH: i64 = 1_000_000_000_000;

/// A fee as the standard states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    pub(crate) amount: Amount,
    pub(crate) basis: Option<FeeBasis>,
    pub(crate) source: Source,
    /// What an assessment is computed from; empty unless the fee is assessed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) tariff: Vec<TariffItem>,
    /// How long an assessment may stay unpaid; absent: [`FeeTime::default`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) time: Option<FeeTime>,
}

/// How much.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// The same for everybody, in whole rupiah; zero when free.
    Rupiah(i64),
    /// Set case by case (SKRD); the text says by whom and how.
    Assessed(String),
}

/// The kind of regulation on which a fee rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeBasis {
    /// A regional regulation (Perda): a fee of the region (retribusi).
    Perda(Citation),
    /// A government regulation: revenue of the state other than tax (PNBP),
    /// which police and immigration take in a mall.
    Pnbp(Citation),
}

impl Fee {
    /// How much.
    #[must_use]
    pub fn amount(&self) -> &Amount {
        &self.amount
    }

    /// Whole rupiah; `None` when the amount is set case by case.
    #[must_use]
    pub fn rupiah(&self) -> Option<i64> {
        match self.amount {
            Amount::Rupiah(rupiah) => Some(rupiah),
            Amount::Assessed(_) => None,
        }
    }

    /// The regulation; always there unless the service is free.
    #[must_use]
    pub fn basis(&self) -> Option<&FeeBasis> {
        self.basis.as_ref()
    }

    /// Whether an agency published the amount.
    #[must_use]
    pub fn source(&self) -> Source {
        self.source
    }

    /// Whether nothing is ever owed.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.amount == Amount::Rupiah(0)
    }

    /// The lines from which an assessment is computed.
    #[must_use]
    pub fn tariff(&self) -> &[TariffItem] {
        &self.tariff
    }

    /// How long an assessment may stay unpaid, and when to remind.
    #[must_use]
    pub fn time(&self) -> FeeTime {
        self.time.unwrap_or_default()
    }
}

impl FeeBasis {
    /// The regulation, whichever kind it is.
    #[must_use]
    pub fn citation(&self) -> &Citation {
        match self {
            Self::Perda(citation) | Self::Pnbp(citation) => citation,
        }
    }
}

/// Whether `text` speaks of a paid fee. Taxes are no fee of a service.
pub(crate) fn tells_of_payment(text: &str) -> bool {
    let text = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["pajak", "pbb"]) {
        return false;
    }
    let is_proof = says(&["bukti", "kuitansi", "tanda terima", "slip"]);
    let is_of_payment = says(&["bayar", "setor", "lunas", "retribusi", "skrd", "pnbp"]);
    is_proof && is_of_payment
}

/// The fee, or what is wrong with it.
pub(crate) fn read_fee(mut fields: Fields<'_>, faults: &mut Faults) -> Option<Fee> {
    let rupiah = fields.integer("rupiah", 0..=RUPIAH, faults);
    let assessed = fields.line::<ENTRY>("assessed", faults);
    let source = fields.source(faults);
    let perda = fields.table("perda", faults).map(|it| read_citation(it, faults));
    let pnbp = fields.table("pnbp", faults).map(|it| read_citation(it, faults));
    let tariff = read_tariff(&mut fields, faults);
    let time = fields.table("due", faults).map(|it| read_fee_time(it, faults));
    let of_item = fields.span_of_key("item");
    let [of_rupiah, of_assessed, of_perda, of_pnbp] =
        ["rupiah", "assessed", "perda", "pnbp"].map(|key| fields.span_of_key(key));
    if of_rupiah.is_none() && of_assessed.is_none() {
        fields.missing("rupiah", faults);
    }
    for (first, second, keys) in [
        (&of_rupiah, &of_assessed, "rupiah, assessed"),
        (&of_rupiah, &of_item, "rupiah, item"),
        (&of_perda, &of_pnbp, "perda, pnbp"),
    ] {
        if let (Some(_), Some(second)) = (first, second) {
            faults.report(
                &CONTRADICTION,
                second.clone(),
                say(&format!("hanya satu dari: {keys}"), &format!("only one of: {keys}")),
                say("yang kedua", "the second one"),
                say("hapus salah satunya", "remove one of them"),
            );
        }
    }
    let span = fields.span();
    fields.finish(faults);
    let amount = match (rupiah, assessed) {
        (Some(rupiah), _) => Amount::Rupiah(rupiah.value),
        (None, Some(assessed)) => Amount::Assessed(assessed.value),
        (None, None) => return None,
    };
    let basis = match (flipped(perda)?, flipped(pnbp)?) {
        (Some(citation), _) => Some(FeeBasis::Perda(citation)),
        (None, Some(citation)) => Some(FeeBasis::Pnbp(citation)),
        (None, None) => None,
    };
    if basis.is_none() && amount != Amount::Rupiah(0) {
        // UU 1/2022 and PP 35/2023: no fee of a region without its Perda.
        faults.report(
            &FEE_WITHOUT_BASIS,
            span,
            say("biaya tanpa dasar peraturan", "a fee without a regulation"),
            say("tanpa `perda` atau `pnbp`", "has neither `perda` nor `pnbp`"),
            say(
                "tambahkan perda = { text = \"Perda …\", source = … }, atau pnbp = { … } untuk \
                 penerimaan negara, atau tulis rupiah = 0",
                "add perda = { text = \"Perda …\", source = … }, or pnbp = { … } for revenue \
                 of the state, or write rupiah = 0",
            ),
        );
        return None;
    }
    Some(Fee { amount, basis, source: source?.value, tariff, time: flipped(time)? })
}
