"""Portfolios over HTTP: opened, scrolled through, printed, taken along, brought in."""

import json
from typing import Any, cast

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from school.growth.actions import bundles, portfolios
from school.growth.api.shapes import Abilities
from school.growth.models import GrowthPortfolio
from school.growth.policy.portfolios import GrowthPortfolioPolicy, openable, owns
from school.growth.queries import acts, documents
from school.growth.queries import plans as found
from school.growth.rules import bundles as rules
from school.growth.rules.acts import ActKind
from school.people.access import OfferedRow, RecordViewSet
from school.people.models import StaffMember, User
from school.people.refs import StaffRef, present_staff
from school.shared.acts import Act
from school.shared.api import (
    IF_MATCH,
    PROBLEM,
    Day,
    Flag,
    Problem,
    QueryShape,
    Shape,
    Text,
    body,
    check_size,
    form,
    query,
    version_given,
)
from school.shared.errors import InputRefused, Stale

MULTIPART = "multipart/form-data"
ZIP = "application/zip"
MOST_BODY = rules.MOST_BYTES + 5_000_000
"""Somewhat larger files are read to their end, so that a browser gets to see the answer."""


@extend_schema_serializer(component_name="PortfolioOpen")
class OpenIn(Shape):
    staff = OfferedRow(
        openable,
        queryset=StaffMember.objects.all(),
        required=False,
        help_text="Whose; without it, the own.",
    )


@extend_schema_serializer(component_name="PortfolioChange")
class PortfolioChangeIn(Shape):
    motto = Text(lines=False, max_length=200, allow_blank=True)


@extend_schema_serializer(component_name="Booklet")
class BookletIn(Shape):
    with_reflections = Flag(default=False)

    def get_fields(self) -> dict[str, Any]:
        # `as` is a word of Python's own and cannot stand in the class.
        return {
            "as": serializers.ChoiceField(choices=["html", "pdf", "docx"]),
            **super().get_fields(),
        }


@extend_schema_serializer(component_name="PortfolioTakeAlong")
class TakeAlongIn(Shape):
    with_files = Flag(default=True, help_text="Also the files that prove what was done.")


@extend_schema_serializer(component_name="PortfolioBring")
class BringIn(Shape):
    file = serializers.FileField(
        allow_empty_file=True, help_text="A ZIP that take-along made, 30 MB at most."
    )


class PortfolioQuery(QueryShape):
    mine = Flag(required=False, help_text="Only the own, or only those of others.")
    staff = serializers.UUIDField(required=False)


class ActQuery(QueryShape):
    first = Day(required=False)
    last = Day(required=False)
    kind = serializers.ChoiceField(ActKind.choices, required=False)


@extend_schema_serializer(component_name="GrowthPortfolio")
class PortfolioOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    staff = StaffRef()
    is_mine = serializers.BooleanField()
    motto = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    abilities = Abilities()


@extend_schema_serializer(component_name="BroughtVolume")
class VolumeOut(serializers.Serializer[Any]):
    """What came along from another school. Read only."""

    number = serializers.IntegerField()
    school = serializers.CharField()
    until = serializers.DateField()
    acts = serializers.IntegerField(help_text="How many are told in it.")
    plans = serializers.IntegerField()
    sha256 = serializers.CharField()
    brought_at = serializers.DateTimeField()


@extend_schema_serializer(component_name="GrowthPortfolioPage")
class PortfolioPage(PortfolioOut):
    volumes = VolumeOut(many=True)


@extend_schema_serializer(component_name="PortfolioAct")
class ActOut(serializers.Serializer[Any]):
    """A record of another context, read from there. `type` is the prefix of its address, `opens`
    its key; a month of home visits opens to nothing, and neither does what was brought along.
    """

    type = serializers.CharField()
    name = serializers.CharField()
    on = serializers.DateField()
    kinds = serializers.ListField(child=serializers.CharField())
    kind_label = serializers.CharField(help_text="Of the first of its kinds.")
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    amount = serializers.CharField()
    opens = serializers.UUIDField(allow_null=True)
    stands = serializers.BooleanField(help_text="False: nobody verified it yet; it counts nowhere.")
    school = serializers.CharField(
        allow_blank=True, help_text="Of an act that was brought along: where it was."
    )


