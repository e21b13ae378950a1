"""Who starts and closes a relay chain, and who joins it."""

from school.observation.models import RelayChain
from school.people.access import SchoolWide, may
from school.people.models import User
from school.people.roles import Permission


class RelayChainPolicy(SchoolWide[RelayChain]):
    needs = {
        "list": Permission.LESSON_READ,
        "retrieve": Permission.LESSON_READ,
        "create": Permission.LESSON_HOST,
        "close": Permission.LESSON_HOST,
        "reopen": Permission.LESSON_HOST,
    }

    def fits(self, user: User, verb: str, row: RelayChain) -> bool:
        if verb not in ("close", "reopen"):
            return True
        return row.created_by_id == user.pk or may(user, Permission.LESSON_KEEP)
