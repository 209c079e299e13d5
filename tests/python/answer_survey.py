"""Answers a survey over real gRPC, as any client in another language would.

Reads from standard input, as JSON: `address`, `parent`, and the `number` and `secret` of a
receipt whose case has ended. Says on standard output what it saw, as JSON.
"""

import json
import sys

import client
import grpc

STUBS = client.stubs()
surveys = STUBS["satupintu.surveys.v1.surveys_pb2"]
services = STUBS["satupintu.surveys.v1.surveys_pb2_grpc"]


def main() -> None:
    told = json.load(sys.stdin)
    with grpc.insecure_channel(told["address"].removeprefix("http://")) as channel:
        stub = services.SurveysServiceStub(channel)
        listed = stub.ListQuestionnaires(
            surveys.ListQuestionnairesRequest(parent=told["parent"]), timeout=30
        )
        asked = next(known for known in listed.questionnaires if known.is_asked)
        token = stub.IssueToken(
            surveys.IssueTokenRequest(receipt_number=told["number"], secret=told["secret"]),
            timeout=30,
        ).token
        scores = [
            surveys.Score(element=question.element, value=asked.highest_score)
            for question in asked.questions
        ]
        request = surveys.SubmitResponseRequest(
            token=token,
            answers=surveys.Answers(
                scores=scores,
                respondent=surveys.Respondent(gender=surveys.GENDER_FEMALE, age_years=34),
            ),
        )
        first = stub.SubmitResponse(request, timeout=30)
        again = stub.SubmitResponse(request, timeout=30)
        scores[0].value = asked.highest_score + 1
        try:
            stub.SubmitResponse(
                surveys.SubmitResponseRequest(
                    token=token, answers=surveys.Answers(scores=scores)
                ),
                timeout=30,
            )
            refused = "OK"
        except grpc.RpcError as error:
            refused = error.code().name
    seen = {
        "elements": [question.element for question in asked.questions],
        "first": first.already_spent,
        "again": again.already_spent,
        "refused": refused,
    }
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()
