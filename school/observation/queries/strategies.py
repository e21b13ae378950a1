"""Strategy cards as they are searched."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from school.observation.models import StrategyCard, StrategyTagging


def cards() -> QuerySet[Any]:
    """With what a list shows of a card, the newest first."""
    taggings = StrategyTagging.objects.select_related("tag").order_by("tag__position")
    return (
        StrategyCard.objects.select_related(
            "strategy__observation__observer",
            "strategy__observation__session__host",
            "strategy__observation__session__kind",
            "strategy__observation__session__campaign",
            "strategy__observation__session__school_class",
        )
        .prefetch_related(Prefetch("strategy__taggings", taggings))
        .order_by("-created_at", "-pk")
    )


def having_words(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Every word stands in the strategy, in the lesson's topic or in a tag."""
    for word in words.split():
        tagged = StrategyTagging.objects.filter(tag__name__icontains=word)
        rows = rows.filter(
            Q(strategy__text__icontains=word)
            | Q(strategy__observation__session__topic__icontains=word)
            | Q(strategy__in=tagged.values("strategy_id"))
        )
    return rows
