"""Drives a complaint from its receipt to the reporter's word, over real gRPC.

Reads from standard input, as JSON: `address`, `agency`, and `tokens` by person.
Everything else it knows from proto/. Says on standard output what it saw, as
JSON; ends with an error as soon as anything is not as the contract says.
"""

import json
import sys
import uuid

import client
import grpc

STUBS = client.stubs()
complaints = STUBS["satupintu.complaints.v1.complaints_pb2"]
services = STUBS["satupintu.complaints.v1.complaints_pb2_grpc"]


class Desk:
    """The complaints service, called by whoever is named."""

    def __init__(self, channel: grpc.Channel, tokens: dict[str, str]):
        self.stub = services.ComplaintsServiceStub(channel)
        self.tokens = tokens

    def call(self, person: str | None, method: str, request):
        """The answer to a call by a person, or by nobody in particular."""
        token = self.tokens[person] if person else None
        metadata = [("authorization", f"Bearer {token}")] if token else []
        return getattr(self.stub, method)(request, metadata=metadata, timeout=30)

    def repeated(self, person: str | None, method: str, request):
        """The answer to a write, which its repeat must get, too."""
        first = self.call(person, method, request)
        again = self.call(person, method, request)
        assert first == again, f"a repeat of {method} got another answer"
        return first


def new_id() -> str:
    return str(uuid.uuid4())


def drive(desk: Desk, agency: str) -> dict:
    """A complaint's whole life, every write made twice."""
    filed = desk.repeated(
        None,
        "SubmitComplaint",
        complaints.SubmitComplaintRequest(
            parent=f"agencies/{agency}",
            request_id=new_id(),
            channel=complaints.COMPLAINT_CHANNEL_WEB,
            **{"class": complaints.COMPLAINT_CLASS_ORDINARY},
            text="Loket tutup sebelum waktunya",
        ),
    )
    write = lambda **more: {"name": filed.name, "request_id": new_id(), **more}
    complete = complaints.VerifyComplaintRequest.Complete(
        **{"class": complaints.COMPLAINT_CLASS_ORDINARY},
        forms=[complaints.MALADMINISTRATION_SERVICE_DENIED],
    )
    verify = complaints.VerifyComplaintRequest(**write(complete=complete))
    desk.repeated("pengadu-admin", "VerifyComplaint", verify)
    dispose = write(to=f"{agency}/pelayanan", note="Mohon ditindaklanjuti")
    desk.repeated(
        "pengadu-admin", "DisposeComplaint", complaints.DisposeComplaintRequest(**dispose)
    )
    follow_up = complaints.FollowUpComplaintRequest(**write(note="Petugas dimintai keterangan"))
    desk.repeated("penghubung", "FollowUpComplaint", follow_up)
    answer = write(text="Jam loket sudah diperbaiki", evidence="Foto papan jam loket")
    desk.repeated("penghubung", "AnswerComplaint", complaints.AnswerComplaintRequest(**answer))

    receipt = {"receipt_number": filed.receipt_number, "secret": filed.secret}
    tracked = desk.call(None, "TrackComplaint", complaints.TrackComplaintRequest(**receipt))
    solved = complaints.JudgeAnswerRequest(
        **receipt,
        request_id=new_id(),
        verdict=complaints.JudgeAnswerRequest.VERDICT_SOLVED,
    )
    judged = desk.repeated(None, "JudgeAnswer", solved).progress
    return {
        "complaint": filed.name,
        "answer": tracked.progress.answers[0].text,
        "laws": sorted({complaints.ComplaintLaw.Name(clock.law) for clock in judged.clocks}),
        "ground": complaints.ClosingGround.Name(judged.ground),
        "solved": judged.solved,
    }


def main() -> None:
    told = json.load(sys.stdin)
    with grpc.insecure_channel(told["address"]) as channel:
        grpc.channel_ready_future(channel).result(timeout=30)
        seen = drive(Desk(channel, told["tokens"]), told["agency"])
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()
