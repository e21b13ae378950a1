"""Before anything serves: tables, the demo school when there is none, passwords."""

from config.launch.place import say


def prepare(*, broker_is_ours: bool) -> None:
    """In a process of its own, so that the launcher never holds a connection."""
    import django

    django.setup()
    from django.core.management import call_command

    from config.celery import restore_unacked
    from school.people.models import School

    say("Preparing the database…")
    call_command("migrate", interactive=False, verbosity=0)
    if not School.objects.exists():
        say("Loading the demo school…")
        call_command("load_demo_school")
    # Prints the accounts. It refuses a database that holds another school.
    call_command("set_demo_passwords")
    # With a broker that others use, workers may be holding these messages right now.
    if broker_is_ours and (count := restore_unacked()):
        say(f"restored {count} interrupted tasks")
