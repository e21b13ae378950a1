"""Term summaries: template, chain of approval, the draft and its sections, publications."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from school.shared.leases import Owed
from school.shared.models import AppendOnly, Record


class SummaryTemplate(Record):
    """Chapters and items as data. A version that is in use is never changed: a new one is added."""

    code = models.CharField(max_length=50)
    version = models.PositiveSmallIntegerField()
    title = models.JSONField()
    """{"zh": …, "en": …}"""
    body = models.JSONField()
    """The chapters, in the shape of data/civilized_campus.json."""

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "code", "version"], name="summaries_one_template_of_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class ApprovalStep(Record):
    """One step of the school's chain: whoever holds one of the posts takes it.

    The first step names no post: it is the drafting itself.
    """

    position = models.PositiveSmallIntegerField()
    label = models.JSONField()
    """{"zh": …, "en": …}"""
    posts = models.JSONField(default=list)

    class Meta(Record.Meta):
        ordering = ["position"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "position"], name="summaries_one_step_a_position"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}"


class SummaryState(models.TextChoices):
    COMPILING = "compiling"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


OPEN_STATES = [
    SummaryState.COMPILING,
    SummaryState.DRAFT,
    SummaryState.IN_REVIEW,
    SummaryState.CHANGES_REQUESTED,
    SummaryState.APPROVED,
]


class TermSummary(Record):
    """The summary of one term: one open at a time; each published edition keeps its own row."""

    term = models.ForeignKey("people.Term", on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(SummaryTemplate, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=SummaryState, default=SummaryState.COMPILING)
    edition = models.PositiveSmallIntegerField(default=1)
    as_of = models.DateField()
    compile = models.PositiveSmallIntegerField(default=1)
    """Counts how often the figures were asked for; a worker of an earlier count stores nothing."""
    readings = models.JSONField(null=True, editable=False)
    """Every figure as it was read for this compile, once: {code: {value, cells, record ids, …}}."""
    read_at = models.DateTimeField(null=True, editable=False)
    chain = models.JSONField(default=list)
    """The steps as they stood when the paper set out: label, posts, state, by, at."""
    authors = models.JSONField(default=list)
    """Ids of the accounts that wrote in it or submitted it: they do not approve it."""
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    submitted_at = models.DateTimeField(null=True)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "term"],
                condition=Q(
                    state__in=["compiling", "draft", "in_review", "changes_requested", "approved"]
                ),
                name="summaries_one_open_a_term",
            ),
            models.UniqueConstraint(
                fields=["school", "term", "edition"], name="summaries_one_summary_an_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term_id} {self.edition}"


class SummarySection(Record, Owed):
    """One item of the template: text around tokens, and the compile that is owed for it."""

    summary = models.ForeignKey(TermSummary, on_delete=models.PROTECT, related_name="sections")
    code = models.CharField(max_length=50)
    position = models.PositiveSmallIntegerField()
    chapter = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True)
    not_applicable = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    edited_at = models.DateTimeField(null=True)
    values = models.JSONField(default=dict, editable=False)
    """Token -> what it shows to the school and to the public, and how many records it counts."""

    class Meta(Record.Meta):
        ordering = ["position"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["summary", "code"], name="summaries_one_section_an_item"
            ),
        ]
        indexes = [
            models.Index(
                fields=["work", "lease_until"],
                condition=Q(work="requested"),
                name="summaries_sections_owed",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class SummaryEvent(Record):
    """One step of a summary's life. `created_by` and `created_at` say who and when."""

    summary = models.ForeignKey(TermSummary, on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(max_length=20)
    subject = models.CharField(max_length=100, blank=True)
    """The section's code, or the step's name."""
    comment = models.TextField(blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["summary", "created_at"], name="summaries_event_time"),
        ]

    def __str__(self) -> str:
        return self.verb


class Publication(Record):
    """Frozen bytes. Only `state` and what tells of a withdrawal ever change.

    `created_by` and `created_at` say who published it and when.
    """

    class State(models.TextChoices):
        CURRENT = "current"
        SUPERSEDED = "superseded"
        WITHDRAWN = "withdrawn"

    term = models.ForeignKey("people.Term", on_delete=models.PROTECT, related_name="+")
    summary = models.OneToOneField(
        TermSummary, on_delete=models.PROTECT, related_name="publication"
    )
    edition = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    content: "models.JSONField[Any, Any]" = models.JSONField()
    figures = models.JSONField()
    """The readings that the text shows, with their record ids: never served."""
    html = models.TextField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=State, default=State.CURRENT)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "term"],
                condition=Q(state="current"),
                name="summaries_one_current_edition",
            ),
            models.UniqueConstraint(
                fields=["school", "term", "edition"], name="summaries_one_publication_an_edition"
            ),
            models.CheckConstraint(
                name="summaries_withdrawn_says_who_and_when",
                condition=Q(state="withdrawn", withdrawn_by__isnull=False)
                & Q(withdrawn_at__isnull=False)
                | ~Q(state="withdrawn") & Q(withdrawn_by=None, withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.edition}"
