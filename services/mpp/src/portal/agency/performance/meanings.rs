//! What each figure means, in words and as a formula, and the way there.

use contract::satupintu::dashboard::v1::FigureDefinition;
use maud::{Markup, html};

use crate::portal::visit::Visit;

/// The name of a figure, which leads to its meaning.
pub(super) fn named(visit: &Visit, meanings: &[FigureDefinition], figure: &str) -> Markup {
    let known = meanings.iter().find(|known| known.figure == figure);
    match known {
        Some(known) => html! {
            a href={ "#arti-" (figure) } { (visit.language.said(known.title.as_ref())) }
        },
        None => html! { (figure) },
    }
}

pub(super) fn section(visit: &Visit, meanings: &[FigureDefinition]) -> Markup {
    html! {
        section aria-labelledby="arti" {
            h2 #arti { (visit.pick("Arti setiap angka", "What each figure means")) }
            dl.facts { @for meaning in meanings {
                div id={ "arti-" (meaning.figure) } {
                    dt { (visit.language.said(meaning.title.as_ref())) }
                    dd {
                        (visit.language.said(meaning.meaning.as_ref()))
                        br; code.small lang="en" { (meaning.formula) }
                    }
                }
            } }
        }
    }
}
