"""Every route of the API, on one page."""

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import SimpleRouter

from school.activities import api as activities
from school.assurance import api as assurance
from school.civility import api as civility
from school.evidence import api as evidence
from school.growth import api as growth
from school.mentoring import api as mentoring
from school.notices import api as notices
from school.observation import api as observation
from school.observation.api.feeds import Calendar
from school.people import api as people
from school.people import roster_api as roster
from school.people.api.joining import AcceptLink, OpenLink, SignInTerms
from school.people.api.me import Me, SchemaView
from school.people.api.security import (
    ConfirmSecondFactor,
    EndOtherSessions,
    EndSession,
    OwnSecondFactor,
    OwnSessions,
    Password,
    PrepareSecondFactor,
    RecoveryCodeSheet,
    TakeOffSecondFactor,
)
from school.recognition import api as recognition
from school.summaries import api as summaries
from school.visits import api as visits

router = SimpleRouter()
for prefix, viewset in [
    *people.ROUTES,
    *roster.ROUTES,
    *visits.ROUTES,
    *civility.ROUTES,
    *observation.ROUTES,
    *activities.ROUTES,
    *mentoring.ROUTES,
    *growth.ROUTES,
    *evidence.ROUTES,
    *recognition.ROUTES,
    *assurance.ROUTES,
    *summaries.ROUTES,
    *notices.ROUTES,
]:
    router.register(prefix, viewset, basename=prefix)

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/", Me.as_view(), name="me"),
    path("me/password/", Password.as_view(), name="me-password"),
    path("me/sessions/", OwnSessions.as_view(), name="me-sessions"),
    path("me/sessions/end-others/", EndOtherSessions.as_view(), name="me-sessions-end-others"),
    path("me/sessions/<uuid:id>/end/", EndSession.as_view(), name="me-sessions-end"),
    path("me/second-factor/", OwnSecondFactor.as_view(), name="me-second-factor"),
    path(
        "me/second-factor/prepare/",
        PrepareSecondFactor.as_view(),
        name="me-second-factor-prepare",
    ),
    path(
        "me/second-factor/confirm/",
        ConfirmSecondFactor.as_view(),
        name="me-second-factor-confirm",
    ),
    path(
        "me/second-factor/recovery-codes/",
        RecoveryCodeSheet.as_view(),
        name="me-second-factor-recovery-codes",
    ),
    path(
        "me/second-factor/take-off/",
        TakeOffSecondFactor.as_view(),
        name="me-second-factor-take-off",
    ),
    path("sign-in/", SignInTerms.as_view(), name="sign-in"),
    path("links/open/", OpenLink.as_view(), name="links-open"),
    path("links/accept/", AcceptLink.as_view(), name="links-accept"),
    path("calendar/<slug:token>.ics", Calendar.as_view(), name="calendar"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("", include(router.urls)),
]
