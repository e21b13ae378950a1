"""One sentence for each judgement: by which version, for which period, because of what."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from school.visits.models import Channel
from school.visits.rules.obligations import LEAST_DAYS, Obligation, State, TermFact


def _day(day: datetime.date) -> str:
    return date_format(day, "DATE_FORMAT")


def why(one: Obligation, *, category: str, term: TermFact) -> str:
    """Names the category: only for those who may know."""
    words = {
        "category": category,
        "source": one.source,
        "since": _day(one.circumstance.starts_on),
        "until": _day(one.circumstance.ends_on) if one.circumstance.ends_on else "",
        "number": one.policy_number,
        "required": one.required,
        "made": len(one.visits),
        "opens": _day(term.opens_on),
        "closes": _day(term.closes_on),
        "due": _day(one.due_on),
        "least": LEAST_DAYS,
        "days": one.days_in_term,
        "category_days": one.days_in_category,
        "left": _day(one.left_on) if one.left_on else "",
        "last": _day(one.visits[-1].visited_on) if one.visits else "",
    }
    sentence = _sentence(one) % words
    if not one.not_accepted or one.state == State.SETTLED:
        return sentence
    return _("%(sentence)s %(more)s") % {"sentence": sentence, "more": _uncounted(one)}


def _uncounted(one: Obligation) -> str:
    """The visits that do not count because of how the family was met."""
    channels = dict.fromkeys(str(Channel(visit.channel).label) for visit in one.not_accepted)
    told = _("Not counted, as the requirement does not accept it: %(channels)s (%(count)s).")
    return told % {"channels": _(", ").join(channels), "count": len(one.not_accepted)}


def _sentence(one: Obligation) -> str:
    if one.state == State.SETTLED:
        return _(
            "%(category)s since %(since)s (%(source)s): requirement no. %(number)s asks for "
            "%(required)s between %(opens)s and %(closes)s; settled, last visit on %(last)s."
        )
    if one.state == State.EXEMPT:
        return _(
            "%(category)s since %(since)s (%(source)s): exempt from requirement no. %(number)s "
            "between %(opens)s and %(closes)s, approved by a second person."
        )
    if one.state == State.LEFT:
        return _(
            "%(category)s since %(since)s (%(source)s): left the school on %(left)s before being "
            "visited under requirement no. %(number)s; shown apart."
        )
    if one.state == State.ENDED:
        return _(
            "%(category)s from %(since)s to %(until)s (%(source)s): ended without the visit that "
            "requirement no. %(number)s asks for; counted as not settled, not as overdue."
        )
    if one.state == State.SHORT_STAY and one.days_in_term < LEAST_DAYS:
        return _(
            "%(category)s since %(since)s (%(source)s): at school for %(days)s days of the term, "
            "fewer than %(least)s, so requirement no. %(number)s does not count it yet."
        )
    if one.state == State.SHORT_STAY:
        return _(
            "%(category)s since %(since)s (%(source)s): for %(category_days)s days between "
            "%(opens)s and %(closes)s, fewer than %(least)s, so requirement no. %(number)s does "
            "not count it yet."
        )
    if one.state == State.NOT_YET_DUE:
        return _(
            "%(category)s since %(since)s (%(source)s): requirement no. %(number)s begins to ask "
            "later and waits until %(due)s."
        )
    if one.state == State.OVERDUE:
        return _(
            "%(category)s since %(since)s (%(source)s): requirement no. %(number)s asks for "
            "%(required)s by %(due)s; %(made)s made, overdue."
        )
    return _(
        "%(category)s since %(since)s (%(source)s): requirement no. %(number)s asks for "
        "%(required)s between %(opens)s and %(closes)s, by %(due)s; %(made)s made so far."
    )
