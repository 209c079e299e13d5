"""A provider of sign-in for the tests: oidc-provider-mock, which lets in whoever says a
name, with the one thing that it leaves out: it holds codes to their challenge (PKCE,
RFC 7636, as authlib computes it).

    sign_in_provider.py '{"redirect_uri": ADDRESS, "lasts_seconds": NUMBER}'

It knows one client, and says on a line of standard output where it listens and what
that client is called: {"port", "client_id", "client_secret"}.
"""

import io
import json
import os
import sys
import warnings
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

warnings.filterwarnings("ignore")
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

import oidc_provider_mock
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from werkzeug.serving import WSGIRequestHandler, make_server


class Held:
    """The provider, where a code is worth nothing without its verifier."""

    def __init__(self, provider):
        self.provider, self.challenges = provider, {}

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] == "/oauth2/token" and not self.is_shown(environ):
            start_response("400 Bad Request", [("Content-Type", "application/json")])
            return [b'{"error": "invalid_grant"}']
        asked = parse_qs(environ["QUERY_STRING"])

        def noted(status, headers, *rest):
            location = dict(headers).get("Location", "")
            code = parse_qs(urlsplit(location).query).get("code")
            if code and asked.get("code_challenge_method") == ["S256"]:
                self.challenges[code[0]] = asked["code_challenge"][0]
            return start_response(status, headers, *rest)

        return self.provider(environ, noted)

    def is_shown(self, environ):
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        environ["wsgi.input"] = io.BytesIO(body)
        form = parse_qs(body.decode())
        code, verifier = form["code"][0], form.get("code_verifier", [""])[0]
        return self.challenges.pop(code, None) == create_s256_code_challenge(verifier)


class Silent(WSGIRequestHandler):
    def log(self, *words):
        pass


told = json.loads(sys.argv[1])
provider = oidc_provider_mock.app(
    require_client_registration=True,
    require_nonce=True,
    access_token_max_age=timedelta(seconds=told["lasts_seconds"]),
)
client = provider.test_client().post("/oauth2/clients", json={"redirect_uris": [told["redirect_uri"]]}).json
server = make_server("127.0.0.1", 0, Held(provider), threaded=True, request_handler=Silent)
names = {name: client[name] for name in ("client_id", "client_secret")}
print(json.dumps({"port": server.server_port, **names}), flush=True)
server.serve_forever()
