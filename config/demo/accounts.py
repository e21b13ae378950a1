"""How the accounts of the demo school were used: one lies idle, one waits for its owner."""

from config.demo.calendar import DAY
from config.demo.people import ACCOUNTS, DemoSchool, moment
from school.people.actions import invitations

IDLE, IDLE_DAYS = "mentee", 73
INVITED = "union_chair"


def use_accounts(demo: DemoSchool) -> None:
    """Drawn from nothing: the same for every seed."""
    today = demo.calendar.today
    for ago, username in enumerate(ACCOUNTS, 1):
        account = demo.users[username]
        account.last_login = moment(today - (IDLE_DAYS if username == IDLE else ago) * DAY, 8, ago)
        account.save(update_fields=["last_login"])
    invited = demo.accounts[demo.staff[INVITED].staff_number]
    invitations.hand_out_link(by=demo.users["admin"], account=invited, now=moment(today, 8))
