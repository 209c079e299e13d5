//! An agency that offers less than the whole contract.

use contract::satupintu::permits::v1::ListApplicationsRequest;
use contract::satupintu::standards::v1::GetPromiseRequest;
use stories::{Agency, Caller, on_each_backend, reason};
use tonic::Code;
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::{
    ServerReflectionRequest, server_reflection_request::MessageRequest,
};

on_each_backend! { Plan::sip().offering([opd::Area::Standards]) =>
    what_is_switched_off_exists_for_nobody,
    neither_health_nor_reflection_names_what_is_switched_off,
}

async fn what_is_switched_off_exists_for_nobody(agency: &mut Agency) {
    let administrator = agency.administrator();
    let list =
        ListApplicationsRequest { parent: administrator.agency.clone(), ..Default::default() };
    let promise = GetPromiseRequest { name: format!("{}/promise", administrator.agency) };

    let off = administrator.permits().list_applications(list).await;
    let on = administrator.standards().get_promise(promise).await;

    assert_eq!(off.as_ref().unwrap_err().code(), Code::Unimplemented);
    assert_eq!(reason(off), "METHOD_UNKNOWN");
    assert_ne!(on.err().map(|status| status.code()), Some(Code::Unimplemented));
}

async fn neither_health_nor_reflection_names_what_is_switched_off(agency: &mut Agency) {
    let public = agency.public();

    let listed = reflected(&public).await;

    assert!(listed.contains("satupintu.standards.v1.StandardsService"), "{listed}");
    assert!(listed.contains("satupintu.access.v1.AccessService"), "{listed}");
    assert!(!listed.contains("satupintu.permits.v1.PermitsService"), "{listed}");
    assert!(is_healthy(&public, "satupintu.standards.v1.StandardsService").await);
    assert!(!is_healthy(&public, "satupintu.permits.v1.PermitsService").await);
}

async fn reflected(caller: &Caller) -> String {
    let message_request = Some(MessageRequest::ListServices(String::new()));
    let asked = ServerReflectionRequest { host: String::new(), message_request };
    let mut client = ServerReflectionClient::new(caller.wire());
    let asked = tokio_stream::once(asked);
    let mut answers = client.server_reflection_info(asked).await.unwrap().into_inner();
    format!("{:?}", answers.message().await.unwrap().unwrap())
}

async fn is_healthy(caller: &Caller, service: &str) -> bool {
    let request = HealthCheckRequest { service: service.to_owned() };
    HealthClient::new(caller.wire()).check(request).await.is_ok()
}
