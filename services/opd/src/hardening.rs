//! What a server does before it holds the first secret.

use rustix::process::{Resource, Rlimit, setrlimit};

/// No core dump of this process, neither by the kernel nor through a debugger
/// of the same account: one would hold the keys and whatever is being read.
///
/// # Errors
/// When the system refuses; then nothing should be served.
pub fn forbid_core_dumps() -> std::io::Result<()> {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    setrlimit(Resource::Core, none)?;
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}
