"""What the weekly digest counts of evidence: certificates that end soon."""

from django.utils.translation import gettext as _

from school.evidence.models import Evidence
from school.evidence.queries import expiring, used
from school.people import queries as people
from school.people.roles import Permission
from school.shared.digests import Asked, DigestLine, Mine


def _expiring(asked: Asked) -> Mine:
    """Files on which a record rests and that end within thirty days, told to who keeps them."""
    number = Evidence.objects.filter(
        used(), expiring(asked.day), school_id=asked.school_id, withdrawn_at=None
    ).count()
    keepers = people.permitted(asked.school_id, Permission.EVIDENCE_KEEP, asked.day)
    return dict.fromkeys(keepers, number)


LINES: tuple[DigestLine, ...] = (
    DigestLine(
        code="evidence.expiring",
        link="/evidence?view=expiring",
        count=_expiring,
        says=lambda n: _("Certificates in use that end within 30 days: %(n)d") % {"n": n},
    ),
)
