"""Background work of summaries: load, call, return."""

from celery import shared_task

from school.summaries.actions import compiling


@shared_task(name="summaries.compile_section")
def compile_section(section_id: str) -> None:
    compiling.compile_section(section_id)


@shared_task(name="summaries.tick")
def tick() -> None:
    compiling.tick()
