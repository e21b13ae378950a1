"""How Django knows this context."""

from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "school.assurance"
    label = "assurance"
