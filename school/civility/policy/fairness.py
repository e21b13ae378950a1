"""Who reads the fairness report."""

from typing import Any

from school.people.access import Policy
from school.people.roles import Permission


class FairnessPolicy(Policy[Any]):
    """For those who lead the whole school: whom recognitions do not reach."""

    needs = {"list": Permission.FAIRNESS_READ}
