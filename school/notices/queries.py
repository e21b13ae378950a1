"""Digests as pages show them, the letters that are owed, and the days on which school is held."""

import datetime
import uuid
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from school.activities import digest as activities
from school.assurance import digest as assurance
from school.civility import digest as civility
from school.evidence import digest as evidence
from school.growth import digest as growth
from school.mentoring import digest as mentoring
from school.notices.models import Digest, Letter, Mailbox
from school.notices.rules import DAY
from school.observation import digest as observation
from school.people import queries as people
from school.recognition import digest as recognition
from school.shared import leases
from school.shared.digests import Asked, DigestLine
from school.summaries import digest as summaries
from school.visits import digest as visits

LINES: tuple[DigestLine, ...] = (
    *visits.LINES,
    *civility.LINES,
    *observation.LINES,
    *mentoring.LINES,
    *evidence.LINES,
    *recognition.LINES,
    *activities.LINES,
    *assurance.LINES,
    *growth.LINES,
    *summaries.LINES,
)
"""Every context's lines, in the order in which a digest shows them."""
BY_CODE: Mapping[str, DigestLine] = {line.code: line for line in LINES}


def counts(asked: Asked) -> dict[uuid.UUID, dict[str, int]]:
    """Account -> line -> number, for every reader; lines with nothing in them are left out."""
    found: dict[uuid.UUID, dict[str, int]] = {account: {} for account in asked.readers}
    for line in LINES:
        for account, number in line.count(asked).items():
            if number and account in found:
                found[account][line.code] = number
    return found


def digests() -> QuerySet[Digest]:
    return Digest.objects.order_by("-week_of", "-id")


def unserved(readers: Iterable[uuid.UUID], monday: datetime.date) -> set[uuid.UUID]:
    """The accounts that have no digest of this week yet."""
    asked = set(readers)
    served = Digest.objects.filter(week_of=monday, person_id__in=asked)
    return asked - set(served.values_list("person_id", flat=True))


def mailbox(person_id: uuid.UUID) -> Mailbox | None:
    return Mailbox.objects.filter(person_id=person_id).first()


def school_days(school_id: uuid.UUID, monday: datetime.date) -> list[datetime.date]:
    """Monday to Friday of the week, as far as they lie in a term's teaching and are no holiday."""
    days = [monday + n * DAY for n in range(5)]
    terms = list(people.terms(school_id))
    taught = [(stage.starts_on, stage.ends_on) for term in terms for stage in term.stages.all()]
    off = [(one.starts_on, one.ends_on) for term in terms for one in term.holidays.all()]
    return [
        day
        for day in days
        if any(first <= day <= last for first, last in taught)
        and not any(first <= day <= last for first, last in off)
    ]


def letters_to_send(now: datetime.datetime) -> QuerySet[Letter]:
    """What is owed, held by nobody, and may go out at this moment."""
    owed = leases.owed(Letter.objects.filter(not_before__lte=now)).values("pk")
    return Letter.objects.filter(pk__in=owed).order_by("not_before", "id")
