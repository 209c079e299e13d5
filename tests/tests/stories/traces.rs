//! One visit is one trace, from the gateway into the agencies, at a collector that
//! others specified (OTLP); and nothing in it tells what a log may not tell.

use std::sync::{Arc, Mutex};

use contract::satupintu::permits::v1::TrackApplicationRequest;
use opentelemetry_proto::tonic::collector::trace::v1::trace_service_server::{
    TraceService, TraceServiceServer,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::{Span, status::StatusCode};
use stories::mall::{EMPTY, Mall, entry_of};
use stories::{Agency, Backend, Plan, reason, sip};
use tokio::net::TcpListener;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::{Request, Response, Status};

/// What a collector was sent: the program, and its span.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<(String, Span)>>>);

#[tonic::async_trait]
impl TraceService for Collector {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        let mut collected = self.0.lock().unwrap();
        for of_program in request.into_inner().resource_spans {
            let resource = of_program.resource.unwrap();
            let name = resource.attributes.iter().find(|it| it.key == "service.name").unwrap();
            let name = text(name.value.as_ref().unwrap().value.as_ref());
            let spans = of_program.scope_spans.into_iter().flat_map(|scope| scope.spans);
            collected.extend(spans.map(|span| (name.clone(), span)));
        }
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

impl Collector {
    async fn listens(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let served = tonic::transport::Server::builder()
            .add_service(TraceServiceServer::new(self.clone()))
            .serve_with_incoming(TcpListenerStream::new(listener));
        tokio::spawn(served);
        format!("http://{address}")
    }

    fn spans(&self, program: &str) -> Vec<Span> {
        let all = self.0.lock().unwrap();
        all.iter().filter(|(name, _)| name == program).map(|(_, span)| span.clone()).collect()
    }
}

fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::StringValue(text)) => text.clone(),
        Some(Value::IntValue(number)) => number.to_string(),
        other => panic!("{other:?}"),
    }
}

fn attribute(span: &Span, key: &str) -> String {
    let found = span.attributes.iter().find(|it| it.key == key);
    found.map_or_else(String::new, |it| text(it.value.as_ref().unwrap().value.as_ref()))
}

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

#[tokio::test]
async fn a_visit_can_be_followed_from_the_gateway_into_the_agency() {
    let collector = Collector::default();
    let address = collector.listens().await;
    let plan = Plan { collector: Some(address.clone()), ..Plan::sip() };
    let agency = Agency::open(plan, Backend::Sqlite).await;
    let mall = Mall::traced(&(EMPTY.to_owned() + &entry_of(&agency)), &address).await;
    let parent = format!("00-{TRACE}-00f067aa0ba902b7-01");

    let here = "/instansi/dpmptsp-magelang/kinerja?periode=2026&cari=Budi";
    let page = mall.browser().get_with(here, &[("traceparent", &parent)]).await;
    mall.operations.flush_spans().await;
    agency.operations().flush_spans().await;

    assert_eq!(page.status, 200);
    let [visit] = &collector.spans("mpp")[..] else { panic!("{:?}", collector.spans("mpp")) };
    assert_eq!(visit.name, "GET /instansi/{agency}/kinerja");
    assert_eq!(hex::encode(&visit.trace_id), TRACE);
    assert_eq!(hex::encode(&visit.parent_span_id), "00f067aa0ba902b7");
    assert_eq!(attribute(visit, "http.response.status_code"), "200");
    let of_visit =
        collector.spans("opd").into_iter().filter(|span| span.trace_id == visit.trace_id);
    let of_visit: Vec<Span> = of_visit.collect();
    assert!(of_visit.iter().all(|span| span.parent_span_id == visit.span_id), "{of_visit:?}");
    let figures = "satupintu.dashboard.v1.DashboardService/GetServiceFigures";
    let asked = of_visit.iter().find(|span| attribute(span, "rpc.method") == figures).unwrap();
    assert_eq!(attribute(asked, "rpc.grpc.status_code"), "0");
    assert_eq!(attribute(asked, "satupintu.caller"), "public");
    let all = format!("{:?}", collector.0.lock().unwrap());
    assert!(!all.contains("Budi") && !all.contains("cari"), "{all}");
    mall.close().await;
    agency.close().await;
}

#[tokio::test]
async fn a_refusal_tells_its_reason_and_is_nobodys_failure() {
    let collector = Collector::default();
    let plan = Plan { collector: Some(collector.listens().await), ..Plan::sip() };
    let agency = Agency::open(plan, Backend::Sqlite).await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let wrong = TrackApplicationRequest {
        receipt_number: receipt.number.clone(),
        secret: "bukan-rahasianya".to_owned(),
    };

    let refused = agency.public().permits().track_application(wrong).await;
    agency.operations().flush_spans().await;

    let spans = collector.spans("opd");
    let of = |method: &str| spans.iter().find(|it| attribute(it, "rpc.method").ends_with(method));
    let tracked = of("/TrackApplication").unwrap();
    assert_eq!(attribute(tracked, "satupintu.reason"), reason(refused));
    let code = tracked.status.as_ref().map_or(0, |status| status.code);
    assert_eq!(code, StatusCode::Unset as i32);
    let all = format!("{spans:?}");
    assert!(!all.contains(&receipt.number) && !all.contains(&receipt.secret), "{all}");
    agency.close().await;
}
