"""``sayso-ingest run``, ``sayso-store run dedupe``: a service's own command line, the same for all of them."""

import sys

import typer

from sayso.runtime.service import Service
from sayso.runtime.worker import run_role


def service_app(service: Service) -> typer.Typer:
    """The command line of one service. It runs the role of its own name, or its only one, if not told which."""
    app = typer.Typer(
        help=f"Sayso's {service.name} service.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
    )
    named = [role for role in service.roles if role == service.name or len(service.roles) == 1]
    usual = named[0] if named else None

    @app.callback()
    def _service() -> None:
        """So that ``run`` stays a command's name even when it is the only command."""

    @app.command()
    def run(role: str = typer.Argument(usual, help=f"One of: {', '.join(service.roles)}.")) -> None:
        """Run one role until SIGTERM.

        Exit codes: 0 clean, 1 a loop died, 3 Redis must not be used as it is, 4 too many dead letters.
        """
        if role not in service.roles:
            raise typer.BadParameter(f"{service.name} has the roles {', '.join(service.roles)}")
        sys.exit(run_role(service.name, role, service.role(role)))

    return app
