//! Which methods the contract has, so that none is served without a rule; and
//! the contract of a deployment that offers less than all.

use prost::Message;
use prost_types::FileDescriptorSet;

use crate::FILE_DESCRIPTOR_SET;

/// The path of every method, as `/satupintu.permits.v1.PermitsService/ReadForm`,
/// sorted.
#[must_use]
pub fn methods() -> Vec<String> {
    let descriptors = FileDescriptorSet::decode(FILE_DESCRIPTOR_SET)
        .expect("the build script encoded this very descriptor set");
    let mut paths: Vec<String> = descriptors
        .file
        .iter()
        .flat_map(|file| file.service.iter().map(move |service| (file.package(), service)))
        .flat_map(|(package, service)| {
            service
                .method
                .iter()
                .map(move |method| format!("/{package}.{}/{}", service.name(), method.name()))
        })
        .collect();
    paths.sort();
    paths
}

/// The descriptor set as reflection serves it, with those services alone that are
/// offered, each asked for by its name `package.Service`.
#[must_use]
pub fn described(is_offered: impl Fn(&str) -> bool) -> Vec<u8> {
    let mut descriptors = FileDescriptorSet::decode(FILE_DESCRIPTOR_SET)
        .expect("the build script encoded this very descriptor set");
    for file in &mut descriptors.file {
        let package = file.package().to_owned();
        file.service.retain(|service| is_offered(&format!("{package}.{}", service.name())));
    }
    descriptors.encode_to_vec()
}
