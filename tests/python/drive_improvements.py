"""Keeps an action of the register of improvements, from its opening to its
verification, over real gRPC.

Reads from standard input, as JSON: `address`, `agency`, `today`, `due`, `owner`
and `tokens` by person. Says on standard output what it saw, as JSON; ends with an
error as soon as anything is not as the contract says.
"""

import json
import sys

import grpc

from drive_p4 import STUBS, Office, new_id

improvement = STUBS["satupintu.improvement.v1.improvement_pb2"]
services = STUBS["satupintu.improvement.v1.improvement_pb2_grpc"]
dates = STUBS["google.type.date_pb2"]


class Register(Office):
    """The improvements service, called by whoever is named."""

    def __init__(self, channel: grpc.Channel, tokens: dict[str, str]):
        super().__init__(channel, tokens)
        self.stub = services.ImprovementsServiceStub(channel)


def date(text: str):
    year, month, day = (int(part) for part in text.split("-"))
    return dates.Date(year=year, month=month, day=day)


def drive(office: Register, told: dict) -> dict:
    """Every write is made twice."""
    clerk, auditor, agency = "clerk", "auditor", told["agency"]
    today = date(told["today"])
    name = office.repeated(clerk, "OpenAction", improvement.OpenActionRequest(
        parent=agency, request_id=new_id(), source=improvement.ACTION_SOURCE_SURVEY,
        origin=f"{agency}/surveys/2026-1/elements/waktu", what="Percepat verifikasi",
        owner=told["owner"], due=date(told["due"]),
    )).action.name
    write = lambda: {"name": name, "request_id": new_id()}

    early = office.refusal(auditor, "VerifyAction", improvement.VerifyActionRequest(**write()))
    assert early == ("FAILED_PRECONDITION", "ACTION_NOT_DONE"), early
    office.repeated(clerk, "CompleteAction", improvement.CompleteActionRequest(
        **write(), proof="Verifikator ditambah", proof_digest="0f" * 32,
    ))
    own = office.refusal(clerk, "VerifyAction", improvement.VerifyActionRequest(**write()))
    assert own == ("PERMISSION_DENIED", "DUTIES_SEPARATED"), own
    effect = improvement.Effect(
        measure=improvement.EFFECT_MEASURE_INDEX_HUNDREDTHS, before=7812, after=8340
    )
    office.repeated(clerk, "RecordEffect", improvement.RecordEffectRequest(**write(), effect=effect))
    verified = office.repeated(
        auditor, "VerifyAction", improvement.VerifyActionRequest(**write())
    ).action
    unknown = office.refusal(None, "GetAction", improvement.GetActionRequest(name=name))
    assert unknown == ("UNAUTHENTICATED", "SIGN_IN_REQUIRED"), unknown
    seen = office.call(auditor, "GetAction", improvement.GetActionRequest(name=name)).action
    assert seen.proof == "Verifikator ditambah", seen.proof
    period = improvement.GetIndicatorsRequest(parent=agency, until=today, **{"from": today})
    [indicator] = office.call(auditor, "GetIndicators", period).indicators
    return {
        "state": improvement.ActionState.Name(verified.state),
        "effect": [seen.effect.before, seen.effect.after],
        "share": [indicator.share.numerator, indicator.share.denominator],
        "points": [indicator.share_points, indicator.speed_points],
    }


def main() -> None:
    told = json.load(sys.stdin)
    with grpc.insecure_channel(told["address"]) as channel:
        grpc.channel_ready_future(channel).result(timeout=30)
        seen = drive(Register(channel, told["tokens"]), told)
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()
