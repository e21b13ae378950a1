"""The school's calendar: terms are opened and their days changed, holidays and all."""

import datetime
import uuid

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from school.people import queries
from school.people.models import AcademicYear, Holiday, School, Term, TermStage, User
from school.people.rules import calendar as rules
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import RuleBroken, Stale


def _windows(terms: QuerySet[Term]) -> list[tuple[datetime.date, datetime.date]]:
    return list(terms.values_list("window_opens_on", "window_closes_on"))


@transaction.atomic
def open_term(*, by: User, first_year: int, ordinal: int, days: rules.TermDays) -> Term:
    School.objects.select_for_update(no_key=True).get(pk=by.school_id)
    rules.check_days(days, first_year)
    rules.check_apart(days, _windows(Term.objects.filter(school_id=by.school_id)))
    of_all = {"school_id": by.school_id, "created_by": by}
    year = AcademicYear.objects.filter(school_id=by.school_id, first_year=first_year).first()
    with refused_as(RuleBroken("term_exists", _("This term is in the calendar already."))):
        term = Term.objects.create(
            academic_year=year or AcademicYear.objects.create(first_year=first_year, **of_all),
            ordinal=ordinal,
            window_opens_on=days.opens_on,
            window_closes_on=days.closes_on,
            **of_all,
        )
    _write_spans(term, days, by)
    audit.note("open_term", term, by=by, changes={"days": [None, _told(days)]})
    return term


@transaction.atomic
def change_term(*, by: User, term_id: uuid.UUID, expected: int, days: rules.TermDays) -> Term:
    """Raises RuleBroken `term_published` when parents have read a summary of this term: the
    database holds to that whoever asks.
    """
    School.objects.select_for_update(no_key=True).get(pk=by.school_id)
    term = Term.objects.select_for_update().select_related("academic_year").get(pk=term_id)
    if term.version != expected:
        raise Stale(_("Somebody changed this term meanwhile."), current=term.version)
    rules.check_days(days, term.academic_year.first_year)
    others = Term.objects.filter(school_id=by.school_id).exclude(pk=term.pk)
    rules.check_apart(days, _windows(others))
    before = _told(_days(queries.terms(by.school_id).get(pk=term.pk)))
    with refused_as(
        RuleBroken(
            "term_published",
            _("A summary of this term was published. Its days are not changed any more."),
        )
    ):
        term.window_opens_on, term.window_closes_on = days.opens_on, days.closes_on
        term.version += 1
        term.save(update_fields=["window_opens_on", "window_closes_on", "version"])
        term.stages.all().delete()
        term.holidays.all().delete()
        _write_spans(term, days, by)
    audit.note("change_term", term, by=by, changes={"days": [before, _told(days)]})
    return term


def _write_spans(term: Term, days: rules.TermDays, by: User) -> None:
    of_all = {"school_id": by.school_id, "created_by": by, "term": term}
    TermStage.objects.bulk_create(
        TermStage(stage=one.name, starts_on=one.starts_on, ends_on=one.ends_on, **of_all)
        for one in days.stages
    )
    Holiday.objects.bulk_create(
        Holiday(name=one.name, starts_on=one.starts_on, ends_on=one.ends_on, **of_all)
        for one in days.holidays
    )


def _days(term: Term) -> rules.TermDays:
    return rules.TermDays(
        term.window_opens_on,
        term.window_closes_on,
        [rules.Span(one.stage, one.starts_on, one.ends_on) for one in term.stages.all()],
        [rules.Span(one.name, one.starts_on, one.ends_on) for one in term.holidays.all()],
    )


def _told(days: rules.TermDays) -> list[list[str]]:
    spans = [rules.Span("window", days.opens_on, days.closes_on), *days.stages, *days.holidays]
    return [[one.name, str(one.starts_on), str(one.ends_on)] for one in spans]
