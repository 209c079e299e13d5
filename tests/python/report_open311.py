"""Reports and follows a complaint with two clients of Open311 that others wrote.

`three` is from the days of Python 2, so the one name that Python 3 took away is
given back to it; `georeport` reads both formats and files nothing. Reads what it
needs to know as JSON from standard input, prints what it saw as JSON.
"""

import itertools
import json
import sys

import requests

itertools.ifilter = filter

from georeport import GeoReport  # noqa: E402
from three import Three  # noqa: E402

told = json.load(sys.stdin)
root = f"http://{told['address']}/open311/v2"
jurisdiction = told["jurisdiction"]


def client(key):
    return Three(root, jurisdiction=jurisdiction, api_key=key, discovery=f"{root}/discovery.json")


def report(three):
    return three.post(
        "layanan",
        name="Budi Contoh",
        email="budi@contoh.example",
        address="Jalan Contoh 1",
        lat="-7.47",
        long="110.21",
        description="Loket tutup pukul 11 <segera>",
        media_url="https://foto.example/1.jpg",
        **{"attribute[permintaan]": "satu", "attribute[layanan]": told["service"]},
    )


three = client(told["key"])
discovery = three.discovery()
services = three.services()
definition = three.services("layanan")
filed = report(three)
again = report(three)
number = filed[0]["service_request_id"]
readers = [GeoReport(root, jurisdiction, output_format=kind) for kind in ("json", "xml")]
xml, asked = readers[1], {"service_request_id": number}
bare = {"jurisdiction_id": jurisdiction}

json.dump(
    {
        "endpoint": discovery["endpoints"][0],
        "services": [service["service_code"] for service in services],
        "same_services": [each["service_code"] for each in xml.get_service_list()],
        "attributes": {each["code"]: each for each in definition["attributes"]},
        "same_attributes": [
            each["code"]
            for each in xml.get_service_definition("layanan")["attributes"]["attribute"]
        ],
        "filed": filed[0],
        "again": again[0]["service_request_id"],
        "token": three.token(number)[0]["service_request_id"],
        "requests": [reader.get_service_request(number) for reader in readers],
        "listed": three.requests(**asked)[0]["service_request_id"],
        "public": readers[0].get_service_requests(),
        "wrong_key": report(client("salah")),
        "wrong_key_status": requests.post(f"{root}/requests.xml", data=bare).status_code,
        "no_jurisdiction": requests.get(f"{root}/services.json").json(),
        "statuses": [
            requests.get(f"{root}/{path}").status_code
            for path in (
                "services.xml",
                "services.xml?jurisdiction_id=tidak-ada",
                f"services/tidak-ada.json?jurisdiction_id={jurisdiction}",
                f"requests/MGL-ADU-2026-000001-1.json?jurisdiction_id={jurisdiction}",
                f"requests/{number}.json?jurisdiction_id={told['other']}",
            )
        ],
        "errors": requests.get(f"{root}/services.xml").text,
    },
    sys.stdout,
)
