//! The contract as a client's author reads it: the descriptors, and what the
//! comments promise about each field.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use prost_reflect::{DescriptorPool, FieldDescriptor, Kind, MessageDescriptor};

/// The contract with its comments.
pub(super) struct Contract {
    pool: DescriptorPool,
    comments: BTreeMap<(String, Vec<i32>), String>,
}

impl Contract {
    /// Compiles `proto/`.
    pub(super) fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../proto");
        let mut compiler = protox::Compiler::new([&root]).unwrap();
        compiler.include_imports(true).include_source_info(true);
        for path in contract::methods() {
            let (package, _) = path[1..].rsplit_once('.').expect("a service has a package");
            let folder = root.join(package.replace('.', "/"));
            for entry in std::fs::read_dir(folder).unwrap() {
                compiler.open_file(entry.unwrap().path()).unwrap();
            }
        }
        let pool = compiler.descriptor_pool();
        let mut comments = BTreeMap::new();
        for file in pool.files() {
            let places = file.file_descriptor_proto().source_code_info.iter();
            for place in places.flat_map(|info| &info.location) {
                let comment = place.leading_comments().replace('\n', " ");
                comments.insert((file.name().to_owned(), place.path.clone()), comment);
            }
        }
        Self { pool, comments }
    }

    /// The message that the method `path` takes.
    pub(super) fn input(&self, path: &str) -> MessageDescriptor {
        let (service, method) = path[1..].split_once('/').expect("service and method");
        let service = self.pool.get_service_by_name(service).expect("the contract has it");
        let method = service.methods().find(|it| it.name() == method).expect("the service has it");
        method.input()
    }

    fn comment(&self, file: &str, path: &[i32]) -> &str {
        let comment = self.comments.get(&(file.to_owned(), path.to_vec()));
        comment.map(String::as_str).unwrap_or_default()
    }

    pub(super) fn of_field(&self, field: &FieldDescriptor) -> &str {
        self.comment(field.parent_file().name(), field.path())
    }

    /// Whether the contract says that a field must be given.
    pub(super) fn is_required(&self, field: &FieldDescriptor) -> bool {
        self.of_field(field).contains("Required.")
    }

    /// Whether the contract says that one of a choice must be given.
    pub(super) fn is_required_choice(&self, choice: &prost_reflect::OneofDescriptor) -> bool {
        let comment = self.comment(choice.parent_file().name(), choice.path());
        comment.contains("Required.") || comment.contains("Exactly one")
    }

    /// The bound that the contract gives: `At most N`, `1 to N`, `N digits`.
    pub(super) fn limit(&self, field: &FieldDescriptor) -> Option<usize> {
        let comment = self.of_field(field);
        if comment.contains("At most 128 KiB") {
            return Some(128 * 1024);
        }
        let mut numbers = ["1 to ", "At most "].iter().filter_map(|words| {
            let (_, after) = comment.split_once(words)?;
            after.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
        });
        numbers.next()
    }

    /// Every field below `message` in which there can be a fault, by full name.
    pub(super) fn fields_below(&self, message: &MessageDescriptor) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for field in message.fields() {
            match field.kind() {
                Kind::String | Kind::Enum(_) => {
                    found.insert(field.full_name().to_owned());
                }
                Kind::Message(inner) if super::planting::is_value(&inner) => {
                    found.insert(field.full_name().to_owned());
                }
                Kind::Message(inner) => found.extend(self.fields_below(&inner)),
                _ => {}
            }
            if field.is_list() {
                found.insert(field.full_name().to_owned());
            }
        }
        found
    }
}
