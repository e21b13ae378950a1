"""Signing a declaration. Nothing is ever taken back; a later one takes its place."""

from django.db import transaction
from django.utils import timezone

from school.assurance.models import Declaration
from school.assurance.rules import declarations as rules
from school.people.models import Term, User
from school.shared import audit


@transaction.atomic
def sign_declaration(
    *,
    by: User,
    term: Term,
    kind: str,
    text: str,
    number: int | None = None,
    item: str = "",
    answer: str = "",
) -> Declaration:
    rules.check_declares(kind, number=number, item=item, answer=answer)
    rules.check_term_began(term.window_opens_on, today=timezone.localdate())
    row: Declaration = Declaration.objects.create(
        school_id=by.school_id,
        created_by=by,
        term=term,
        kind=kind,
        text=text,
        number=number,
        item=item,
        answer=answer,
    )
    audit.note(
        "sign",
        row,
        by=by,
        changes={"kind": [None, kind], "number": [None, number], "answer": [None, answer]},
    )
    return row
