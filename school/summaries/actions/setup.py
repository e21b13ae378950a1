"""What a school starts with: the packaged template and the usual chain of approval."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from school.people.models import School, User
from school.people.roles import PostKind
from school.summaries import queries
from school.summaries.models import ApprovalStep, SummaryTemplate

PACKAGED = Path(__file__).parent.parent / "data" / "civilized_campus.json"
DEFAULT_CHAIN: Sequence[tuple[dict[str, str], list[str]]] = (
    ({"zh": "科室起草", "en": "Drafted by the offices"}, []),
    (
        {"zh": "主任审核", "en": "Reviewed by a director"},
        [PostKind.MORAL_DIRECTOR, PostKind.TEACHING_DIRECTOR, PostKind.RESEARCH_DIRECTOR],
    ),
    ({"zh": "分管副校长审阅", "en": "Read by the vice principal"}, [PostKind.VICE_PRINCIPAL]),
    ({"zh": "校长签发", "en": "Signed off by the principal"}, [PostKind.PRINCIPAL]),
)


def template_for(school: School, *, by: User) -> SummaryTemplate:
    """The template in use; where that is an earlier version of the packaged one, the packaged."""
    standing, packaged = queries.template_in_use(school.pk), _packaged()
    is_own = standing is not None and standing.code != packaged["code"]
    if standing is not None and (is_own or standing.version >= packaged["version"]):
        return standing
    return adopt_template(school, by=by)


def _packaged() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(PACKAGED.read_text(encoding="utf-8"))
    return found


@transaction.atomic
def adopt_template(school: School, *, by: User | None = None) -> SummaryTemplate:
    """The packaged template, unless the school has this version already."""
    packaged = _packaged()
    template, _made = SummaryTemplate.objects.get_or_create(
        school=school,
        code=packaged["code"],
        version=packaged["version"],
        defaults={
            "title": packaged["title"],
            "body": {"chapters": packaged["chapters"]},
            "created_by": by,
        },
    )
    return template


@transaction.atomic
def set_default_chain(school: School, *, by: User | None = None) -> list[ApprovalStep]:
    """科室起草, 主任审核, 分管副校长审阅, 校长签发; a chain that stands already is left alone."""
    standing = list(ApprovalStep.objects.filter(school=school))
    if standing:
        return standing
    return ApprovalStep.objects.bulk_create(
        ApprovalStep(
            school=school,
            created_by=by,
            position=position,
            label=label,
            posts=[str(post) for post in posts],
        )
        for position, (label, posts) in enumerate(DEFAULT_CHAIN, start=1)
    )
