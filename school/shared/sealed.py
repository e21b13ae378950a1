"""Restricted text and files: sealed with AES-256-GCM in their column, bound to that column."""

import base64
import os
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

PREFIX = "sealed1"


def seal(text: str, *, place: str) -> str:
    """`place` (model.field) is sealed in: a value copied elsewhere does not open."""
    name, sealed = _encrypted(text.encode(), place)
    return f"{PREFIX}:{name}:{base64.b64encode(sealed).decode()}"


def unseal(value: str, *, place: str) -> str:
    """Raises InvalidTag when the value was changed or belongs to another place."""
    prefix, name, body = value.split(":", 2)
    if prefix != PREFIX:
        raise ValueError("This column holds text that was never sealed.")
    return _decrypted(base64.b64decode(body), name, place).decode()


def seal_bytes(content: bytes, *, place: str) -> bytes:
    """As `seal`, without the third that base64 adds: the bytes stand as they are."""
    name, sealed = _encrypted(content, place)
    return f"{PREFIX}:{name}:".encode() + sealed


def unseal_bytes(value: bytes, *, place: str) -> bytes:
    prefix, name, sealed = value.split(b":", 2)
    if prefix != PREFIX.encode():
        raise ValueError("This column holds bytes that were never sealed.")
    return _decrypted(sealed, name.decode(), place)


def _encrypted(content: bytes, place: str) -> tuple[str, bytes]:
    """Under the first key, and its name."""
    name, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = os.urandom(12)
    return name, nonce + AESGCM(key).encrypt(nonce, content, place.encode())


def _decrypted(sealed: bytes, name: str, place: str) -> bytes:
    return AESGCM(settings.FIELD_KEYS[name]).decrypt(sealed[:12], sealed[12:], place.encode())


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


class SealedBytesField(models.BinaryField):  # type: ignore[type-arg]
    """A file: plain bytes here, the sealed form in the database."""

    def _place(self) -> str:
        return f"{self.model._meta.label_lower}.{self.attname}"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None:
            value = seal_bytes(bytes(value), place=self._place())
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        return None if value is None else unseal_bytes(bytes(value), place=self._place())

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise ValueError("A sealed field cannot be searched.")
        return super().get_lookup(lookup_name)
