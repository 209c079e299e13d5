//! Which methods exist and what each demands. Default deny: a path that is not
//! in the table is not served.

use std::collections::{BTreeSet, HashMap};

use access::Rule;
use prost::Message;
use prost_types::{FileDescriptorSet, MethodDescriptorProto};

/// The rule of every method, by its path `/package.Service/Method`.
pub type RuleTable = [(&'static str, Rule)];

/// What a path asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// A method of the contract.
    Ruled { path: &'static str, rule: Rule },
    /// Whether the server is well; never limited, so that it can say so under load.
    Health,
    /// What the contract is: as public as the source.
    Reflection,
    /// Nothing that we serve.
    Unknown,
}

impl Method {
    /// The path for the log: never what a stranger wrote into it.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Ruled { path, .. } => path,
            Self::Health => "/grpc.health.v1.Health",
            Self::Reflection => "/grpc.reflection",
            Self::Unknown => "unknown",
        }
    }
}

/// The table, ready for looking up.
pub(crate) struct Methods {
    rules: HashMap<&'static str, Rule>,
    /// Those whose callers send a stream.
    received: BTreeSet<String>,
}

impl Methods {
    pub(crate) fn new(table: &'static RuleTable) -> Self {
        Self { rules: table.iter().copied().collect(), received: BTreeSet::new() }
    }

    /// Forgets the methods that are not offered; they are as unknown as any other.
    pub(crate) fn keep(&mut self, is_offered: impl Fn(&str) -> bool) {
        self.rules.retain(|path, _| is_offered(path.trim_start_matches('/')));
    }

    /// Learns from the contract which methods receive a stream.
    pub(crate) fn learn(&mut self, descriptor_set: &[u8]) {
        let set = FileDescriptorSet::decode(descriptor_set).unwrap_or_default();
        let streamed = described(&set).filter(|(_, method)| method.client_streaming());
        self.received = streamed.map(|(path, _)| path).collect();
    }

    /// Whether the caller of `path` sends a stream, which takes its time.
    pub(crate) fn receives_a_stream(&self, path: &str) -> bool {
        self.received.contains(path)
    }

    pub(crate) fn find(&self, path: &str) -> Method {
        if let Some((path, rule)) = self.rules.get_key_value(path) {
            return Method::Ruled { path, rule: *rule };
        }
        let service = path.strip_prefix('/').and_then(|rest| rest.split_once('/'));
        match service {
            Some(("grpc.health.v1.Health", _)) => Method::Health,
            Some((
                "grpc.reflection.v1.ServerReflection" | "grpc.reflection.v1alpha.ServerReflection",
                _,
            )) => Method::Reflection,
            _ => Method::Unknown,
        }
    }

    /// The services in the table, as the health service names them.
    pub(crate) fn services(&self) -> BTreeSet<&'static str> {
        let service = |path: &&'static str| path.trim_start_matches('/').split_once('/');
        self.rules.keys().filter_map(service).map(|(service, _)| service).collect()
    }
}

/// Every method of the contract, by path.
fn described(set: &FileDescriptorSet) -> impl Iterator<Item = (String, &MethodDescriptorProto)> {
    set.file
        .iter()
        .flat_map(|file| file.service.iter().map(move |service| (file.package(), service)))
        .flat_map(|(package, service)| {
            let path = move |name: &str| format!("/{package}.{}/{name}", service.name());
            service.method.iter().map(move |method| (path(method.name()), method))
        })
}

/// Compares the table with the contract, both ways. Call it before serving, and
/// do not serve when it fails: a method without a rule must stop the start.
///
/// # Errors
/// One sentence for each method without a rule, rule without a method, and
/// method with two rules.
pub fn assert_every_method_has_a_rule(
    descriptor_set: &[u8],
    table: &RuleTable,
) -> Result<(), Vec<String>> {
    let set = FileDescriptorSet::decode(descriptor_set)
        .map_err(|error| vec![format!("the descriptor set is unreadable: {error}")])?;
    let methods: BTreeSet<String> = described(&set).map(|(path, _)| path).collect();

    let mut faults = Vec::new();
    let mut ruled = BTreeSet::new();
    for (path, _) in table {
        if !ruled.insert(*path) {
            faults.push(format!("two rules for {path}"));
        }
        if !methods.contains(*path) {
            faults.push(format!("a rule for {path}, which the contract lacks"));
        }
    }
    let unruled = methods.iter().filter(|path| !ruled.contains(path.as_str()));
    faults.extend(unruled.map(|path| format!("no rule for {path}")));
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
