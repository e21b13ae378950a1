"""What of the catalogue a paper may show."""

from school.summaries import catalogue
from school.summaries.models import SummarySection
from school.summaries.rules import gates


def test_a_figure_that_names_classes_cannot_stand_in_a_paper():
    section = SummarySection(
        code="visits", number=4, text="各班还差{{ visits.outstanding_by_class }}。"
    )

    found = gates.gates(
        [section], is_compiled=True, known=catalogue.paper().keys(), readings={}, names=set()
    )

    assert "visits.outstanding_by_class" in catalogue.BY_CODE
    assert [gate.code for gate in found] == ["unknown_token"]
