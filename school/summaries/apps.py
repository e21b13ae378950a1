"""How Django knows this context."""

from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "school.summaries"
    label = "summaries"