def present_portfolio(row: Any, user: User) -> dict[str, Any]:
    verbs = GrowthPortfolioPolicy().abilities(user, row)
    return {
        "id": row.pk,
        "staff": present_staff(row.staff),
        "is_mine": owns(user, row),
        "motto": row.motto,
        "version": row.version,
        "created_at": row.created_at,
        "abilities": [verb for verb in verbs if verb != "retrieve"],
    }


def present_volume(row: Any) -> dict[str, Any]:
    content = json.loads(row.content)
    return {
        "number": row.number,
        "school": content["school"],
        "until": content["until"],
        "acts": len(content["acts"]),
        "plans": len(content["plans"]),
        "sha256": row.sha256,
        "brought_at": row.created_at,
    }


def _kind_label(kind: str) -> str:
    return str(ActKind(kind).label) if kind in ActKind.values else kind


def present_act(act: Act) -> dict[str, Any]:
    return {
        "type": act.type,
        "name": act.name,
        "on": act.on,
        "kinds": list(act.kinds),
        "kind_label": _kind_label(act.kinds[0]),
        "label": act.label,
        "amount": documents.said(act.amount),
        "opens": act.opens,
        "stands": act.stands,
        "school": "",
    }


def present_brought(act: Any, school: str) -> dict[str, Any]:
    return {
        **{name: act[name] for name in ("type", "name", "kinds", "label", "amount", "stands")},
        "on": act["on"],
        "kind_label": _kind_label(act["kinds"][0]),
        "opens": None,
        "school": school,
    }


