"""What of the catalogue a paper may show."""

from school.summaries import catalogue
from school.summaries.models import SummarySection
from school.summaries.rules import gates
from tests.conftest import TODAY


def test_a_figure_that_names_classes_cannot_stand_in_a_paper():
    section = SummarySection(
        code="visits", number=4, text="各班还差{{ visits.outstanding_by_class }}。"
    )

    found = gates.gates(
        [section], is_compiled=True, known=catalogue.paper().keys(), readings={}, names=set()
    )

    assert "visits.outstanding_by_class" in catalogue.BY_CODE
    assert [gate.code for gate in found] == ["unknown_token"]


def test_a_snapshot_lists_no_ids_behind_a_large_number(now, term, lin, homeroom, monkeypatch):
    """Yet its hash covers every one of them: it is the hash of the whole reading."""
    asked = catalogue.scope(term, as_of=TODAY)
    whole = catalogue.snapshot(asked)
    monkeypatch.setattr(catalogue, "MOST_IDS", 0)

    kept = catalogue.snapshot(asked)

    before, after = (
        one["civility.children_recognised"]["records"]["whole"] for one in (whole, kept)
    )
    assert before == {"count": 1, "ids": [str(lin.pk)]}
    assert after == {"count": 1, "ids": None}
    assert {code: one["sha256"] for code, one in kept.items()} == {
        code: one["sha256"] for code, one in whole.items()
    }
