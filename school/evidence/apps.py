"""How Django knows this context."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "school.evidence"
    label = "evidence"
