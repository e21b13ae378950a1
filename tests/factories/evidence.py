"""Rows of evidence; only what a row needs to exist."""

import datetime
import hashlib
import io

import factory
from PIL import Image

from school.evidence import models


def _sheet():
    made = io.BytesIO()
    Image.new("RGB", (32, 24), "white").save(made, "JPEG")
    return made.getvalue()


BYTES = _sheet()


class Evidence(factory.django.DjangoModelFactory):
    """A scan of a certificate. Give school and created_by."""

    class Meta:
        model = models.Evidence
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"获奖证书{n + 1}")
    kind = "certificate"
    happened_on = datetime.date(2026, 10, 12)
    content_type = "image/jpeg"
    size = len(BYTES)
    sha256 = hashlib.sha256(BYTES).hexdigest()
    original_name = "证书.jpg"

    @factory.post_generation
    def content(self, create, extracted, **kwargs):
        if create:
            models.EvidenceContent.objects.create(
                school=self.school, created_by=self.created_by, evidence=self, content=BYTES
            )
