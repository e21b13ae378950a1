"""Every route of the API, on one page."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from school.people import api as people

router = SimpleRouter()
for prefix, viewset in people.ROUTES:
    router.register(prefix, viewset, basename=prefix.rstrip("s"))

urlpatterns = [
    path("me/", people.Me.as_view(), name="me"),
    path("schema/", people.SchemaView.as_view(), name="schema"),
    path("", include(router.urls)),
]
