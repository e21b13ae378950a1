"""What can happen to a pair, as its timeline tells it. Names are the verbs of the log."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Happening(TextChoices):
    DRAFT = "draft", _("Drafted the pair")
    PROPOSE = "propose", _("Proposed an agreement")
    ACCEPT = "accept", _("Accepted the agreement")
    SIGN = "sign", _("Signed for the school")
    CHANGE_MENTOR = "change_mentor", _("Changed the mentor")
    SUSPEND = "suspend", _("Suspended the pair")
    RESUME = "resume", _("Resumed the pair")
    WITHDRAW = "withdraw", _("Withdrew the pair")
    REQUEST_EXIT = "request_exit", _("Asked to end the pair")
    WITHDRAW_EXIT = "withdraw_exit", _("Took back the wish to end it")
    DECIDE_EXIT = "decide_exit", _("Decided on the wish to end it")
    COMPLETE = "complete", _("Completed the pair")
    EVALUATE = "evaluate", _("Wrote a final evaluation")
    EXCUSE = "excuse", _("Excused a month")
    WITHDRAW_EXCUSE = "withdraw_excuse", _("Took back an excused month")
    TALK = "talk", _("Recorded a talk")
    VOID_TALK = "void_talk", _("Took back a talk")
    STEP = "step", _("Agreed a step")
    MOVE_STEP = "move_step", _("Moved a step's day")
    CLOSE_STEP = "close_step", _("Closed a step")
