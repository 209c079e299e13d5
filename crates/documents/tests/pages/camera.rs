//! What a telephone sees on a page: its QR codes.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};

/// What the QR codes of the first page say, as a camera would see them.
pub(crate) fn codes(pdf: &[u8]) -> Vec<String> {
    let pdf = Pdf::new(pdf.to_vec()).expect("a PDF");
    let page = pdf.pages().first().expect("a page");
    let settings =
        RenderSettings { x_scale: 3.0, y_scale: 3.0, bg_color: WHITE, ..Default::default() };
    let pixels = render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
    let (width, height) = (usize::from(pixels.width()), usize::from(pixels.height()));
    let grey = |x: usize, y: usize| pixels.data()[y * width + x].g;
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    image.detect_grids().iter().map(|grid| grid.decode().expect("a code").1).collect()
}
