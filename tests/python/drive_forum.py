"""Holds a forum of the public on a draft, from announcement to end, over real gRPC.

Reads from standard input, as JSON: `address`, `agency`, `document`, `today`,
`until`, `officer` and `tokens` by person. Says on standard output what it saw, as JSON;
ends with an error as soon as anything is not as the contract says.
"""

import json
import sys

import grpc

from drive_p4 import STUBS, Office, new_id

forums = STUBS["satupintu.consultations.v1.consultations_pb2"]
services = STUBS["satupintu.consultations.v1.consultations_pb2_grpc"]
standards = STUBS["satupintu.standards.v1.standards_pb2"]
dates = STUBS["google.type.date_pb2"]


class Forum(Office):
    """The consultations service, called by whoever is named."""

    def __init__(self, channel: grpc.Channel, tokens: dict[str, str]):
        super().__init__(channel, tokens)
        self.stub = services.ConsultationsServiceStub(channel)


def date(text: str):
    year, month, day = (int(part) for part in text.split("-"))
    return dates.Date(year=year, month=month, day=day)


def drive(office: Forum, told: dict) -> dict:
    """Every write is made twice."""
    clerk, officer = "clerk", told["officer"]
    today, until = date(told["today"]), date(told["until"])
    media = [standards.Medium(kind=standards.MEDIUM_KIND_WEBSITE, place="contoh.example.go.id")]
    name = office.repeated(clerk, "CreateForum", forums.CreateForumRequest(
        parent=told["agency"], request_id=new_id(), document=told["document"],
        kind=forums.FORUM_KIND_PUBLIC_TEST, mode=forums.FORUM_MODE_ONLINE, **{"from": today},
        until=until, place="Laman konsultasi", agenda="Uji publik rancangan",
    )).forum.name
    write = lambda: {"name": name, "request_id": new_id()}

    comment = forums.SubmitCommentRequest(
        **write(), anchor="time", element=forums.ELEMENT_COMMUNITY, text="Terlalu lama",
        person_name="Contoh Warga",
    )
    early = office.refusal(None, "SubmitComment", comment)
    assert early == ("FAILED_PRECONDITION", "FORUM_OUT_OF_ORDER"), early
    office.repeated(clerk, "AnnounceForum", forums.AnnounceForumRequest(**write(), media=media))
    office.repeated(clerk, "OpenForum", forums.OpenForumRequest(**write()))
    said = office.repeated(None, "SubmitComment", comment)
    comment.text = "Lain"
    reused = office.refusal(None, "SubmitComment", comment)
    assert reused == ("ALREADY_EXISTS", "REQUEST_ID_REUSED"), reused

    guest = office.repeated(clerk, "RegisterParticipant", forums.RegisterParticipantRequest(
        **write(), element=forums.ELEMENT_EXPERT, person_name="Contoh Ahli",
    ))
    office.repeated(clerk, "WriteMinutes", forums.WriteMinutesRequest(
        **write(), number="BA/1/2026", held_on=today, text="Disepakati",
        organisers=[officer], representatives=[guest.participant],
    ))
    office.repeated(clerk, "SignMinutes", forums.SignMinutesRequest(**write()))
    signed = office.repeated(None, "SignMinutesByReceipt", forums.SignMinutesByReceiptRequest(
        receipt_number=guest.slip.receipt_number, secret=guest.slip.secret, request_id=new_id(),
    ))
    assert signed.forum.minutes.locked

    undecided = office.refusal(clerk, "FinishForum", forums.FinishForumRequest(**write()))
    assert undecided == ("FAILED_PRECONDITION", "COMMENTS_UNDECIDED"), undecided
    office.repeated(clerk, "DecideComment", forums.DecideCommentRequest(
        name=said.comment.name, request_id=new_id(), disposition=forums.DISPOSITION_ACCEPTED,
        change="Menjadi delapan hari kerja", responsible=officer, due=until,
    ))
    office.repeated(clerk, "PublishResults", forums.PublishResultsRequest(**write(), media=media))
    office.repeated(clerk, "RecordFollowUp", forums.RecordFollowUpRequest(
        name=said.comment.name, request_id=new_id(), proof="Rancangan sudah diubah",
    ))
    finished = office.repeated(clerk, "FinishForum", forums.FinishForumRequest(**write()))
    tracked = office.call(None, "TrackComment", forums.TrackCommentRequest(
        receipt_number=said.slip.receipt_number, secret=said.slip.secret,
    ))
    read = office.call(None, "ListComments", forums.ListCommentsRequest(parent=name)).comments
    pages = office.call(clerk, "DownloadMinutes", forums.DownloadMinutesRequest(name=name))
    pdf = b"".join(page.data for page in pages)
    return {
        "forum": name,
        "state": forums.ForumState.Name(finished.forum.state),
        "change": tracked.comment.change,
        "published": [it.proof for it in read],
        "minutes": pdf[:5].decode(),
    }


def main() -> None:
    told = json.load(sys.stdin)
    with grpc.insecure_channel(told["address"]) as channel:
        grpc.channel_ready_future(channel).result(timeout=30)
        seen = drive(Forum(channel, told["tokens"]), told)
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()
