"""How Django knows this context."""

from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "school.recognition"
    label = "recognition"
