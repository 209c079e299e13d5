//! The end of the demonstration: the proof, and what one needs to go on by hand.

use std::{
    fs::OpenOptions,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use super::{
    cast,
    mall::{AGENCY, Mall},
    office::{Case, TOKEN_SECONDS},
    verdict,
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

/// Verifies the journal and every record of the deployment.
pub(crate) async fn verify(mall: &Mall, screen: &mut Screen) -> Result<Verdict, Failure> {
    let report = mall.deployment.store().verify(&[]).await;
    let report = report.map_err(|why| Failure::new("the journal cannot be read", &why))?;
    let clean = report.is_clean();
    screen.gap();
    screen.line(screen.look(Look::Bold, "═══ Jurnal (journal), read again from its first byte"));
    screen.line(format!("events   {}", report.journal.size));
    screen.line(format!("records  {}, each folded anew from its events", report.records));
    screen.line(format!("root     {}", report.journal.root));
    let said = match clean {
        true => screen.look(Look::Green, "clean: utuh, tidak ada yang berubah"),
        false => screen.look(Look::Red, format!("faults: {report:?}")),
    };
    screen.line(format!("verdict  {said}"));
    Ok(verdict(clean))
}

/// Writes the officers' tokens to a file for the owner alone.
pub(crate) fn credentials(mall: &Mall, case: &Case, screen: &mut Screen) -> Result<(), Failure> {
    let path = mall.folder.join(CREDENTIALS);
    let fail =
        |why: std::io::Error| Failure::new(format!("{} cannot be written", path.display()), &why);
    let mut text = format!(
        "# {}. Tokens hold {} hours.\nexport PORTAL={}\nexport ADDRESS={}\nexport RECEIPT={}\n\
         export SECRET={}\n",
        spoken::SIMULATION,
        TOKEN_SECONDS / 3600,
        mall.portal,
        mall.address,
        case.receipt,
        case.secret
    );
    for officer in cast::ALL.iter().copied().chain([&cast::ADMIN]) {
        let token = mall.deployment.token(officer.id, TOKEN_SECONDS);
        text.push_str(&format!("export {}={token}\n", variable(officer.id)));
    }
    let mut options = OpenOptions::new();
    let file = options.write(true).create_new(true).mode(0o600).open(&path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(fail)?;
    screen.gap();
    screen.line(format!("tokens of all officers: {} (mode 0600)", path.display()));
    Ok(())
}

/// Commands that can be copied as they are.
pub(crate) fn invite(mall: &Mall, screen: &mut Screen) {
    let program = program();
    let program = program.display();
    let file = mall.folder.join(CREDENTIALS);
    let folder = mall.folder.display();
    let counter = cast::MGL_COUNTER.executes.first().copied().unwrap_or_default();
    let (loket, address) = (variable(cast::MGL_COUNTER.id), mall.address);
    screen.gap();
    screen.line(screen.look(
        Look::Bold,
        format!("The portal stays up on {} until Ctrl-C: open it in a browser.", mall.portal),
    ));
    screen.line(format!("The server behind it is on http://{address}; case F waits. Try:"));
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
        "{program} token --dir {folder} --agency {AGENCY} --subject {}",
        cast::MGL_COUNTER.id
    ));
    screen.line(format!("{program} journal verify --dir {folder}"));
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
