"""Reports to the inspectorate and hears its answer, as any client in another language would.

Seals with an HPKE of its own (`cryptography`), so that the format is what RFC 9180 says.
Reads from standard input, as JSON: `address`, `parent`, `text`; and, to hear an answer, what
an earlier call printed. Says on standard output what it saw, as JSON.
"""

import hashlib
import hmac
import json
import secrets
import sys

import client
import grpc
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

STUBS = client.stubs()
whistle = STUBS["satupintu.whistleblowing.v1.whistleblowing_pb2"]
services = STUBS["satupintu.whistleblowing.v1.whistleblowing_pb2_grpc"]

SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def derived(secret: str, what: str) -> bytes:
    said = b"satupintu whistleblowing slip\0" + what.encode()
    return hmac.new(secret.encode(), said, hashlib.sha256).digest()


def number(secret: str) -> str:
    letters = "".join(ALPHABET[byte % 32] for byte in derived(secret, "number")[:12])
    return "-".join(["WB", letters[:4], letters[4:8], letters[8:]])


def sealed(message: dict, key: bytes) -> bytes:
    text = json.dumps(message).encode() + b"\x80"
    padded = text.ljust(4096, b"\0")
    header = b"\x01" + hashlib.sha256(key).digest()[:8]
    public = X25519PublicKey.from_public_bytes(key)
    return header + SUITE.encrypt(padded, public, b"satupintu whistleblowing report 1")


def opened(sealed: bytes, key: X25519PrivateKey) -> dict:
    padded = SUITE.decrypt(sealed[9:], key, b"satupintu whistleblowing answer 1")
    return json.loads(padded.rstrip(b"\0").removesuffix(b"\x80"))


def report(stub, told: dict) -> dict:
    shown = stub.GetInspectorate(
        whistle.GetInspectorateRequest(parent=told["parent"]), timeout=30
    )
    secret = "".join(secrets.choice(ALPHABET) for _ in range(26))
    reply = X25519PrivateKey.generate()
    message = {
        "number": number(secret),
        "reply_key": reply.public_key().public_bytes_raw().hex(),
        "on": "2026-06-08",
        "text": told["text"],
    }
    request = whistle.SubmitReportRequest(
        parent=told["parent"],
        entry_id=secrets.token_hex(16),
        number=number(secret),
        proof=derived(secret, "proof").hex(),
        sealed=sealed(message, shown.public_key),
    )
    first = stub.SubmitReport(request, timeout=30)
    again = stub.SubmitReport(request, timeout=30)
    return {
        "secret": secret,
        "reply": reply.private_bytes_raw().hex(),
        "title": shown.title,
        "first": first.already_received,
        "again": again.already_received,
    }


def hear(stub, told: dict) -> dict:
    key = X25519PrivateKey.from_private_bytes(bytes.fromhex(told["reply"]))
    request = whistle.ListAnswersRequest(
        parent=told["parent"],
        number=number(told["secret"]),
        proof=derived(told["secret"], "proof").hex(),
    )
    answers = stub.ListAnswers(request, timeout=30).answers
    return {"answers": [opened(answer, key)["text"] for answer in answers]}


def main() -> None:
    told = json.load(sys.stdin)
    with grpc.insecure_channel(told["address"].removeprefix("http://")) as channel:
        stub = services.WhistleblowingServiceStub(channel)
        seen = hear(stub, told) if "secret" in told else report(stub, told)
    json.dump(seen, sys.stdout)


if __name__ == "__main__":
    main()
