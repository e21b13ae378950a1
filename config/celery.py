"""The Celery app: a doorbell. What is owed stands in the database (docs/architecture.md)."""

import os
from typing import Any

from celery import Celery
from celery.signals import celeryd_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("wotu")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
def wait_patiently(conf: Any = None, **_: Any) -> None:
    """A worker may wait for the broker; a web request may not (one second, settings)."""
    conf.broker_transport_options = {
        **conf.broker_transport_options,
        "socket_timeout": 60,
        "socket_connect_timeout": 5,
    }


def restore_unacked() -> int:
    """Hand back what a killed worker was holding. Only while no worker runs."""
    with app.connection_for_write() as connection:
        channel: Any = connection.default_channel  # kombu's Redis channel
        count = int(channel.client.hlen(channel.unacked_key))  # zcard would miss the key prefix
        channel.visibility_timeout = 0
        channel.qos._vrestore_count = 0
        channel.qos.restore_visible(num=None, interval=1)
        return count
