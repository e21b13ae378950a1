"""A piece of evidence as the records that it proves mention it over HTTP."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from school.evidence.models import Evidence, EvidenceKind, MediaType


@extend_schema_serializer(component_name="EvidenceRef")
class EvidenceRef(serializers.Serializer[Any]):
    """Who reads the record may read its evidence: the bytes are at `/evidence/{id}/content/`."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(EvidenceKind.choices)
    content_type = serializers.ChoiceField(MediaType.choices)
    happened_on = serializers.DateField()
    is_withdrawn = serializers.BooleanField()


def present_evidence(row: Evidence) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "kind": row.kind,
        "content_type": row.content_type,
        "happened_on": row.happened_on,
        "is_withdrawn": row.withdrawn_at is not None,
    }
