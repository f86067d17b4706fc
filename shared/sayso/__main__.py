"""``python -m sayso``: the command line."""

from sayso.cli.app import main

main()
