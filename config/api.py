"""Every route of the API, on one page."""

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import SimpleRouter

from school.people import api as people
from school.people import roster_api as roster
from school.people.api.me import Me, SchemaView
from school.summaries import api as summaries
from school.visits import api as visits

router = SimpleRouter()
for prefix, viewset in [*people.ROUTES, *roster.ROUTES, *visits.ROUTES, *summaries.ROUTES]:
    router.register(prefix, viewset, basename=prefix)

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/", Me.as_view(), name="me"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("", include(router.urls)),
]
