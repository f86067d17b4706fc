"""``sayso-ingest``: this service's own command line."""

from sayso.cli.role import service_app
from sayso_ingest.service import SERVICE

main = service_app(SERVICE)
