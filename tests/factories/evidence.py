"""Rows of evidence; only what a row needs to exist."""

import datetime
import hashlib

import factory

from school.evidence import models

BYTES = b"\xff\xd8\xff these bytes were never an image"


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
