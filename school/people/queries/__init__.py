"""People as lists and other contexts need them: where each stands on a day."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from school.people import rules
from school.people.models import (
    Holiday,
    Placement,
    Post,
    RosterImport,
    SchoolClass,
    StaffLeave,
    StaffMember,
    Student,
    Term,
    TermStage,
    User,
)
from school.people.roles import GRANTS, Permission, PostKind


def terms(school_id: uuid.UUID) -> QuerySet[Term]:
    """With what a page shows of a term, oldest first."""
    return (
        Term.objects.filter(school_id=school_id)
        .select_related("academic_year")
        .prefetch_related(
            Prefetch("stages", TermStage.objects.order_by("starts_on")),
            Prefetch("holidays", Holiday.objects.order_by("starts_on")),
        )
    )


def current_term(school_id: uuid.UUID, on: datetime.date) -> Term | None:
    """The term whose visit window holds the day."""
    return terms(school_id).filter(window_opens_on__lte=on, window_closes_on__gte=on).first()


def weeks(term: Term) -> list[rules.Week]:
    """The teaching weeks of the term's longest stage, counted once for the whole school."""
    stages = list(term.stages.all())
    if not stages:
        return []
    return rules.teaching_weeks(
        min(stage.starts_on for stage in stages),
        max(stage.ends_on for stage in stages),
        [(holiday.starts_on, holiday.ends_on) for holiday in term.holidays.all()],
    )


def classes(school_id: uuid.UUID, on: datetime.date) -> QuerySet[SchoolClass]:
    """The classes that are at school on this day, the lowest grade first."""
    newest = rules.academic_year_of(on)
    return SchoolClass.objects.filter(
        school_id=school_id, cohort_year__gt=newest - 6, cohort_year__lte=newest
    )


def placements_on(school_id: uuid.UUID, on: datetime.date) -> QuerySet[Placement]:
    return (
        Placement.objects.believed()
        .on(on)
        .filter(school_id=school_id)
        .select_related("school_class")
    )


def stays_of(student: Student) -> QuerySet[Placement]:
    """Every stay that is believed of the child, the oldest first."""
    return (
        Placement.objects.believed()
        .filter(school_id=student.school_id, student=student)
        .select_related("school_class")
        .order_by("starts_on")
    )


def class_sizes(school_id: uuid.UUID, on: datetime.date) -> dict[uuid.UUID, int]:
    found = (
        placements_on(school_id, on)
        .order_by()
        .values_list("school_class_id")
        .annotate(size=Count("id"))
    )
    return dict(found)


def homeroom_teachers(school_id: uuid.UUID, on: datetime.date) -> dict[uuid.UUID, StaffMember]:
    """Class -> its homeroom teacher on the day."""
    posts = (
        Post.objects.believed()
        .on(on)
        .filter(school_id=school_id, kind=PostKind.HOMEROOM_TEACHER)
        .select_related("staff")
    )
    return {post.school_class_id: post.staff for post in posts if post.school_class_id}


def students(on: datetime.date) -> QuerySet[Student]:
    """With the placement of the day in `placed`."""
    return Student.objects.filter(taken_back_at=None).prefetch_related(
        Prefetch(
            "placements",
            Placement.objects.believed().on(on).select_related("school_class"),
            to_attr="placed",
        )
    )


def staff(on: datetime.date) -> QuerySet[StaffMember]:
    """With the posts of the day in `held`."""
    return StaffMember.objects.prefetch_related(
        Prefetch("posts", Post.objects.believed().on(on).order_by("starts_on"), to_attr="held")
    )


def posts_of(staff: StaffMember) -> QuerySet[Post]:
    """Every post that is believed of this person, the newest first."""
    return (
        Post.objects.believed()
        .filter(school_id=staff.school_id, staff=staff)
        .select_related("school_class", "leave__staff")
        .order_by("-starts_on", "kind", "id")
    )


def leaves_of(staff: StaffMember) -> QuerySet[StaffLeave]:
    return (
        StaffLeave.objects.believed()
        .filter(school_id=staff.school_id, staff=staff)
        .order_by("-starts_on")
    )


def imports() -> QuerySet[RosterImport]:
    """With who asked for them and who took them back; without files and lists of keys."""
    return RosterImport.objects.select_related("created_by__staff", "undone_by__staff").defer(
        "content", "written"
    )


def holders(
    school_id: uuid.UUID, kinds: Iterable[str], on: datetime.date
) -> dict[str, list[StaffMember]]:
    """Post kind -> who holds it on the day."""
    found: dict[str, list[StaffMember]] = {kind: [] for kind in kinds}
    posts: QuerySet[Any] = (
        Post.objects.believed()
        .on(on)
        .filter(school_id=school_id, kind__in=list(found))
        .select_related("staff__user")
        .order_by("staff__staff_number")
    )
    for post in posts:
        found[post.kind].append(post.staff)
    return found


def permitted(
    school_id: uuid.UUID, permission: Permission, on: datetime.date
) -> dict[uuid.UUID, uuid.UUID]:
    """Who may do it on the day by the posts held: account -> the member of staff."""
    kinds = [kind for kind, granted in GRANTS.items() if permission in granted]
    posts = Post.objects.believed().on(on).filter(school_id=school_id, kind__in=kinds)
    accounts = User.objects.filter(
        school_id=school_id, is_active=True, staff_id__in=posts.values("staff_id")
    )
    return {
        account: staff
        for account, staff in accounts.order_by("pk").values_list("pk", "staff_id")
        if staff is not None
    }


def student_names(school_id: uuid.UUID) -> dict[str, str]:
    """Every child's number -> name, past and present: what must never be published."""
    return dict(Student.objects.filter(school_id=school_id).values_list("student_number", "name"))
