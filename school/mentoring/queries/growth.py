"""What a mentor's observations of the mentee say of each criterion, lesson by lesson."""

from school.mentoring.models import MentorPair
from school.mentoring.rules.growth import Dot, Line, Measure, lines
from school.observation.queries import observations


def growth(pair: MentorPair) -> list[Line]:
    """Of all lessons that this mentor observed: a renewed pair goes on with its line."""
    return lines(
        Dot(
            Measure(one.rubric, one.code, one.kind, one.levels, one.weight),
            one.taught_on,
            one.level,
            one.observation_id,
            one.section,
            one.text,
        )
        for one in observations.scored(
            school_id=pair.school_id, host_id=pair.mentee_id, observer_id=pair.mentor_id
        )
    )