class GrowthPortfolioViewSet(RecordViewSet):
    """One for each colleague who teaches; to others than who reviews, the own alone."""

    policy = GrowthPortfolioPolicy()
    queryset = GrowthPortfolio.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = found.portfolios()
        return super().get_queryset()

    def get_parsers(self) -> Any:
        """A file comes in a form; everything else in JSON."""
        method = (self.request.method or "").lower() if self.request else ""
        if getattr(self, "action_map", {}).get(method) == "bring":
            return [MultiPartParser()]
        return super().get_parsers()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        check_size(request, MOST_BODY, _("The file is larger than 30 MB."))
        super().initial(request, *args, **kwargs)

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = found.portfolios().get(pk=pk)
        shown = {
            **present_portfolio(row, self.user),
            "volumes": [present_volume(one) for one in found.volumes(row)],
        }
        return Response(PortfolioPage(shown).data, code, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[PortfolioQuery], responses=PortfolioOut(many=True))
    def list(self, request: Request) -> Response:
        """In the order of the staff."""
        asked = query(request, PortfolioQuery)
        rows = self.get_queryset()
        if "staff" in asked:
            rows = rows.filter(staff=asked["staff"])
        if "mine" in asked:
            mine = {"staff": self.user.staff_id}
            rows = rows.filter(**mine) if asked["mine"] else rows.exclude(**mine)
        page = self.paginate_queryset(rows) or []
        shown = [present_portfolio(row, self.user) for row in page]
        return self.get_paginated_response(PortfolioOut(shown, many=True).data)

    @extend_schema(responses=PortfolioPage)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(self.get_object().pk)

    @extend_schema(
        request=OpenIn,
        responses={
            201: PortfolioPage,
            200: OpenApiResponse(PortfolioPage, "It was open already."),
        },
    )
    def create(self, request: Request) -> Response:
        """Opens the own portfolio, or that of a colleague; once, however often it is asked for."""
        staff = body(request, OpenIn).get("staff") or self.user.staff
        if staff is None:
            raise InputRefused("staff", "required", _("Say whose portfolio it is."))
        is_open = GrowthPortfolio.objects.filter(staff=staff).exists()
        row = portfolios.open_portfolio(by=self.user, staff=staff)
        return self._answer(row.pk, status.HTTP_200_OK if is_open else status.HTTP_201_CREATED)

    @extend_schema(request=PortfolioChangeIn, parameters=[IF_MATCH], responses=PortfolioPage)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, PortfolioChangeIn)
        try:
            portfolios.write_motto(by=self.user, portfolio_id=row.pk, expected=expected, **changes)
        except Stale as stale:
            raise Stale(stale.message, current=self._answer(row.pk).data) from None
        return self._answer(row.pk)

    @extend_schema(parameters=[ActQuery], responses=ActOut(many=True))
    @action(detail=True)
    def acts(self, request: Request, pk: str) -> Response:
        """What its owner did, read from the records of every kind; the newest first."""
        row = self.get_object()
        asked = query(request, ActQuery)
        today = timezone.localdate()
        first, last = asked.get("first", documents.EARLIEST), min(asked.get("last", today), today)
        told = [
            present_act(act) for act in acts.of_person(row.school_id, row.staff_id, first, last)
        ]
        told += [
            present_brought(act, volume["school"])
            for volume in documents.brought(row)
            for act in volume["acts"]
            if first.isoformat() <= act["on"] <= last.isoformat()
        ]
        if "kind" in asked:
            told = [act for act in told if asked["kind"] in act["kinds"]]
        told.sort(key=lambda act: (str(act["on"]), act["type"], act["name"]), reverse=True)
        page = self.paginate_queryset(cast(Any, told)) or []
        return self.get_paginated_response(ActOut(page, many=True).data)

    @extend_schema(
        request=BookletIn,
        responses={
            **{
                (200, kind.split(";")[0]): OpenApiTypes.BINARY
                for kind in bundles.MEDIA_TYPES.values()
            },
            (429, PROBLEM): OpenApiResponse(Problem, "Enough for one day"),
        },
    )
    @action(detail=True, methods=["post"])
    def booklet(self, request: Request, pk: str) -> HttpResponse:
        """To print and to keep. Made for its owner alone."""
        row = self.get_object()
        asked = body(request, BookletIn)
        content = bundles.print_booklet(
            by=self.user,
            portfolio_id=row.pk,
            ending=asked["as"],
            with_reflections=asked["with_reflections"],
        )
        return self._file(row, content, bundles.MEDIA_TYPES[asked["as"]], asked["as"])

    @extend_schema(
        request=TakeAlongIn,
        responses={
            (200, ZIP): OpenApiTypes.BINARY,
            (429, PROBLEM): OpenApiResponse(Problem, "Enough for one day"),
        },
    )
    @action(detail=True, methods=["post"], url_path="take-along")
    def take_along(self, request: Request, pk: str) -> HttpResponse:
        """Everything as a ZIP: data, page, PDF, files, and a manifest with their hashes."""
        row = self.get_object()
        content = bundles.take_along(
            by=self.user, portfolio_id=row.pk, **body(request, TakeAlongIn)
        )
        return self._file(row, content, ZIP, "zip")

    def _file(self, row: Any, content: bytes, media_type: str, ending: str) -> HttpResponse:
        name = f"教学路上，我这样走过-{row.staff.name}-{timezone.localdate()}.{ending}"
        return HttpResponse(
            content,
            media_type,
            headers={
                "Content-Disposition": content_disposition_header(True, name) or "attachment",
                "Content-Security-Policy": "sandbox; default-src 'none'",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store",
            },
        )

    @extend_schema(request={MULTIPART: BringIn}, responses=PortfolioPage)
    @action(detail=True, methods=["post"])
    def bring(self, request: Request, pk: str) -> Response:
        """What take-along made at another school. It becomes volumes that nobody changes."""
        row = self.get_object()
        bundle = form(request, BringIn)["file"].read(rules.MOST_BYTES + 1)
        bundles.bring(by=self.user, portfolio_id=row.pk, bundle=bundle)
        return self._answer(row.pk)
