"""A mail server for the tests: takes what comes and writes it down as JSON.

    mailbox.py [CERTIFICATE KEY]

With a certificate it takes mail by STARTTLS only. Its first line on standard
output is the port; then each message is a line. A line on standard input says
how it answers from then on: `well`, `busy` (451) or `refusing` (550).
"""

import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP

ANSWERS = {"well": "250 OK", "busy": "451 4.3.0 Try again later", "refusing": "550 5.1.1 No such user"}


class Handler:
    mood = "well"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mood != "well":
            say({"refused": address})
            return ANSWERS[self.mood]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        say(
            {
                "to": envelope.rcpt_tos,
                "from": envelope.mail_from,
                "subject": message["subject"],
                "id": message["message-id"],
                "date": message["date"],
                "automatic": message["auto-submitted"],
                "body": message.get_content(),
                "tls": session.ssl is not None,
            }
        )
        return "250 OK"


def say(value):
    print(json.dumps(value), flush=True)


async def main():
    handler, options = Handler(), {}
    if len(sys.argv) == 3:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        options = {"tls_context": context, "require_starttls": True}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(handler, hostname="localhost", enable_SMTPUTF8=True, **options), "127.0.0.1", 0
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        handler.mood = line.strip()
        say({"mood": handler.mood})


asyncio.run(main())
