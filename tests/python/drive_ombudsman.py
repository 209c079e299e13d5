"""Keeps the register of the Ombudsman's products over real gRPC, as any client would.

Reads from standard input, as JSON: `address`, `agency` and `tokens` of `clerk` and `head`.
Says on standard output what it saw, as JSON.
"""

import json
import sys
import uuid

import client
import grpc

STUBS = client.stubs()
dates = STUBS["google.type.date_pb2"]
ombudsman = STUBS["satupintu.ombudsman.v1.ombudsman_pb2"]
services = STUBS["satupintu.ombudsman.v1.ombudsman_pb2_grpc"]


def twice(call, request, token: str):
    """Writes twice; the second answer must be the first."""
    signed = [("authorization", f"Bearer {token}")]
    first = call(request, metadata=signed, timeout=30)
    assert call(request, metadata=signed, timeout=30) == first
    return first.product


def main() -> None:
    told = json.load(sys.stdin)
    clerk, head = told["tokens"]["clerk"], told["tokens"]["head"]
    with grpc.insecure_channel(told["address"].removeprefix("http://")) as channel:
        stub = services.OmbudsmanServiceStub(channel)
        product = twice(
            stub.RecordProduct,
            ombudsman.RecordProductRequest(
                parent=told["agency"],
                request_id=str(uuid.uuid4()),
                kind=ombudsman.PRODUCT_KIND_CORRECTIVE_ACTION,
                number="B/0123/2026",
                text="Percepat pelayanan",
                received_on=dates.Date(year=2026, month=6, day=8),
            ),
            clerk,
        )
        twice(
            stub.FollowUpProduct,
            ombudsman.FollowUpProductRequest(
                name=product.name, request_id=str(uuid.uuid4()), text="SOP diubah"
            ),
            clerk,
        )
        closed = twice(
            stub.CloseProduct,
            ombudsman.CloseProductRequest(
                name=product.name,
                request_id=str(uuid.uuid4()),
                outcome=ombudsman.PRODUCT_OUTCOME_FULFILLED,
                reference="B/0200/2026",
            ),
            head,
        )
    due = product.due.date
    seen = {
        "product": product.name,
        "due": f"{due.year:04}-{due.month:02}-{due.day:02}",
        "citation": product.due.citation,
        "outcome": ombudsman.ProductOutcome.Name(closed.outcome),
    }
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()
