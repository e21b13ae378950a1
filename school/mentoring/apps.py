"""How Django knows this context."""

from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "school.mentoring"
    label = "mentoring"
