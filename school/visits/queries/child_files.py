"""One child's file: who decided, did and opened what, in the order in which it happened."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.utils import timezone

from school.people.models import Placement, Post, Student, User
from school.shared.models import AuditEntry
from school.visits.models import (
    CareCategory,
    CareProposal,
    Circumstance,
    Exemption,
    FollowUp,
    HomeVisit,
)
from school.visits.queries import lists
from school.visits.queries.proposals import proposals

OPENINGS = {
    "visits.circumstance": "note",
    "visits.careproposal": "note",
    "visits.homevisit": "narrative",
    "people.student": "file",
}
"""What was opened, by the kind of record that the log names."""


@dataclass(frozen=True)
class Entry:
    """One line. `day` is what it is about and sorted by, `at` when it was written down."""

    kind: str
    what: str
    at: datetime.datetime
    by: User | None
    day: datetime.date | None = None
    category: CareCategory | None = None
    text: str = ""
    on: datetime.date | None = None
    visit: HomeVisit | None = None
    proposal_kind: str = ""

    @property
    def sort_key(self) -> tuple[datetime.date, datetime.datetime]:
        return (self.day or timezone.localdate(self.at), self.at)


@dataclass(frozen=True)
class ChildFile:
    student: Student
    placements: list[Placement]
    circumstances: list[Any]
    entries: list[Entry]
    posts: dict[uuid.UUID, list[Post]] = field(default_factory=dict)
    """Member of staff -> every post, to say in which role somebody acted."""

    def posts_of(self, entry: Entry) -> list[Post]:
        if entry.by is None or entry.by.staff_id is None:
            return []
        day = timezone.localdate(entry.at)
        return [post for post in self.posts.get(entry.by.staff_id, ()) if post.holds_on(day)]


def child_file(student: Student) -> ChildFile:
    """In a fixed number of queries, without any sealed text."""
    registered = list(
        Circumstance.objects.filter(student=student)
        .select_related("category", "approved_by__staff")
        .defer("note")
        .order_by(F("retired_at").asc(nulls_last=True), "created_at")
    )
    proposed = list(proposals().filter(student=student))
    visits = list(lists.home_visits().select_related("voided_by__staff").filter(student=student))
    opened = _openings(student, [*registered, *proposed, *visits])
    entries = [
        *_of_register(student, registered, proposed),
        *_of_proposals(proposed),
        *_of_exemptions(
            lists.exemptions().filter(student=student), {visit.pk: visit for visit in visits}
        ),
        *_of_visits(visits),
        *_of_follow_ups(visits),
        *opened,
    ]
    staff = {entry.by.staff_id for entry in entries if entry.by is not None}
    posts: defaultdict[uuid.UUID, list[Post]] = defaultdict(list)
    for post in Post.objects.believed().filter(school_id=student.school_id, staff_id__in=staff):
        posts[post.staff_id].append(post)
    return ChildFile(
        student=student,
        placements=list(
            Placement.objects.believed()
            .filter(student=student)
            .select_related("school_class")
            .order_by("-starts_on")
        ),
        circumstances=list(lists.circumstances().filter(student=student)),
        entries=sorted(entries, key=lambda entry: entry.sort_key, reverse=True),
        posts=dict(posts),
    )


def _of_register(
    student: Student, rows: list[Circumstance], proposed: list[CareProposal]
) -> Iterator[Entry]:
    """What was registered or ended directly; the rest is told by the confirmed proposal."""
    by_proposal = {one.circumstance_id for one in proposed if one.confirmed_at is not None}
    reasons = dict(
        AuditEntry.objects.filter(
            school_id=student.school_id, verb="end", record_id__in=[row.pk for row in rows]
        ).values_list("record_id", "reason")
    )
    seen: set[tuple[uuid.UUID, datetime.date]] = set()
    for row in rows:
        entry = (row.category_id, row.starts_on)
        is_new = entry not in seen
        seen.add(entry)
        if row.pk in by_proposal:
            continue
        yield Entry(
            "circumstance",
            "registered" if is_new else "ended",
            row.approved_at,
            row.approved_by,
            category=row.category,
            text=row.source if is_new else reasons.get(row.pk, ""),
            on=row.starts_on if is_new else row.ends_on,
        )


def _of_proposals(rows: Iterable[CareProposal]) -> Iterator[Entry]:
    for row in rows:
        same: dict[str, Any] = {"category": row.category, "proposal_kind": row.kind}
        on = row.ends_on or row.starts_on
        yield Entry(
            "proposal", "proposed", row.created_at, row.created_by, text=row.basis, on=on, **same
        )
        if row.checked_at:
            yield Entry("proposal", "checked", row.checked_at, row.checked_by, **same)
        if row.confirmed_at:
            what = "confirmed_unchecked" if row.was_passed_over else "confirmed"
            yield Entry("proposal", what, row.confirmed_at, row.confirmed_by, on=on, **same)
        if row.sent_back_at:
            yield Entry(
                "proposal",
                "sent_back",
                row.sent_back_at,
                row.sent_back_by,
                text=row.send_back_reason,
                **same,
            )
        if row.withdrawn_at:
            yield Entry("proposal", "withdrawn", row.withdrawn_at, row.created_by, **same)


def _of_exemptions(
    rows: Iterable[Exemption], visits: Mapping[uuid.UUID | None, HomeVisit]
) -> Iterator[Entry]:
    for row in rows:
        category = row.category
        yield Entry(
            "exemption",
            "requested",
            row.created_at,
            row.created_by,
            category=category,
            text=row.reason,
            visit=visits.get(row.visit_id),
        )
        if row.approved_at:
            yield Entry(
                "exemption", "approved", row.approved_at, row.approved_by, category=category
            )
        if row.refused_at:
            yield Entry("exemption", "refused", row.refused_at, row.refused_by, category=category)
        if row.withdrawn_at:
            yield Entry(
                "exemption",
                "withdrawn",
                row.withdrawn_at,
                row.withdrawn_by,
                category=category,
                text=row.withdraw_reason,
            )


def _of_visits(rows: Iterable[HomeVisit]) -> Iterator[Entry]:
    for row in rows:
        yield Entry("visit", "made", row.created_at, row.created_by, day=row.visited_on, visit=row)
        if row.voided_at:
            yield Entry(
                "visit", "voided", row.voided_at, row.voided_by, text=row.void_reason, visit=row
            )


def _of_follow_ups(visits: Iterable[HomeVisit]) -> Iterator[Entry]:
    for visit in visits:
        follow_ups: Iterable[FollowUp] = visit.follow_ups.all()
        for row in follow_ups:
            yield Entry(
                "follow_up",
                "agreed",
                row.created_at,
                row.created_by,
                text=row.what,
                on=row.due_on,
                visit=visit,
            )
            if row.closed_at:
                yield Entry(
                    "follow_up",
                    "closed",
                    row.closed_at,
                    row.closed_by,
                    text=row.result,
                    visit=visit,
                )


def _openings(student: Student, records: Iterable[Any]) -> list[Entry]:
    """Who opened this file or sealed text in it: from the log, with the purpose given."""
    ids = [student.pk, *(record.pk for record in records)]
    logged = list(
        AuditEntry.objects.filter(
            school_id=student.school_id,
            record_id__in=ids,
            verb__in=("reveal", "open"),
            record_type__in=OPENINGS,
        )
    )
    people = User.objects.select_related("staff").in_bulk(
        {one.actor for one in logged if one.actor}
    )
    return [
        Entry(
            "opened",
            OPENINGS[one.record_type],
            one.at,
            people.get(one.actor) if one.actor else None,
            text=one.reason,
        )
        for one in logged
    ]
