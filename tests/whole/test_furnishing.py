"""From nothing to a school that can work: found, furnish, appoint."""

import io

import pytest
from django.core.management import CommandError, call_command

from config import activities
from school.activities.models import ActivityKind, Area
from school.assurance.models import InspectionKind, PledgeVersion
from school.civility.models import ContestItem, PointItem, PointItemVersion, PointLimits
from school.growth.models import CareerStage, Horizon, PlanTemplate
from school.observation.models import LessonKind
from school.recognition.models import SelectionKind
from school.summaries.models import ApprovalStep, SummaryTemplate
from school.visits.models import CareCategory, VisitPolicyVersion
from tests.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


@pytest.fixture
def founded():
    call_command(
        "found_school",
        name="新建小学",
        short_name="新小",
        admin_username="office",
        admin_name="曲老师",
        stdout=io.StringIO(),
    )


def test_a_founded_school_is_furnished_once(founded):
    call_command("furnish_school", username="office", stdout=io.StringIO())

    purposes = list(CareCategory.objects.values_list("purpose", flat=True))
    assert purposes == ["送温暖", "送信心", "送指导", "送亲情", "送关爱"]
    codes = list(PointItem.objects.values_list("code", flat=True))
    assert codes[0] == "COM-01"
    assert len(codes) == 12
    assert all(one.effective_from <= TODAY for one in PointItemVersion.objects.all())
    assert PointLimits.objects.get().allows_deductions is False
    assert ContestItem.objects.count() == 6
    kinds = list(LessonKind.objects.values_list("name", "is_announced"))
    assert kinds[0] == ("干部开放课", True)
    assert [name for name, is_announced in kinds if not is_announced] == ["推门课"]
    assert len(kinds) == 9
    assert [one.name for one in SelectionKind.objects.all()][:2] == ["感动校园的人与事", "优秀家长"]
    assert SelectionKind.objects.count() == 6
    assert set(PlanTemplate.objects.values_list("stage", "horizon", "number")) == {
        (stage, horizon, 1) for stage in CareerStage.values for horizon in Horizon.values
    }
    assert ActivityKind.objects.count() == len(activities.KINDS)
    assert set(ActivityKind.objects.values_list("area", flat=True)) == set(Area.values)
    pledges = list(PledgeVersion.objects.values_list("form__title", flat=True))
    assert sorted(pledges) == ["安全责任状", "教师职业道德责任书"]
    layers = [one.name for one in PledgeVersion.objects.first().layers.all()]
    assert layers == ["校级领导", "部门负责人", "教职工"]
    assert InspectionKind.objects.count() == 6
    assert VisitPolicyVersion.objects.get().published_at is not None
    assert SummaryTemplate.objects.count() == 1
    assert ApprovalStep.objects.order_by("position").last().posts == ["principal"]
    with pytest.raises(CommandError):
        call_command("furnish_school", username="office")
