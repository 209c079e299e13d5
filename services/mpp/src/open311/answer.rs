//! Answers in XML and in JSON, from one value: the specification maps one to the
//! other by dropping the names of the list's items (the Spark convention).

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Xml,
}

/// Both of them.
pub(super) const FORMATS: [Format; 2] = [Format::Json, Format::Xml];

impl Format {
    /// As at the end of an address.
    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }

    /// As discovery names it.
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Xml => "text/xml",
        }
    }

    /// `value`, whose element in XML is called `root`.
    pub(super) fn answer(self, status: StatusCode, root: &str, value: &Value) -> Response {
        let text = match self {
            Self::Json => value.to_string(),
            Self::Xml => xml(root, value),
        };
        let kind = format!("{}; charset=utf-8", self.media_type());
        (status, [(header::CONTENT_TYPE, kind)], text).into_response()
    }
}

fn xml(root: &str, value: &Value) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned();
    write(&mut text, root, value);
    text
}

/// Appends the element called `name`, which is always one of our own words.
fn write(text: &mut String, name: &str, value: &Value) {
    text.push_str(&format!("<{name}>"));
    match value {
        Value::Null => {}
        Value::Bool(_) | Value::Number(_) => text.push_str(&value.to_string()),
        Value::String(said) => text.extend(said.chars().flat_map(escaped)),
        Value::Array(items) => items.iter().for_each(|item| write(text, item_of(name), item)),
        Value::Object(fields) => {
            fields.iter().for_each(|(field, value)| write(text, field, value));
        }
    }
    text.push_str(&format!("</{name}>"));
}

/// What an item of the list called `name` is called.
fn item_of(name: &str) -> &str {
    match name {
        "service_requests" => "request",
        plural => plural.strip_suffix('s').unwrap_or(plural),
    }
}

/// A character of a text, where XML 1.0 knows it.
fn escaped(sign: char) -> Vec<char> {
    match sign {
        '&' => "&amp;".chars().collect(),
        '<' => "&lt;".chars().collect(),
        '>' => "&gt;".chars().collect(),
        '\t' | '\n' | '\r' => vec![sign],
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => vec![char::REPLACEMENT_CHARACTER],
        _ => vec![sign],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_value_is_written_in_both_ways() {
        let value = json!([{ "token": "a&b" }, { "lat": null }]);

        assert_eq!(
            xml("service_requests", &value),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service_requests><request><token>a&amp;b\
             </token></request><request><lat></lat></request></service_requests>"
        );
        assert_eq!(value.to_string(), r#"[{"token":"a&b"},{"lat":null}]"#);
    }

    #[test]
    fn what_xml_cannot_say_is_replaced() {
        assert_eq!("\u{1}<".chars().flat_map(escaped).collect::<String>(), "\u{fffd}&lt;");
    }
}
