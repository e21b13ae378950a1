"""Every kind of record that carries evidence says so in the same way, and says who reads it."""

from django.db import models

from config.api import router
from school.evidence.models import Evidence
from school.evidence.policy import links
from school.people.access import Policy
from school.shared.models import Record
from tests.whole.test_models import OURS


def carriers():
    return [
        model
        for model in OURS
        for field in model._meta.many_to_many
        if field.related_model is Evidence
    ]


def policies(of=Policy):
    for policy in of.__subclasses__():
        yield policy
        yield from policies(policy)


def test_the_links_are_those_of_the_tables():
    assert carriers()
    assert {link.model for link in links()} == set(carriers())


def test_each_is_read_by_one_policy_and_no_policy_is_of_anything_else():
    assert router.registry  # with the routes, every policy is loaded
    named = [policy.of for policy in policies() if policy.__dict__.get("of") is not None]

    assert sorted(one.__name__ for one in named) == sorted(one.__name__ for one in carriers())


def test_between_record_and_file_stands_a_row_that_remembers_who_wrote_it():
    for link in links():
        assert issubclass(link.through, Record), link.through
        unique = {
            constraint.fields
            for constraint in link.through._meta.constraints
            if isinstance(constraint, models.UniqueConstraint)
        }
        assert (link.record, link.evidence) in unique, link.through
