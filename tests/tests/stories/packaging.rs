//! What is installed on a machine: the package holds it, systemd understands its
//! units, and its example settings are settings.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use stories::Scratch;

/// What systemd itself brings, and the units lean on.
const TARGETS: [&str; 7] = [
    "sysinit.target",
    "basic.target",
    "multi-user.target",
    "network-online.target",
    "shutdown.target",
    "timers.target",
    "time-sync.target",
];

fn packaging() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../packaging")
}

/// A program that does nothing: how the real ones run is for other tests.
fn program(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, "#!/bin/sh\n").unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// What a command said, when it went well.
fn said(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let words = [output.stdout, output.stderr].concat();
    let words = String::from_utf8_lossy(&words).into_owned();
    assert!(output.status.success(), "{command:?}: {words}");
    words
}

fn is_here(name: &str) -> bool {
    Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// The package, unpacked; `None` on a machine that is no Debian.
fn installed(scratch: &Scratch) -> Option<PathBuf> {
    if !is_here("dpkg-deb") {
        return None;
    }
    for name in ["opd", "mpp", "satupintu"] {
        program(&scratch.join("programs").join(name));
    }
    let (package, root) = (scratch.join("satupintu.deb"), scratch.join("root"));
    said(Command::new(packaging().join("deb")).arg(scratch.join("programs")).arg(&package));
    said(Command::new("dpkg-deb").arg("-x").arg(&package).arg(&root));
    Some(root)
}

#[test]
fn the_package_holds_programs_units_and_examples_and_no_settings() {
    let scratch = Scratch::new().unwrap();
    let Some(root) = installed(&scratch) else { return };
    let package = scratch.join("satupintu.deb");

    let listed = said(Command::new("dpkg-deb").arg("-c").arg(&package));
    let about = said(Command::new("dpkg-deb").arg("-I").arg(&package));

    for path in [
        "./usr/bin/opd",
        "./usr/bin/mpp",
        "./usr/bin/satupintu",
        "./usr/lib/systemd/system/opd@.service",
        "./usr/lib/systemd/system/opd-backup@.service",
        "./usr/lib/systemd/system/opd-backup@.timer",
        "./usr/lib/systemd/system/mpp.service",
        "./usr/lib/sysusers.d/satupintu.conf",
        "./usr/lib/tmpfiles.d/satupintu.conf",
        "./usr/share/doc/satupintu/examples/opd.toml",
        "./usr/share/doc/satupintu/LICENSE",
    ] {
        assert!(listed.lines().any(|line| line.ends_with(path)), "{path}: {listed}");
    }
    assert!(listed.lines().all(|line| line.contains(" root/root ")), "{listed}");
    // An upgrade overwrites nothing that somebody has set, and no data.
    assert!(!root.join("etc").exists() && !root.join("var").exists());
    assert!(about.contains(&format!("Version: {}", env!("CARGO_PKG_VERSION"))), "{about}");
}

#[test]
fn systemd_understands_every_unit() {
    let scratch = Scratch::new().unwrap();
    let Some(root) = installed(&scratch).filter(|_| is_here("systemd-analyze")) else { return };
    program(&root.join("bin/sh"));
    for target in TARGETS {
        fs::write(root.join("usr/lib/systemd/system").join(target), "[Unit]\n").unwrap();
    }
    let units = [
        "opd@contoh.service",
        "mpp.service",
        "opd-backup@contoh.service",
        "opd-backup@contoh.timer",
    ];
    let root = format!("--root={}", root.display());

    let words = said(Command::new("systemd-analyze").args(["verify", &root]).args(units));

    assert_eq!(words, "");
}

#[test]
fn the_example_settings_are_settings() {
    let examples = packaging().join("settings");

    let opd = opd::settings::Settings::read(Some(&examples.join("opd.toml")), |_| None).unwrap();
    let mpp = mpp::settings::Settings::read(&examples.join("mpp.toml")).unwrap();
    let mall = mpp::Registry::read(&examples.join("mall.toml")).unwrap();

    assert!(opd.listen.ip().is_loopback() && mpp.listen.ip().is_loopback());
    assert!(opd.metrics.unwrap().ip().is_loopback() && mpp.metrics.unwrap().ip().is_loopback());
    let Some(agency) = mall.agency("dpmptsp-contoh") else { panic!("it is listed") };
    assert_eq!(agency.endpoint.as_deref(), Some(format!("http://{}", opd.listen).as_str()));
}
