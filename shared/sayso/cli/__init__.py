"""The command line ``sayso``: everything a person types. One module a command; ``app`` puts them together.

Commands that need a service's knowledge ask the installed services for it (``runtime.service.ability``), so this
package imports none of them.
"""
