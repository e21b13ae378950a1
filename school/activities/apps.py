"""How Django knows this context."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "school.activities"
    label = "activities"
