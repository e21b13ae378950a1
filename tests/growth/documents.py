"""Portfolios as another school's export would tell them, drawn by hypothesis."""

import datetime
import hashlib

from hypothesis import strategies as st

from school.growth.models import CareerStage, Counter, Dimension, Horizon
from school.growth.rules.acts import ActKind
from school.shared import text

days = (
    st.dates(min_value=datetime.date(2000, 1, 1))
    .filter(lambda day: day.year < 2100)
    .map(lambda day: day.isoformat())
)


def _keeps(value):
    try:
        return text.clean(value) == value
    except text.TextRefused:
        return False


characters = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
texts = st.text(characters, max_size=30).filter(_keeps)
names = texts.filter(lambda value: 0 < len(value) <= 30)
amounts = st.decimals(0, 9999, places=1).map(lambda one: f"{one:f}".rstrip("0").rstrip("."))
ratings = st.dictionaries(st.sampled_from(Dimension.values), st.integers(1, 4))
contents = st.binary(min_size=1, max_size=60)
steps = st.fixed_dictionaries(
    {"words": texts, "due_on": st.none() | days, "done_on": st.none() | days}
)
counted = st.fixed_dictionaries(
    {
        "dimension": st.sampled_from(Dimension.values),
        "words": texts,
        "measure": st.just("count"),
        "counter": st.sampled_from(Counter.values),
        "target": st.integers(1, 9999),
        "done": amounts,
        "due_on": st.none() | days,
        "reached_on": st.none(),
        "outcome": st.just(""),
        "is_dropped": st.booleans(),
        "drop_reason": texts,
        "steps": st.lists(steps, max_size=2),
    }
)
plans = st.fixed_dictionaries(
    {
        "horizon": st.sampled_from(Horizon.values),
        "stage": st.sampled_from(CareerStage.values),
        "title": names,
        "term": texts,
        "starts_on": days,
        "ends_on": days,
        "blocks": st.lists(
            st.fixed_dictionaries(
                {
                    "key": names,
                    "title": names,
                    "kind": st.sampled_from(["text", "list", "goals"]),
                    "answer": texts | st.lists(texts, max_size=2),
                }
            ),
            max_size=2,
        ),
        "self_ratings": ratings,
        "goals": st.lists(counted, max_size=2),
        "reviews": st.lists(
            st.fixed_dictionaries(
                {
                    "number": st.integers(1, 9),
                    "submitted_on": days,
                    "sha256": contents.map(lambda one: hashlib.sha256(one).hexdigest()),
                    "outcome": st.sampled_from(["", "approved", "returned"]),
                    "words": texts,
                    "ratings": ratings,
                    "by": texts,
                    "reviewed_on": st.none() | days,
                }
            ),
            max_size=1,
        ),
    }
)
reflections = st.fixed_dictionaries(
    {
        "on": days,
        "title": names,
        "text": texts,
        "act": st.none() | st.fixed_dictionaries({"type": names, "name": names}),
    }
)


@st.composite
def volumes(draw):
    """A volume, and the files that its acts name by their hash."""
    files = {hashlib.sha256(one).hexdigest(): one for one in draw(st.lists(contents, max_size=3))}
    acts = st.fixed_dictionaries(
        {
            "type": names,
            "name": names,
            "on": days,
            "kinds": st.lists(st.sampled_from(ActKind.values) | names, min_size=1, max_size=2),
            "label": texts,
            "amount": amounts,
            "stands": st.booleans(),
            "files": st.lists(st.sampled_from(sorted(files)), unique=True, max_size=2)
            if files
            else st.just([]),
        }
    )
    return {
        "school": draw(names),
        "teacher": "于老师",
        "until": draw(days),
        "motto": draw(texts),
        "plans": draw(st.lists(plans, max_size=2)),
        "reflections": draw(st.lists(reflections, max_size=2)),
        "acts": draw(st.lists(acts, max_size=4)),
        "files": [
            {
                "sha256": key,
                "title": draw(texts),
                "original_name": draw(texts),
                "content_type": "image/jpeg",
            }
            for key in sorted(files)
        ],
    }, files


@st.composite
def portfolios(draw):
    """A document with its files."""
    told, files = [], {}
    for volume, own in draw(st.lists(volumes(), min_size=1, max_size=3)):
        told.append(volume)
        files |= own
    return {"format": "wotu.portfolio/1", "volumes": told}, files
