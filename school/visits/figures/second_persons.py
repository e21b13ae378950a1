"""What a second person said: companions of visits, exemptions of the declined, the register."""

from collections.abc import Mapping

from django.db.models import Case, Exists, OuterRef, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from school.people.models import Placement
from school.people.queries.scopes import class_ids
from school.shared.figures import Cell, QueryRows, Reading, Scope, by_choice
from school.visits.figures.scope import made, visits
from school.visits.models import Exemption, FollowUp, HomeVisit, Outcome
from school.visits.queries.companions import with_confirmation
from school.visits.queries.proposals import STATES, proposals
from school.visits.rules.confirmations import Confirmation
from school.visits.rules.obligations import SETTLING

SEQUELS: Mapping[str, str | Promise] = {
    "met": _("Met afterwards"),
    "exempt": _("Exempt, approved"),
    "asked": _("Exemption asked for"),
    "arranged": _("Another meeting agreed"),
    "open": _("Nothing yet"),
}


def made_by_confirmation(scope: Scope) -> Reading:
    rows = with_confirmation(made(scope))
    return Reading(cells=by_choice(rows, "confirmation", Confirmation.choices))


def declined_by_sequel(scope: Scope) -> Reading:
    met = HomeVisit.objects.filter(
        student=OuterRef("student"),
        outcome__in=SETTLING,
        voided_at=None,
        visited_on__gte=OuterRef("visited_on"),
        visited_on__lte=scope.until,
    )
    asked = Exemption.objects.filter(visit=OuterRef("pk"), refused_at=None, withdrawn_at=None)
    arranged = FollowUp.objects.filter(visit=OuterRef("pk")).exclude(channel="")
    declined = visits(scope, outcome=Outcome.DECLINED).annotate(
        sequel=Case(
            When(Exists(met), then=Value("met")),
            When(Exists(asked.filter(approved_at__isnull=False)), then=Value("exempt")),
            When(Exists(asked), then=Value("asked")),
            When(Exists(arranged), then=Value("arranged")),
            default=Value("open"),
        )
    )
    return Reading(cells=by_choice(declined, "sequel", SEQUELS.items()))


def proposals_by_state(scope: Scope) -> Reading:
    """By the class that the child is in on the last day asked about."""
    found = proposals().filter(
        school_id=scope.school_id,
        created_at__date__range=scope.days,
        withdrawn_at=None,
    )
    if scope.school_class_id is not None or scope.grade is not None:
        placed = (
            Placement.objects.believed()
            .on(scope.until)
            .filter(school_id=scope.school_id, school_class_id__in=class_ids(scope))
        )
        found = found.filter(student_id__in=placed.values("student_id"))
    if scope.staff_id is not None:
        found = found.filter(created_by__staff_id=scope.staff_id)
    labels = {"open": _("To be decided"), "confirmed": _("Confirmed"), "sent_back": _("Sent back")}
    return Reading(
        cells=[
            Cell(key, str(label), QueryRows(found.filter(STATES[key])))
            for key, label in labels.items()
        ]
    )
