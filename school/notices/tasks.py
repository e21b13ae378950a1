"""Background work of notices: load, call, return."""

from celery import shared_task

from school.notices.actions import digests, mailing


@shared_task(name="notices.send_letter")
def send_letter(letter_id: str) -> None:
    mailing.send(letter_id)


@shared_task(name="notices.tick")
def tick() -> None:
    digests.make_due()
    mailing.tick()
