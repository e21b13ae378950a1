"""How the tests of assurance speak to the API."""

import uuid


def post(client, url, body=None, key=None):
    headers = {"Idempotency-Key": str(key or uuid.uuid4())}
    return client.post(url, body or {}, format="json", headers=headers)


def patch(client, url, body, version):
    return client.patch(url, body, format="json", headers={"If-Match": f'"{version}"'})


def code(answer):
    found = answer.json()
    lines = found["errors"]
    return (lines[0]["field"], lines[0]["code"]) if lines else found["code"]


def names(answer):
    return [one["staff"]["name"] for one in answer.json()["results"]]
