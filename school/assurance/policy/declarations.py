"""All staff read what the principal declares; the principal alone signs, after a step up."""

from typing import ClassVar

from school.assurance.models import Declaration
from school.people.access import SchoolWide
from school.people.roles import Permission


class DeclarationPolicy(SchoolWide[Declaration]):
    needs = {
        "list": Permission.DECLARATION_READ,
        "export": Permission.DECLARATION_READ,
        "retrieve": Permission.DECLARATION_READ,
        "create": Permission.DECLARATION_SIGN,
    }
    steps_up: ClassVar[frozenset[str]] = frozenset({"create"})
