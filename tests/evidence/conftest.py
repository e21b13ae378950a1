"""What the tests of evidence begin with."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from tests.evidence.files import jpeg
from tests.factories import evidence

ADDRESS = "/api/v1/evidence/"


@pytest.fixture(autouse=True)
def chinese():
    """A request leaves its language behind; each test begins in the school's own."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def bring():
    """Uploads as the client does, with a key of its own for each gesture."""

    def send(client, content=None, name="证书.jpg", key=None, **more):
        fields = {"title": "获奖证书", "kind": "certificate", "happened_on": "2026-10-12"} | more
        file = SimpleUploadedFile(name, jpeg() if content is None else content)
        return client.post(
            ADDRESS,
            {"file": file, **fields},
            format="multipart",
            headers={"Idempotency-Key": str(key or uuid.uuid4())},
        )

    return send


@pytest.fixture
def scan(school, teacher):
    """A certificate that the teacher brought; no record rests on it."""
    return evidence.Evidence(school=school, created_by=teacher)


@pytest.fixture
def refused():
    """The field and code of the first error, or the code of the broken rule."""

    def read(answer):
        found = answer.json()["errors"]
        return (found[0]["field"], found[0]["code"]) if found else answer.json()["code"]

    return read
