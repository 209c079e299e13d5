//! The OpenAPI 3.1 document of the API, made from the contract: paths from the
//! methods that are offered, schemas from their messages, words from the
//! comments.

use std::{collections::BTreeMap, sync::LazyLock};

use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use prost_reflect::{
    EnumDescriptor, FieldDescriptor, FileDescriptor, Kind, MessageDescriptor, MethodDescriptor,
};
use serde_json::{Map, Value, json};

use super::{
    json as answer,
    methods::{METHODS, method},
};

static DOCUMENT: LazyLock<Value> = LazyLock::new(made);

/// The document; it is as public as the source.
pub(super) async fn document() -> Response {
    let mut response = answer(&*DOCUMENT);
    let kept = HeaderValue::from_static("public, max-age=3600");
    response.headers_mut().insert(header::CACHE_CONTROL, kept);
    response
}

fn made() -> Value {
    let mut schemas = BTreeMap::new();
    let mut paths = Map::new();
    for (service, name, _) in METHODS {
        let Some((method, _)) = method(service, name) else { continue };
        add(&method.input(), &mut schemas);
        add(&method.output(), &mut schemas);
        paths.insert(format!("/api/v1/{service}/{name}"), json!({ "post": operation(&method) }));
    }
    paths.insert("/api/v1/services".to_owned(), json!({ "get": whole_catalogue() }));
    schemas.insert("Problem".to_owned(), problem());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Satu Pintu",
            "version": "v1",
            "description": "The public methods of the contract as JSON, in the unary form of the Connect protocol.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn operation(method: &MethodDescriptor) -> Value {
    let described = comment(&method.parent_file(), method.path());
    let summary = described.split(". ").next().unwrap_or_default().trim_end_matches('.');
    json!({
        "operationId": format!("{}_{}", method.parent_service().name(), method.name()),
        "tags": [method.parent_service().name()],
        "summary": summary,
        "description": described,
        "requestBody": {
            "required": true,
            "content": { "application/json": { "schema": reference(&method.input()) } },
        },
        "responses": {
            "200": {
                "description": "The answer.",
                "content": { "application/json": { "schema": reference(&method.output()) } },
            },
            "default": refusal(),
        },
    })
}

fn whole_catalogue() -> Value {
    json!({
        "operationId": "services",
        "tags": ["Gateway"],
        "summary": "The services of all agencies in one answer",
        "description": "Names the agencies that did not answer; `as_of` says when what is shown was true.",
        "responses": {
            "200": {
                "description": "The catalogue.",
                "content": { "application/json": { "schema": {
                    "type": "object",
                    "required": ["agencies", "unreachable"],
                    "properties": {
                        "agencies": { "type": "array", "items": {
                            "type": "object",
                            "required": ["agency", "name", "as_of", "services"],
                            "properties": {
                                "agency": { "type": "string" },
                                "name": { "type": "string" },
                                "as_of": { "type": "string", "format": "date-time" },
                                "services": { "type": "array", "items": {
                                    "$ref": "#/components/schemas/satupintu.sop.v1.Service"
                                } },
                            },
                        } },
                        "unreachable": { "type": "array", "items": { "type": "string" } },
                    },
                } } },
            },
        },
    })
}

fn refusal() -> Value {
    json!({
        "description": "A refusal or failure; `reason` is stable.",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    })
}

fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["code", "message", "reason", "pesan"],
        "properties": {
            "code": { "type": "string", "description": "As the Connect protocol spells it." },
            "message": { "type": "string", "description": "For developers." },
            "reason": { "type": "string", "description": "The stable reason of the contract." },
            "pesan": { "type": "string", "description": "For people, in Bahasa Indonesia." },
            "violations": { "type": "array", "items": { "type": "object", "properties": {
                "field": { "type": "string" },
                "description": { "type": "string" },
            } } },
            "unreachable": { "type": "array", "items": { "type": "string" } },
        },
    })
}

fn reference(message: &MessageDescriptor) -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", message.full_name()) })
}

/// Adds the schema of a message, and of every message in it.
fn add(message: &MessageDescriptor, schemas: &mut BTreeMap<String, Value>) {
    if well_known(message).is_some() || schemas.contains_key(message.full_name()) {
        return;
    }
    // Holds the place, for a message that holds itself.
    schemas.insert(message.full_name().to_owned(), Value::Null);
    let mut properties = Map::new();
    for field in message.fields() {
        if let Kind::Message(inner) = field.kind() {
            add(&inner, schemas);
        }
        properties.insert(field.json_name().to_owned(), property(&field));
    }
    let schema = json!({
        "type": "object",
        "description": comment(&message.parent_file(), message.path()),
        "properties": properties,
        "additionalProperties": false,
    });
    schemas.insert(message.full_name().to_owned(), schema);
}

fn property(field: &FieldDescriptor) -> Value {
    let one = kind(&field.kind());
    let mut schema = if field.is_list() { json!({ "type": "array", "items": one }) } else { one };
    if let Value::Object(schema) = &mut schema {
        let described = comment(&field.parent_message().parent_file(), field.path());
        schema.insert("description".to_owned(), described.into());
    }
    schema
}

/// A value as proto3 JSON writes it.
fn kind(kind: &Kind) -> Value {
    match kind {
        Kind::Double | Kind::Float => json!({ "type": "number" }),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => {
            json!({ "type": "integer", "format": "int32" })
        }
        Kind::Uint32 | Kind::Fixed32 => {
            json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX })
        }
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 | Kind::Uint64 | Kind::Fixed64 => {
            json!({ "type": ["string", "integer"], "pattern": "^-?[0-9]+$" })
        }
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::String => json!({ "type": "string" }),
        Kind::Bytes => json!({ "type": "string", "contentEncoding": "base64" }),
        Kind::Message(message) => well_known(message).unwrap_or_else(|| reference(message)),
        Kind::Enum(names) => json!({ "type": "string", "enum": values(names) }),
    }
}

fn values(names: &EnumDescriptor) -> Vec<String> {
    names.values().map(|value| value.name().to_owned()).collect()
}

/// Messages that proto3 JSON writes in a way of their own.
fn well_known(message: &MessageDescriptor) -> Option<Value> {
    match message.full_name() {
        "google.protobuf.Timestamp" => Some(json!({ "type": "string", "format": "date-time" })),
        "google.protobuf.Duration" => Some(json!({ "type": "string" })),
        _ => None,
    }
}

/// The comment above the thing at `path`, in one line.
fn comment(file: &FileDescriptor, path: &[i32]) -> String {
    let info = file.file_descriptor_proto().source_code_info.as_ref();
    let mut places = info.into_iter().flat_map(|info| &info.location);
    let place = places.find(|place| place.path == path);
    let text = place.map_or("", |place| place.leading_comments());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_describes_every_method_in_the_contracts_words() {
        let document = made();

        let track =
            &document["paths"]["/api/v1/satupintu.permits.v1.PermitsService/TrackApplication"];
        let said = track["post"]["description"].as_str().unwrap();
        assert!(said.starts_with("Shows the applicant where the application stands."), "{said}");
        assert_eq!(document["paths"].as_object().unwrap().len(), METHODS.len() + 1);
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = made();
        let text = document.to_string();
        let schemas = document["components"]["schemas"].as_object().unwrap();

        for reference in text.split("#/components/schemas/").skip(1) {
            let name = reference.split('"').next().unwrap();
            assert!(schemas.contains_key(name), "{name}");
        }
        assert!(schemas.values().all(Value::is_object));
    }
}
