"""Restricted text: sealed with AES-256-GCM in its column, bound to that column."""

import base64
import os
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

PREFIX = "sealed1"


def seal(text: str, *, place: str) -> str:
    """`place` (model.field) is sealed in: a value copied elsewhere does not open."""
    name, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = os.urandom(12)
    sealed = nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())
    return f"{PREFIX}:{name}:{base64.b64encode(sealed).decode()}"


def unseal(value: str, *, place: str) -> str:
    """Raises InvalidTag when the value was changed or belongs to another place."""
    prefix, name, body = value.split(":", 2)
    if prefix != PREFIX:
        raise ValueError("This column holds text that was never sealed.")
    raw = base64.b64decode(body)
    return AESGCM(settings.FIELD_KEYS[name]).decrypt(raw[:12], raw[12:], place.encode()).decode()


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """Reads and writes plain text; the database sees only the sealed form. Cannot be searched."""

    def _place(self) -> str:
        return f"{self.model._meta.label_lower}.{self.attname}"

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return seal(value, place=self._place()) if value else value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return unseal(value, place=self._place()) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in ("exact", "isnull"):
            raise ValueError("A sealed field cannot be searched.")
        return super().get_lookup(lookup_name)
