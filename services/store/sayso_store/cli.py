"""``sayso-store``: this service's own command line."""

from sayso.cli.role import service_app
from sayso.runtime.settings import PlaceSettings, masked
from sayso_store.migrate import migrate
from sayso_store.service import SERVICE

main = service_app(SERVICE)


@main.command("migrate")
def migrate_store() -> None:
    """Bring the store's tables to the newest revision. Safe at any time, by any number of processes."""
    url = PlaceSettings().effective_database_url
    migrate(url)
    print(f"the store at {masked(url)} is up to date")  # noqa: T201 - a command's answer
