//! The square that leads a telephone to the verification.

use qrcode::render::svg::Color;
use qrcode::{EcLevel, QrCode};

use crate::Error;

/// The QR code that leads to `address`, as SVG with its quiet margin. A seventh of it
/// may be damaged (level M): paper is stamped and folded.
pub fn qr(address: &str) -> Result<String, Error> {
    let code =
        QrCode::with_error_correction_level(address, EcLevel::M).map_err(|_| Error::Address)?;
    Ok(code.render::<Color<'_>>().quiet_zone(true).build())
}
