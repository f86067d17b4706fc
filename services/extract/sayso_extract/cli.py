"""``sayso-extract``: this service's own command line."""

from sayso.cli.role import service_app
from sayso_extract.service import SERVICE

main = service_app(SERVICE)
