"""Background work of people: load, call, return."""

from celery import shared_task

from school.people import importing


@shared_task(name="people.import_roster")
def import_roster(import_id: str) -> None:
    importing.carry_out(import_id)


@shared_task(name="people.tick")
def tick() -> None:
    importing.tick()
