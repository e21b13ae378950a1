"""How Django knows this context."""

from django.apps import AppConfig


class GrowthConfig(AppConfig):
    name = "school.growth"
    label = "growth"
