//! The service promise (maklumat pelayanan).

use typst::foundations::dict;

use crate::press::{Template, print};
use crate::sheet::Sheet;
use crate::{Error, values};

/// The sentence that agencies use; an agency may have its own.
pub const PROMISE: &str = "Dengan ini kami berjanji dan sanggup menyelenggarakan pelayanan sesuai \
    Standar Pelayanan, melakukan perbaikan secara terus-menerus, serta bersedia menerima sanksi \
    dan/atau memberikan kompensasi apabila pelayanan tidak sesuai dengan standar.";

/// What the promise says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromisePage {
    /// Letterhead, number, day, signatory.
    pub sheet: Sheet,
    /// The promise itself.
    pub text: String,
    /// The decree that establishes it.
    pub decree: String,
    /// The service standards it covers.
    pub covers: Vec<String>,
    /// What a citizen gets when it is broken.
    pub compensation: String,
    /// Where to complain.
    pub channels: Vec<String>,
}

/// The promise as PDF/A-2b, to be hung where citizens wait.
pub fn promise(page: &PromisePage) -> Result<Vec<u8>, Error> {
    let PromisePage { sheet, text, decree, covers, compensation, channels } = page;
    let inputs = dict! {
        "sheet" => values::sheet(sheet),
        "title" => values::text("Maklumat Pelayanan"),
        "text" => values::text(text),
        "decree" => values::text(decree),
        "covers" => values::texts(covers),
        "compensation" => values::text(compensation),
        "channels" => values::texts(channels),
        "verification" => values::verification(None)?,
    };
    print(Template::Promise, &format!("Maklumat {}", sheet.number), inputs)
}
