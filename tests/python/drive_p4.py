"""Drives the specialist's licence (P4) from submission to issue, over real gRPC.

Reads from standard input, as JSON: `address`, `service`, and `tokens` by person.
Everything else it knows from proto/. Says on standard output what it saw, as
JSON; ends with an error as soon as anything is not as the contract says.
"""

import json
import sys
import uuid

import client
import grpc

STUBS = client.stubs()
permits = STUBS["satupintu.permits.v1.permits_pb2"]
forms = STUBS["satupintu.permits.v1.application_pb2"]
declarations = STUBS["satupintu.permits.v1.declaration_pb2"]
views = STUBS["satupintu.permits.v1.progress_pb2"]
services = STUBS["satupintu.permits.v1.permits_pb2_grpc"]

# The seven stages: the step, who does it, and by which call.
STAGES = [
    ("pendaftaran", "loket", "accept"),
    ("verifikasi-berkas", "admin", "complete"),
    ("verifikasi-dinkes", "dinkes", "recommend"),
    ("setting-nomor", "penomoran", "complete"),
    ("tte", "kepala", "approve"),
    ("pengecekan", "penerbitan", "issue"),
    ("penyampaian", "loket", "complete"),
]


class Office:
    """The agency's service, called by whoever is named."""

    def __init__(self, channel: grpc.Channel, tokens: dict[str, str]):
        self.stub = services.PermitsServiceStub(channel)
        self.tokens = tokens

    def call(self, person: str | None, method: str, request):
        """The answer to a call by a person, or by nobody in particular."""
        token = self.tokens[person] if person else None
        metadata = [("authorization", f"Bearer {token}")] if token else []
        return getattr(self.stub, method)(request, metadata=metadata, timeout=30)

    def refusal(self, person: str | None, method: str, request) -> tuple[str, str]:
        """The code and the reason for which a call is refused."""
        try:
            self.call(person, method, request)
        except grpc.RpcError as error:
            return error.code().name, reason(error)
        raise AssertionError(f"{method} was granted to {person}")

    def repeated(self, person: str | None, method: str, request):
        """The answer to a write, which its repeat must get, too."""
        first = self.call(person, method, request)
        again = self.call(person, method, request)
        assert first == again, f"a repeat of {method} got another answer"
        return first


def reason(error: grpc.RpcError) -> str:
    """`ErrorInfo.reason`, read from the trailer as any client can."""
    trailer = {key: value for key, value in error.trailing_metadata()}
    status = trailer["grpc-status-details-bin"]
    for name, value in fields(status):
        if name == 3:
            detail = dict(fields(value))
            if detail[1].endswith(b"google.rpc.ErrorInfo"):
                return dict(fields(detail[2]))[1].decode()
    raise AssertionError(f"a refusal without reason: {error}")


def fields(message: bytes):
    """The fields of a protobuf message that are texts, bytes or messages.

    `google.rpc.Status` is not in proto/, and this is all that we need of it.
    """
    place = 0
    while place < len(message):
        key, place = varint(message, place)
        number, wire = key >> 3, key & 7
        if wire == 2:
            length, place = varint(message, place)
            yield number, message[place : place + length]
            place += length
        elif wire == 0:
            _, place = varint(message, place)
        else:
            raise AssertionError(f"wire type {wire} in a status")


def varint(message: bytes, place: int) -> tuple[int, int]:
    """The number at a place, and the place after it."""
    number = shift = 0
    while True:
        byte = message[place]
        place += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return number, place


def new_id() -> str:
    return str(uuid.uuid4())


def submission(service: str):
    """An application by somebody who cannot exist: no region has the code 99."""
    return permits.SubmitApplicationRequest(
        service=service,
        request_id=new_id(),
        applicant=forms.Applicant(
            name="Contoh Pemohon",
            nik="9901011708450001",
            phone="081200000001",
            address="Jalan Contoh Nomor 1",
        ),
        answers=[forms.Answer(requirement_id="ktp", text="terlampir")],
        district="33.08.01",
        channel=forms.CHANNEL_ONLINE,
    )


def act(kind: str, case: str, step: str) -> tuple[str, object]:
    """The method and the request by which a stage is done."""
    write = {"name": case, "request_id": new_id(), "step": step}
    if kind == "accept":
        return "AcceptApplication", permits.AcceptApplicationRequest(**write)
    if kind == "approve":
        request = permits.ApproveApplicationRequest(**write, reason="Seluruh syarat terpenuhi")
        return "ApproveApplication", request
    if kind == "issue":
        return "IssueLicence", permits.IssueLicenceRequest(**write)
    if kind == "recommend":
        write |= {"outcome": "direkomendasikan", "reason": "Kompetensi sesuai"}
    return "CompleteTask", permits.CompleteTaskRequest(**write)


def drive(office: Office, service: str) -> dict:
    """From submission to issue; every write is made twice."""
    request = submission(service)
    receipt = office.repeated(None, "SubmitApplication", request)
    request.district = "33.08.02"
    reused = office.refusal(None, "SubmitApplication", request)
    assert reused == ("ALREADY_EXISTS", "REQUEST_ID_REUSED"), reused

    people = {person for _, person, _ in STAGES}
    for step, person, kind in STAGES:
        def take():
            return permits.TakeTaskRequest(
                name=receipt.name,
                request_id=new_id(),
                step=step,
                declaration=declarations.DECLARATION_NO_CONFLICT,
            )

        for other in sorted(people - {person}):
            refused = office.refusal(other, "TakeTask", take())
            assert refused == ("PERMISSION_DENIED", "DUTY_MISSING"), (step, other, refused)
        unknown = office.refusal(None, "TakeTask", take())
        assert unknown == ("UNAUTHENTICATED", "SIGN_IN_REQUIRED"), unknown

        office.repeated(person, "TakeTask", take())
        method, request = act(kind, receipt.name, step)
        done = office.repeated(person, method, request)

    track = permits.TrackApplicationRequest(
        receipt_number=receipt.receipt_number, secret=receipt.secret
    )
    progress = office.call(None, "TrackApplication", track).progress
    track.secret = "0000-0000-0000-0000"
    wrong = office.refusal(None, "TrackApplication", track)
    assert wrong == ("NOT_FOUND", "RECEIPT_UNKNOWN"), wrong
    done_stages = [it.step for it in progress.stages if it.status == views.STAGE_STATUS_DONE]
    return {
        "case": receipt.name,
        "state": views.ApplicationState.Name(progress.state),
        "licence_number": progress.licence_number,
        "stages_done": done_stages,
        "officer_sees": done.application.licence_number,
    }


def main() -> None:
    told = json.load(sys.stdin)
    with grpc.insecure_channel(told["address"]) as channel:
        grpc.channel_ready_future(channel).result(timeout=30)
        seen = drive(Office(channel, told["tokens"]), told["service"])
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()
