"""That a figure equals the records behind it."""

from school.shared.figures import Kind


def check_rows(figure, rows, number, viewer):
    """They add up to what was said, each stands there once, and the pages hold them all."""
    assert rows.total() == number
    count = rows.count()
    if not count:
        assert rows.page(0, 5) == []
        return
    ids = rows.ids()
    assert len(ids) == len(set(ids)) == count
    shown = figure.show(rows.page(0, count + 5), viewer)
    assert sorted(one["id"] for one in shown) == sorted(ids)
    assert sum(one["amount"] for one in shown) == number
    if count > 2:
        paged = figure.show([*rows.page(0, 2), *rows.page(2, count + 5)], viewer)
        assert [one["id"] for one in paged] == [one["id"] for one in shown]


def check(figure, value, opened, viewer):
    if figure.kind is Kind.SHARE:
        if value is None:
            assert opened.records(side="whole").count() == 0
            return
        assert 0 <= value["part"] <= value["whole"]
        for side in ("part", "whole"):
            check_rows(figure, opened.records(side=side), value[side], viewer)
        part, whole = (set(opened.records(side=side).ids()) for side in ("part", "whole"))
        assert part <= whole
    elif figure.kind in (Kind.BREAKDOWN, Kind.SERIES):
        keys = [cell["key"] for cell in value]
        assert len(keys) == len(set(keys))
        for cell in value:
            check_rows(figure, opened.records(key=cell["key"]), cell["value"], viewer)
        assert opened.records(key="no such cell") is None
    elif figure.kind is Kind.DECLARED and value is None:
        assert opened.records().count() == 0
    else:
        check_rows(figure, opened.records(), value, viewer)
