"""What the demo school won and selected, as its figures tell it."""

import pytest

from config.demo.load import load
from school.evidence.models import Evidence, EvidenceContent
from school.evidence.queries import used
from school.recognition.models import Award, Nomination
from school.summaries import catalogue
from tests.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def test_the_school_won_what_its_report_tells_and_every_award_has_its_certificate():
    demo = load(TODAY).demo
    asked = catalogue.scope(demo.running, as_of=TODAY)

    def value(code):
        figure = catalogue.BY_CODE[code]
        found = figure.read(asked).value(figure.kind)
        return {one["key"]: one["value"] for one in found} if isinstance(found, list) else found

    assert value("awards.titles") == 8
    assert value("awards.titles_by_level")["provincial"] == 1
    by_grade = value("awards.teachers_by_grade")
    assert (by_grade["district-second"], by_grade["municipal-second"]) == (3, 1)
    assert (value("awards.teachers"), value("awards.unverified")) == (8, 1)
    assert value("recognitions.selected") == 10
    assert value("recognitions.published") == 8
    assert Award.objects.filter(progression_of__isnull=False).count() == 1
    assert Evidence.objects.exclude(used()).count() == 0
    assert Evidence.objects.count() == EvidenceContent.objects.count() == Award.objects.count()
    assert bytes(EvidenceContent.objects.first().content).startswith(b"\xff\xd8\xff")
    assert Nomination.objects.filter(state="nominated").count() == 2
