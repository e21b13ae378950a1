"""Wiring. Importing the Celery app here makes every shared task find its broker."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
