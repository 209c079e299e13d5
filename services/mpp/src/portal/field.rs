//! A field of a form with its label, its hint and what is wrong with it, tied
//! together so that a screen reader says them as one.

use maud::{Markup, html};

use super::{form::Form, language::Language};

/// A field that is filled in by typing.
pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    pub(crate) label: &'a str,
    pub(crate) hint: &'a str,
    /// `text`, `tel`, `email`, or `area` for several lines.
    pub(crate) kind: &'a str,
    pub(crate) autocomplete: &'a str,
    pub(crate) most: usize,
    pub(crate) required: bool,
}

/// What is wrong with which field: its name, and words for the person.
pub(crate) type Faults = Vec<(String, String)>;

impl Field<'_> {
    pub(crate) fn shown(&self, form: &Form, faults: &Faults, language: Language) -> Markup {
        let Self { name, label, hint, kind, autocomplete, most, required } = *self;
        let fault = fault_of(faults, name);
        let described = match (hint.is_empty(), fault) {
            (true, None) => None,
            (true, Some(_)) => Some(format!("{name}-salah")),
            (false, None) => Some(format!("{name}-petunjuk")),
            (false, Some(_)) => Some(format!("{name}-petunjuk {name}-salah")),
        };
        let invalid = fault.map(|_| "true");
        let mode = match kind {
            "tel" => Some("tel"),
            "number" => Some("numeric"),
            _ => None,
        };
        let typed = if kind == "number" { "text" } else { kind };
        html! {
            div.field.faulty[fault.is_some()] {
                label for=(name) { (label) @if !required { " " span.small { "(" (language.pick("boleh kosong", "optional")) ")" } } }
                @if !hint.is_empty() { p.hint id={ (name) "-petunjuk" } { (hint) } }
                @if let Some(fault) = fault { p.fault id={ (name) "-salah" } { (fault) } }
                @if kind == "area" {
                    textarea id=(name) name=(name) rows="3" maxlength=(most) required[required]
                        aria-describedby=[described] aria-invalid=[invalid] { (form.get(name)) }
                } @else {
                    input id=(name) name=(name) type=(typed) inputmode=[mode] maxlength=(most)
                        autocomplete=(autocomplete) required[required] value=(form.get(name))
                        aria-describedby=[described] aria-invalid=[invalid];
                }
            }
        }
    }
}

/// A question with a few answers of which one is chosen.
pub(crate) struct Choice<'a> {
    pub(crate) name: &'a str,
    pub(crate) question: &'a str,
    pub(crate) hint: &'a str,
    /// What each answer sends, its words, and words that say more.
    pub(crate) answers: &'a [(&'a str, &'a str, &'a str)],
    /// The answer that is chosen before anybody chooses; empty for none.
    pub(crate) at_first: &'a str,
}

impl Choice<'_> {
    pub(crate) fn shown(&self, form: &Form, faults: &Faults) -> Markup {
        let Self { name, question, hint, answers, at_first } = *self;
        let fault = fault_of(faults, name);
        let chosen = if form.get(name).is_empty() { at_first } else { form.get(name) };
        let described = fault.map(|_| format!("{name}-salah"));
        html! {
            fieldset.choice.faulty[fault.is_some()] aria-describedby=[described] {
                legend { (question) }
                @if !hint.is_empty() { p.hint { (hint) } }
                @if let Some(fault) = fault { p.fault id={ (name) "-salah" } { (fault) } }
                @for (place, (value, words, more)) in answers.iter().enumerate() {
                    label.tick {
                        input id=[(place == 0).then_some(name)] type="radio" name=(name) value=(value) checked[*value == chosen];
                        span { (words) @if !more.is_empty() { span.small.more-words { (more) } } }
                    }
                }
            }
        }
    }
}

/// A list of which one entry is chosen; `value` and words of each.
pub(crate) fn list(
    (name, label): (&str, &str),
    entries: impl Iterator<Item = (String, String)>,
    chosen: &str,
) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) { @for (value, words) in entries {
                option value=(value) selected[value == chosen] { (words) }
            } }
        }
    }
}

pub(crate) fn fault_of<'a>(faults: &'a Faults, name: &str) -> Option<&'a str> {
    faults.iter().find(|(field, _)| field == name).map(|(_, fault)| fault.as_str())
}

/// All that is wrong, before the form, each leading to its field.
pub(crate) fn summary(faults: &Faults, language: Language) -> Markup {
    if faults.is_empty() {
        return Markup::default();
    }
    html! {
        div.notice.wrong #galat role="alert" tabindex="-1" {
            p.title { (language.pick("Ada isian yang perlu dibetulkan", "Some fields need correcting")) }
            ul { @for (name, fault) in faults { li { a href={ "#" (name) } { (fault) } } } }
        }
    }
}
