"""What kinds of lessons there are, and the months that are made of them."""

import datetime

import pytest

from school.observation import models
from school.shared.models import AuditEntry
from tests.conftest import TODAY
from tests.factories import observation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
KINDS = "/api/v1/lesson-kinds/"
CAMPAIGNS = "/api/v1/lesson-campaigns/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def office(as_user, teaching_director):
    return as_user(teaching_director)


# ---- kinds ---------------------------------------------------------------------------------


def test_kinds_are_the_schools_data(as_user, post, refused, office, teacher, open_kind, school):
    rubric = observation.Rubric(school=school)
    body = {"code": "relay", "name": "接力课堂", "default_seats": 10, "rubric": str(rubric.pk)}
    made, again = post(office, KINDS, body), post(office, KINDS, body)

    assert (made.status_code, made.json()["position"]) == (201, 2)
    assert made.json()["rubric"]["name"] == rubric.name
    assert refused(again) == ("code", "taken")
    assert post(as_user(teacher), KINDS, body).status_code == 403
    shown = as_user(teacher).get(KINDS).json()["results"]
    assert [(row["code"], row["abilities"]) for row in shown] == [("open", []), ("relay", [])]


def test_a_kind_is_changed_and_its_lessons_stay(post, refused, office, teacher, open_kind, drop_in):
    lesson = observation.LessonSession(host=teacher.staff, kind=open_kind, seats=2)
    changed = post(office, f"{KINDS}{open_kind.pk}/change/", {"name": "研讨课", "is_active": False})

    assert (changed.status_code, changed.json()["name"]) == (200, "研讨课")
    assert AuditEntry.objects.get(verb="change").changes == {
        "name": ["公开课", "研讨课"],
        "is_active": [True, False],
    }
    shown = office.get(f"/api/v1/lessons/{lesson.pk}/").json()
    assert shown["kind"]["name"] == "研讨课"
    url = f"{KINDS}{drop_in.pk}/change/"
    assert refused(post(office, url, {"default_seats": 3})) == ("default_seats", "not_announced")
    assert refused(post(office, url, {"is_announced": True})) == ("is_announced", "unknown_field")


def test_a_kind_out_of_use_is_not_on_offer(as_user, post, refused, teacher, school):
    kind = observation.LessonKind(school=school, code="old", name="旧的", is_active=False)
    body = {
        "kind": str(kind.pk),
        "taught_on": str(TODAY),
        "period": 1,
        "subject": "语文",
        "topic": "草船借箭",
    }
    answer = post(as_user(teacher), "/api/v1/lessons/", body)

    assert refused(answer) == ("kind", "does_not_exist")


def test_the_list_of_kinds_costs_the_same(office, school, django_assert_num_queries):
    for n in range(5):
        rubric = observation.Rubric(school=school)
        observation.LessonKind(school=school, code=f"k{n}", rubric=rubric)
    with django_assert_num_queries(5):
        assert office.get(KINDS).json()["count"] == 5


# ---- campaigns -----------------------------------------------------------------------------


def month(*kinds, **more):
    return {
        "name": "教师专业发展促进月",
        "theme": "课堂教学策略",
        "starts_on": "2026-11-01",
        "ends_on": "2026-11-30",
        "kinds": [str(one.pk) for one in kinds],
        **more,
    }


def test_a_campaign_has_days_and_kinds(as_user, post, refused, office, teacher, open_kind, school):
    relay = observation.LessonKind(school=school, code="relay", name="接力课堂", position=2)
    made = post(office, CAMPAIGNS, month(relay, open_kind))

    assert (made.status_code, made.json()["is_running"]) == (201, True)
    assert [one["name"] for one in made.json()["kinds"]] == ["公开课", "接力课堂"]
    assert refused(post(office, CAMPAIGNS, month(relay))) == ("name", "taken")
    backwards = month(relay, name="倒过来", ends_on="2026-10-31")
    assert refused(post(office, CAMPAIGNS, backwards)) == ("ends_on", "before_start")
    assert refused(post(office, CAMPAIGNS, month(name="空的"))) == ("kinds", "empty")
    assert post(as_user(teacher), CAMPAIGNS, month(relay, name="我的")).status_code == 403


def test_its_lessons_lie_within_it(as_user, post, refused, office, teacher, open_kind, drop_in):
    made = post(office, CAMPAIGNS, month(open_kind)).json()
    body = {
        "kind": str(open_kind.pk),
        "campaign": made["id"],
        "taught_on": "2026-11-25",
        "period": 3,
        "subject": "语文",
        "topic": "草船借箭",
    }
    client = as_user(teacher)
    late = post(client, "/api/v1/lessons/", body | {"taught_on": "2026-12-01"})
    other = post(client, "/api/v1/lessons/", body | {"kind": str(drop_in.pk)})
    taken = post(client, "/api/v1/lessons/", body)

    assert refused(late) == ("campaign", "other_days")
    assert refused(other) == ("campaign", "other_kinds")
    assert taken.json()["campaign"]["theme"] == "课堂教学策略"
    url = f"{CAMPAIGNS}{made['id']}/"
    shown = client.get(url).json()
    assert (shown["lessons"], shown["kinds"][0]["lessons"]) == (1, 1)
    for change in ({"ends_on": "2026-11-24"}, {"kinds": [str(drop_in.pk)]}):
        assert refused(post(office, f"{url}change/", change)) == "lessons_outside"
    moved = client.patch(
        f"/api/v1/lessons/{taken.json()['id']}/",
        {"taught_on": "2026-12-02"},
        format="json",
        headers={"If-Match": '"1"'},
    )
    assert refused(moved) == ("campaign", "other_days")


def test_a_campaign_is_changed(post, office, open_kind, drop_in):
    made = post(office, CAMPAIGNS, month(open_kind)).json()
    changed = post(
        office,
        f"{CAMPAIGNS}{made['id']}/change/",
        {"ends_on": "2026-12-06", "kinds": [str(open_kind.pk), str(drop_in.pk)]},
    )

    assert len(changed.json()["kinds"]) == 2
    noted = AuditEntry.objects.get(verb="change").changes
    assert noted == {
        "ends_on": ["2026-11-30", "2026-12-06"],
        "kinds": [["open"], ["drop_in", "open"]],
    }
    assert models.CampaignKind.objects.count() == 2


def test_campaigns_are_filtered_and_cost_the_same(
    office, school, open_kind, django_assert_num_queries
):
    for n in range(4):
        campaign = observation.LessonCampaign(
            school=school,
            name=f"第{n}次",
            starts_on=TODAY - n * 30 * DAY,
            ends_on=TODAY - (n * 30 - 5) * DAY,
        )
        observation.CampaignKind(campaign=campaign, kind=open_kind)
    with django_assert_num_queries(6):
        assert office.get(CAMPAIGNS).json()["count"] == 4

    names = [row["name"] for row in office.get(CAMPAIGNS, {"running": 1}).json()["results"]]
    assert names == ["第0次"]
    assert office.get(CAMPAIGNS, {"running": 0}).json()["count"] == 3
