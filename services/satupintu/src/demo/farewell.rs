//! The end of the demonstration: the proof, and what one needs to go on by hand.

use std::{
    fs::OpenOptions,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use super::{
    cast, door, hall,
    mall::Mall,
    office::{Case, TOKEN_SECONDS},
    verdict, voices,
};
use crate::{
    failure::{Failure, Verdict},
    screen::{Look, Screen},
    spoken,
};

const CREDENTIALS: &str = "credentials.env";

/// Knows the contract from `proto/` alone.
const PYTHON: &str = r#"python3 -c 'import os, sys, grpc; sys.path.insert(0, "proto")
pb, stubs = grpc.protos_and_services("satupintu/permits/v1/permits.proto")
permits = stubs.PermitsServiceStub(grpc.insecure_channel(os.environ["ADDRESS"]))
print(permits.TrackApplication(pb.TrackApplicationRequest(
    receipt_number=os.environ["RECEIPT"], secret=os.environ["SECRET"])))'"#;

/// Verifies the journals and every record of the deployments.
pub(crate) async fn verify(mall: &Mall, screen: &mut Screen) -> Result<Verdict, Failure> {
    screen.gap();
    screen.line(screen.look(Look::Bold, "═══ Jurnal (journals), read again from the first byte"));
    let mut clean = true;
    for house in mall.houses() {
        let report = house.verify().await?;
        let (events, records, root) = (report.journal.size, report.records, report.journal.root);
        screen
            .line(format!("{:<23} {events} events, {records} records, root {root}", house.plan.id));
        if !report.is_clean() {
            clean = false;
            screen.line(screen.look(Look::Red, format!("faults: {report:?}")));
        }
    }
    if clean {
        let said = screen.look(Look::Green, "clean: utuh, tidak ada yang berubah");
        screen.line(format!("verdict  {said}; each record folded anew from its events"));
    }
    Ok(verdict(clean))
}

/// Writes the officers' tokens to a file for the owner alone.
pub(crate) fn credentials(mall: &Mall, case: &Case, screen: &mut Screen) -> Result<(), Failure> {
    let path = mall.house.folder.join(CREDENTIALS);
    let fail =
        |why: std::io::Error| Failure::new(format!("{} cannot be written", path.display()), &why);
    let mut text = format!(
        "# {}. Tokens hold {} hours.\nexport PORTAL={}\nexport ADDRESS={}\nexport RECEIPT={}\n\
         export SECRET={}\n",
        spoken::SIMULATION,
        TOKEN_SECONDS / 3600,
        mall.portal,
        mall.house.address,
        case.receipt,
        case.secret
    );
    let own = voices::officers(mall.house.plan.id);
    let own = own.into_iter().chain([&cast::ADMIN, &hall::CIVIL_COUNTER]);
    for officer in cast::ALL.iter().copied().chain(own) {
        let token = mall.house.deployment.token(officer.id, TOKEN_SECONDS);
        text.push_str(&format!("export {}={token}\n", variable(officer.id)));
    }
    for house in &mall.others {
        let agency = variable(house.plan.id);
        text.push_str(&format!("export {agency}={}\n", house.address));
        for officer in voices::officers(house.plan.id).into_iter().chain([&cast::ADMIN]) {
            let token = house.deployment.token(officer.id, TOKEN_SECONDS);
            text.push_str(&format!("export {agency}_{}={token}\n", variable(officer.id)));
        }
    }
    let mut options = OpenOptions::new();
    let file = options.write(true).create_new(true).mode(0o600).open(&path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(fail)?;
    screen.gap();
    screen.line(format!("tokens of all officers: {} (mode 0600)", path.display()));
    Ok(())
}

/// What to try: by hand with commands that can be copied as they are, and, last,
/// in a browser.
pub(crate) fn invite(mall: &Mall, case: &Case, ended: &Case, screen: &mut Screen) {
    let program = program();
    let program = program.display();
    let file = mall.house.folder.join(CREDENTIALS);
    let folder = mall.house.folder.display();
    let counter = cast::MGL_COUNTER.executes.first().copied().unwrap_or_default();
    let loket = variable(cast::MGL_COUNTER.id);
    screen.gap();
    screen.line(screen.look(Look::Bold, "By hand; case F waits:"));
    screen.gap();
    screen.line(format!(". {}", shell_path(&file)));
    screen.gap();
    screen.line("# what the applicant of case F sees");
    screen.line(format!(
        "{program} track --address http://$ADDRESS --receipt $RECEIPT --secret $SECRET"
    ));
    screen.gap();
    screen.line("# the counter takes the oldest task (grpcurl; the server tells its own contract)");
    screen.line(format!(
        "grpcurl -plaintext -H \"authorization: Bearer ${loket}\" -d \
         '{{\"parent\":\"agencies/{}\",\"request_id\":\"coba-1\",\"executor\":\"{counter}\"}}' \
         $ADDRESS satupintu.permits.v1.PermitsService/TakeNextTask",
        cast::MAGELANG
    ));
    screen.gap();
    screen.line("# the same view from Python, in the project's folder (pip install grpcio-tools)");
    screen.line(PYTHON);
    screen.gap();
    screen.line("# a new token, and the proof once more");
    screen.line(format!(
        "{program} token --dir {folder} --agency {} --subject {}",
        mall.house.plan.id,
        cast::MGL_COUNTER.id
    ));
    screen.line(format!("{program} journal verify --dir {folder}"));
    in_a_browser(mall, case, ended, screen);
}

/// One address, and what is behind it.
fn in_a_browser(mall: &Mall, case: &Case, ended: &Case, screen: &mut Screen) {
    screen.gap();
    screen.line(screen.look(
        Look::Bold,
        format!("The mall stays up until Ctrl-C. Open {} and try:", mall.portal),
    ));
    let folder = mall.house.folder.display();
    let tries = [
        ("Layanan", "search for \"reklame\" or \"KTP\", and apply".to_owned()),
        ("Lacak", format!("{} with {}: case F, at the counter", case.receipt, case.secret)),
        ("Lacak", format!("{} with {}: case G has ended; score it", ended.receipt, ended.secret)),
        ("Verifikasi", format!("the code on {folder}/izin-A.pdf, or on B: revoked")),
        ("Adukan", "say what went wrong; number and secret lead back to it at Lacak".to_owned()),
        ("Konsultasi", "a step of SOP izin-reklame, and what you think of it".to_owned()),
        ("Antrean", "a ticket for one need or four, and the display of the hall".to_owned()),
        ("Meja kerja", at_the_desk(mall)),
        ("Status", "every agency of the mall, and who answers now".to_owned()),
    ];
    for (page, what) in tries {
        screen.line(format!("  {page:<11} {what}"));
    }
}

/// Where an officer works, and how one signs in.
fn at_the_desk(mall: &Mall) -> String {
    let file = mall.house.folder.join(CREDENTIALS);
    format!(
        "{}/meja: choose {}, paste the value of {} from {}; case F waits to be taken",
        mall.portal,
        door::called(cast::MAGELANG),
        variable(cast::MGL_COUNTER.id),
        file.display()
    )
}

/// `loket-mgl` as a variable of the shell.
fn variable(id: &str) -> String {
    id.to_ascii_uppercase().replace('-', "_")
}

/// How this program can be called again from this folder.
fn program() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("satupintu"));
    program.strip_prefix(&here).map_or_else(|_| program.clone(), Path::to_owned)
}

/// `.` looks for a name without a slash in PATH only.
fn shell_path(path: &Path) -> String {
    let text = path.display().to_string();
    if text.contains('/') { text } else { format!("./{text}") }
}
