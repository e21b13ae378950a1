"""Who reads a file: who brought it, whoever reads a record that it proves, and the offices.

No context is asked to register anything: a kind of record carries evidence when it has a
many-to-many field to `Evidence`, and its reach is asked of the policy that is `of` it.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import ManyToManyRel, Model, Q, QuerySet

from school.evidence.models import Evidence, EvidenceKind
from school.people.access import Policy, may, reached
from school.people.models import User
from school.people.roles import Permission


@dataclass(frozen=True)
class Link:
    """How one kind of record carries evidence: the table between, and its two columns."""

    model: type[Model]
    through: type[Model]
    record: str
    evidence: str

    def rows(self) -> QuerySet[Any]:
        return self.through._default_manager.all()

    def stands(self) -> Q:
        """Of a record that nobody has voided."""
        if any(field.name == "voided_at" for field in self.model._meta.get_fields()):
            return Q(**{f"{self.record}__voided_at": None})
        return Q(pk__isnull=False)

    def read_by(self, user: User) -> Q:
        """Of a record that this person reads."""
        return Q(**{f"{self.record}__in": reached(user, self.model).values("pk")})


def links() -> list[Link]:
    found: list[Link] = []
    for relation in Evidence._meta.related_objects:
        if isinstance(relation, ManyToManyRel):
            field: Any = relation.field
            between: Any = relation.through
            columns = field.m2m_field_name(), field.m2m_reverse_field_name()
            found.append(Link(relation.related_model, between, *columns))
    return found


def _proves(link: Link, rows: QuerySet[Any]) -> Q:
    return Q(pk__in=rows.values(link.evidence))


def keeps(user: User) -> bool:
    return may(user, Permission.EVIDENCE_KEEP)


def visible_to(user: User) -> Q:
    """A photo that proves something is read with what it proves, by the offices too."""
    shown = Q(created_by=user)
    for link in links():
        shown |= _proves(link, link.rows().filter(link.read_by(user)))
    if keeps(user):
        free = Q()
        for link in links():
            free &= ~_proves(link, link.rows())
        shown |= ~Q(kind=EvidenceKind.PHOTO) | free
    return shown


class EvidencePolicy(Policy[Evidence]):
    needs = {
        "list": Permission.EVIDENCE_READ,
        "export": Permission.EVIDENCE_READ,
        "retrieve": Permission.EVIDENCE_READ,
        "content": Permission.EVIDENCE_READ,
        "create": Permission.EVIDENCE_ADD,
        "partial_update": Permission.EVIDENCE_ADD,
        "withdraw": Permission.EVIDENCE_ADD,
    }

    def visible(self, user: User, rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
        return rows.filter(visible_to(user))

    def fits(self, user: User, verb: str, row: Evidence) -> bool:
        """Changed by who brought it, or by an office."""
        if verb in ("partial_update", "withdraw"):
            return row.created_by_id == user.pk or keeps(user)
        return True


def attachable(user: User, rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """The offer to a record: what this person reads and nobody has withdrawn."""
    return EvidencePolicy().visible(user, rows.filter(withdrawn_at=None))
