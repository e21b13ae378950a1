"""What the two of a pair observe of each other counts for quotas too, unless the school says no."""

import datetime

import pytest

from tests.conftest import TODAY
from tests.factories import observation
from tests.mentoring.acts import make_pair, observed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(("counts", "done"), [(None, 2), (True, 2), (False, 1)])
def test_lessons_of_a_pair_count_towards_the_quota_or_not(
    as_user, school, teaching_director, principal, teacher, homeroom, other_homeroom, counts, done
):
    make_pair(teaching_director, principal, teacher, homeroom)
    observation.ObservationQuota(school=school, at_least=3)
    if counts is not None:
        observation.ObservationLimits(school=school, mentor_lessons_count=counts)
    observed(teacher, homeroom, TODAY - 3 * DAY)
    observed(teacher, other_homeroom, TODAY - 4 * DAY)

    (own,) = as_user(teacher).get("/api/v1/observation-standings/mine/").json()
    assert own["lines"][0]["done"] == done
