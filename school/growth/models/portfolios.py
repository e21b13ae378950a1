"""A teacher's portfolio, and what came along from another school."""

from django.db import models
from django.db.models import Q

from school.shared.models import AppendOnly, Record
from school.shared.sealed import SealedBytesField, SealedTextField


class GrowthPortfolio(Record):
    """成长档案 「教学路上，我这样走过……」. What its owner did stands in the records of the other
    contexts and is read from them; here stand only plans, goals, reflections and copies.
    """

    staff = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    motto = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        ordering = ["staff__staff_number", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["staff"], name="growth_one_portfolio_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id}"


class BroughtVolume(Record):
    """带来的一卷: what the portfolio held at another school, as its export told it. Read only.

    The document holds reflections, so it is sealed; `sha256` is that of its canonical form.
    """

    portfolio = models.ForeignKey(GrowthPortfolio, on_delete=models.PROTECT, related_name="volumes")
    number = models.PositiveSmallIntegerField()
    content = SealedTextField()
    sha256 = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["portfolio", "number"], name="growth_one_volume_of_a_number"
            ),
            models.UniqueConstraint(
                fields=["portfolio", "sha256"], name="growth_a_volume_is_brought_once"
            ),
            models.CheckConstraint(name="growth_volume_number", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.portfolio_id} {self.number}"


class BroughtFile(Record):
    """A file that a brought volume names by its hash. It is kept to be taken along again and is
    never shown in a page.
    """

    portfolio = models.ForeignKey(GrowthPortfolio, on_delete=models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    content = SealedBytesField()

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["sha256"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["portfolio", "sha256"], name="growth_a_file_is_brought_once"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256
