"""Lessons that others may come to: what kinds there are, who gives one when, and who comes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import Record

PERIODS = (1, 10)
MOST_SEATS = 200


class LessonType(models.TextChoices):
    """课型: what a lesson is for in its teaching."""

    NEW = "new", _("New material")
    REVISION = "revision", _("Revision")
    EXERCISE = "exercise", _("Exercises")
    EXPERIMENT = "experiment", _("Experiment")
    OTHER = "other", _("Another type")


class LessonKind(Record):
    """公开课的类型: why colleagues come. It chooses the rubric, or none: then nothing is scored.

    `is_announced`: it stands in the plan beforehand and may be booked; a drop-in does not.
    """

    code = models.CharField(max_length=30)
    name = models.CharField(max_length=30)
    rubric = models.ForeignKey(
        "observation.Rubric", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    default_seats = models.PositiveSmallIntegerField(default=0)
    is_announced = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta(Record.Meta):
        ordering = ["position", "code"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "code"], name="observation_one_kind_of_a_code"
            ),
            models.CheckConstraint(
                name="observation_kind_offers_seats_when_announced",
                condition=Q(default_seats=0) | Q(is_announced=True, default_seats__lte=MOST_SEATS),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LessonCampaign(Record):
    """教师专业发展促进月: some weeks in which lessons of certain kinds are opened."""

    name = models.CharField(max_length=40)
    theme = models.CharField(max_length=100, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta(Record.Meta):
        ordering = ["-starts_on", "name"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "name"], name="observation_one_campaign_of_a_name"
            ),
            models.CheckConstraint(
                name="observation_campaign_has_days", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CampaignKind(Record):
    """A kind of lesson that a campaign is made of."""

    campaign = models.ForeignKey(LessonCampaign, on_delete=models.PROTECT, related_name="kinds")
    kind = models.ForeignKey(LessonKind, on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        ordering = ["kind__position"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["campaign", "kind"], name="observation_a_kind_once_a_campaign"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.kind_id}"


class RelayChain(Record):
    """接力课堂: one topic that several teachers carry in turn, each building on the one before.

    `created_by` started it. The order is that of the lessons' `chain_position`.
    """

    topic = models.CharField(max_length=100)
    subject = models.CharField(max_length=30)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="observation_chain_closed_at_and_by",
                condition=together("closed_at", "closed_by"),
            ),
        ]

    def __str__(self) -> str:
        return self.topic


class LessonSession(Record):
    """一节课: one period of one teacher. A double period is two of them.

    In the school it has a host; out of the school the teacher's name, who organised it and where.
    `seats` is how many may book a seat themselves; without seats a guest asks and the host
    answers. `changed` says what the host did otherwise than the lesson before it in the chain.
    """

    host = models.ForeignKey(
        "people.StaffMember", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    is_out_of_school = models.BooleanField(default=False)
    host_name = models.CharField(max_length=50, blank=True)
    organiser = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=30)
    school_class = models.ForeignKey(
        "people.SchoolClass", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    topic = models.CharField(max_length=100)
    lesson_type = models.CharField(max_length=12, choices=LessonType, default=LessonType.NEW)
    kind = models.ForeignKey(LessonKind, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(
        LessonCampaign, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    chain = models.ForeignKey(
        RelayChain, on_delete=models.PROTECT, related_name="lessons", null=True, blank=True
    )
    chain_position = models.PositiveSmallIntegerField(null=True, blank=True)
    taught_on = models.DateField()
    period = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=60, blank=True)
    seats = models.PositiveSmallIntegerField(default=0)
    reflection = models.TextField(max_length=2000, blank=True)
    changed = models.TextField(max_length=1000, blank=True)
    reflected_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_by = person(null=True, editable=False)
    cancel_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        ordering = ["taught_on", "period", "id"]
        indexes = [
            models.Index(fields=["school", "taught_on", "period"], name="observation_lesson_day"),
            models.Index(fields=["school", "host", "taught_on"], name="observation_lesson_host"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["host", "taught_on", "period"],
                condition=Q(cancelled_at=None),
                name="observation_one_lesson_a_host_and_period",
            ),
            models.UniqueConstraint(
                fields=["school", "organiser", "host_name", "taught_on", "period"],
                condition=Q(cancelled_at=None, is_out_of_school=True),
                name="observation_one_lesson_out_of_school_and_period",
            ),
            models.UniqueConstraint(
                fields=["chain", "chain_position"],
                condition=Q(cancelled_at=None),
                name="observation_one_lesson_a_place_in_the_chain",
            ),
            models.CheckConstraint(
                name="observation_lesson_has_one_host",
                condition=Q(is_out_of_school=False, host__isnull=False, host_name="", organiser="")
                | (
                    Q(is_out_of_school=True, host=None, school_class=None, chain=None, seats=0)
                    & ~Q(host_name="")
                    & ~Q(organiser="")
                    & ~Q(place="")
                ),
            ),
            models.CheckConstraint(
                name="observation_lesson_in_a_period", condition=Q(period__range=PERIODS)
            ),
            models.CheckConstraint(
                name="observation_lesson_seats", condition=Q(seats__lte=MOST_SEATS)
            ),
            models.CheckConstraint(
                name="observation_lesson_place_in_its_chain",
                condition=Q(chain=None, chain_position=None)
                | Q(chain__isnull=False, chain_position__gte=1),
            ),
            models.CheckConstraint(
                name="observation_lesson_reflection_has_its_moment",
                condition=Q(reflected_at__isnull=False) | Q(reflection="", changed=""),
            ),
            models.CheckConstraint(
                name="observation_lesson_cancelled_at_and_by",
                condition=together("cancelled_at", "cancelled_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taught_on} {self.period} {self.topic}"


class BookingState(models.TextChoices):
    ASKED = "asked", _("Asked of the host")
    SEATED = "seated", _("Has a seat")
    WAITING = "waiting", _("On the waiting list")
    DECLINED = "declined", _("The host declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


LIVE = (BookingState.ASKED, BookingState.SEATED, BookingState.WAITING)
"""The states in which somebody still means to come."""


class LessonBooking(Record):
    """约课: one colleague who means to come to one lesson. `created_by` booked: the guest or an
    office.

    `number` is the order of arrival, given under the lesson's lock; the waiting list goes by it.
    """

    session = models.ForeignKey(LessonSession, on_delete=models.PROTECT, related_name="bookings")
    guest = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=BookingState)
    number = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=200, blank=True)
    seated_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = person(null=True, editable=False)
    answer = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["session", "number"]
        indexes = [models.Index(fields=["school", "guest"], name="observation_booking_guest")]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["session", "guest"],
                condition=Q(state__in=["asked", "seated", "waiting"]),
                name="observation_one_booking_a_guest",
            ),
            models.UniqueConstraint(
                fields=["session", "number"], name="observation_one_booking_of_a_number"
            ),
            models.CheckConstraint(
                name="observation_booking_seated_has_its_moment",
                condition=~Q(state="seated") | Q(seated_at__isnull=False),
            ),
            models.CheckConstraint(
                name="observation_booking_answered_at_and_by",
                condition=together("answered_at", "answered_by"),
            ),
            models.CheckConstraint(
                name="observation_booking_declined_is_answered",
                condition=~Q(state="declined") | Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="observation_booking_withdrawn_at_and_by",
                condition=together("withdrawn_at", "withdrawn_by"),
            ),
            models.CheckConstraint(
                name="observation_booking_withdrawn_has_its_moment",
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.number} {self.state}"


class Attendance(Record):
    """到场: the observer says "I was there", the host says so too. Both make it confirmed.

    Out of the school there is nobody to ask; the observer's word stands.
    """

    session = models.ForeignKey(LessonSession, on_delete=models.PROTECT, related_name="attendances")
    observer = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    observer_said_at = models.DateTimeField(null=True, blank=True, editable=False)
    observer_said_by = person(null=True, editable=False)
    host_said_at = models.DateTimeField(null=True, blank=True, editable=False)
    host_said_by = person(null=True, editable=False)
    host_denied_at = models.DateTimeField(null=True, blank=True, editable=False)
    host_denied_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["id"]
        indexes = [models.Index(fields=["school", "observer"], name="observation_attendance_who")]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["session", "observer"], name="observation_one_attendance_an_observer"
            ),
            models.CheckConstraint(
                name="observation_attendance_observer_said_at_and_by",
                condition=together("observer_said_at", "observer_said_by"),
            ),
            models.CheckConstraint(
                name="observation_attendance_host_said_at_and_by",
                condition=together("host_said_at", "host_said_by"),
            ),
            models.CheckConstraint(
                name="observation_attendance_host_denied_at_and_by",
                condition=together("host_denied_at", "host_denied_by"),
            ),
            models.CheckConstraint(
                name="observation_attendance_the_host_answers_once",
                condition=Q(host_said_at=None) | Q(host_denied_at=None),
            ),
            models.CheckConstraint(
                name="observation_attendance_somebody_said_something",
                condition=Q(observer_said_at__isnull=False)
                | Q(host_said_at__isnull=False)
                | Q(host_denied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.observer_id}"


class CalendarFeed(Record):
    """A secret address under which a person's calendar finds the own lessons. Only its digest is
    kept; revoked, it answers no more.
    """

    staff = models.ForeignKey("people.StaffMember", on_delete=models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_by = person(null=True, editable=False)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["staff"],
                condition=Q(revoked_at=None),
                name="observation_one_feed_a_person",
            ),
            models.CheckConstraint(
                name="observation_feed_revoked_at_and_by",
                condition=together("revoked_at", "revoked_by"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id}"
