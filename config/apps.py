"""The wiring as an app, so that commands over the whole product have a home."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "config"
    label = "config"
