"""Tries every operation of the JSON API with what schemathesis makes of its own
description: data that fits, and data that does not.

Most of the requests get names that exist in the place of invented ones, so that
they reach an agency. Reads what it needs to know as JSON from standard input,
prints how often each status was answered. Fails when the description is no OpenAPI
document, and when an answer is a server's error or none that it knows.
"""

import collections
import itertools
import json
import sys
import time

import hypothesis
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]

told = json.load(sys.stdin)
until = time.monotonic() + told["seconds"]
schema = schemathesis.openapi.from_url(f"http://{told['address']}/api/v1/openapi.json")
schema.validate()
statuses = collections.Counter()
turns = itertools.count()


def with_known_names(body):
    """The same, or with names that exist where names stand, or with nothing but these."""
    turn = next(turns)
    if turn % 3 == 0 or not isinstance(body, dict):
        return body
    known = {field: names[turn // 3 % len(names)] for field, names in told["names"].items()}
    if turn % 3 == 1:
        return {field: known[field] for field in body if field in known}
    return {field: known.get(field, value) for field, value in body.items()}


def tried(operation, mode, seed):
    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=told["examples"],
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def one(case):
        case.body = with_known_names(case.body)
        statuses[case.call_and_validate(checks=CHECKS).status_code] += 1

    one()


operations = [found.ok() for found in schema.get_all_operations()]
rounds = 0
# The first round is a whole one, however slow the machine.
while rounds == 0 or time.monotonic() < until:
    for operation in operations:
        if rounds and time.monotonic() >= until:
            break
        tried(operation, GenerationMode.POSITIVE, rounds)
        if operation.method == "post":
            tried(operation, GenerationMode.NEGATIVE, rounds)
    rounds += 1

json.dump(
    {
        "operations": len(operations),
        "rounds": rounds,
        "statuses": {str(status): count for status, count in statuses.items()},
    },
    sys.stdout,
)
