//! The press: typst with our templates, our fonts, and nothing else to reach.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, Scalar};
use typst::{Library, LibraryExt, World, WorldExt, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use crate::Error;

/// A page that we know how to set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Template {
    Licence,
    Letter,
    Assignment,
    Minutes,
    Assessment,
    Promise,
    Forum,
    Survey,
    Poster,
    Card,
}

impl Template {
    /// What bears a date is a record that is kept for decades; a poster is not.
    const fn standards(self) -> &'static [PdfStandard] {
        match self {
            Self::Poster | Self::Card => &[],
            Self::Licence
            | Self::Letter
            | Self::Assignment
            | Self::Minutes
            | Self::Assessment
            | Self::Promise
            | Self::Forum
            | Self::Survey => &[PdfStandard::A_2b],
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Licence => "licence.typ",
            Self::Letter => "letter.typ",
            Self::Assignment => "assignment.typ",
            Self::Minutes => "minutes.typ",
            Self::Assessment => "assessment.typ",
            Self::Promise => "promise.typ",
            Self::Survey => "survey.typ",
            Self::Forum => "forum.typ",
            Self::Poster => "poster.typ",
            Self::Card => "card.typ",
        }
    }
}

/// Every source there is; whatever else a template asks for does not exist.
static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    [
        ("paper.typ", include_str!("../pages/paper.typ")),
        ("sheet.typ", include_str!("../pages/sheet.typ")),
        ("licence.typ", include_str!("../pages/licence.typ")),
        ("letter.typ", include_str!("../pages/letter.typ")),
        ("assignment.typ", include_str!("../pages/assignment.typ")),
        ("minutes.typ", include_str!("../pages/minutes.typ")),
        ("assessment.typ", include_str!("../pages/assessment.typ")),
        ("promise.typ", include_str!("../pages/promise.typ")),
        ("survey.typ", include_str!("../pages/survey.typ")),
        ("forum.typ", include_str!("../pages/forum.typ")),
        ("poster.typ", include_str!("../pages/poster.typ")),
        ("card.typ", include_str!("../pages/card.typ")),
    ]
    .into_iter()
    .map(|(name, text)| Source::new(file(name), text.to_owned()))
    .collect()
});

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

/// The fonts that come with the program.
pub(crate) struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

pub(crate) fn fonts() -> &'static Fonts {
    &FONTS
}

impl Fonts {
    fn embedded() -> Self {
        let fonts: Vec<Font> =
            typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data))).collect();
        Self { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
    }

    pub(crate) fn covers(&self, character: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(character)))
    }
}

/// Sets `template` with `inputs` and prints it as PDF, what is kept as PDF/A-2b. `identity` makes the
/// file's own identifier.
pub(crate) fn print(template: Template, identity: &str, inputs: Dict) -> Result<Vec<u8>, Error> {
    let printed = Press::new(template, inputs).print(identity);
    // Typst remembers what it has set. No applicant's data outlives its page.
    comemo::evict(0);
    printed
}

/// Sets `template` with `inputs` and paints its first page as PNG, a point a pixel.
pub(crate) fn paint(template: Template, inputs: Dict) -> Result<Vec<u8>, Error> {
    let painted = Press::new(template, inputs).paint();
    comemo::evict(0);
    painted
}

struct Press {
    template: Template,
    library: LazyHash<Library>,
    main: FileId,
}

impl Press {
    fn new(template: Template, inputs: Dict) -> Self {
        Self {
            template,
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            main: file(template.name()),
        }
    }

    fn set(&self) -> Result<PagedDocument, Error> {
        typst::compile(self).output.map_err(|diagnostics| self.fault(&diagnostics))
    }

    fn print(&self, identity: &str) -> Result<Vec<u8>, Error> {
        let document = self.set()?;
        let standards =
            PdfStandards::new(self.template.standards()).map_err(|_| self.fault(&[]))?;
        let options = PdfOptions {
            ident: Smart::Custom(identity.to_owned()),
            creator: Smart::Custom(Some("Satu Pintu".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(|diagnostics| self.fault(&diagnostics))
    }

    fn paint(&self) -> Result<Vec<u8>, Error> {
        let document = self.set()?;
        let page = document.pages().first().ok_or_else(|| self.fault(&[]))?;
        let options = RenderOptions { pixel_per_pt: Scalar::new(1.0), ..RenderOptions::default() };
        let painted = typst_render::render(page, &options);
        painted.encode_png().map_err(|_| self.fault(&[]))
    }

    fn fault(&self, diagnostics: &[SourceDiagnostic]) -> Error {
        let line = diagnostics.first().map_or(0, |first| self.line(first));
        Error::Template { page: self.template.name(), line }
    }

    fn line(&self, diagnostic: &SourceDiagnostic) -> usize {
        let line = || {
            let start = self.range(diagnostic.span)?.start;
            let source = self.source(diagnostic.span.id()?).ok()?;
            source.lines().byte_to_line(start)
        };
        line().map_or(0, |line| line + 1)
    }
}

impl World for Press {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts().book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().fonts.get(index).cloned()
    }

    /// There is no today: a page bears the date it is given.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn file(name: &'static str) -> FileId {
    let path = VirtualPath::new(name).expect("the names above are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}
