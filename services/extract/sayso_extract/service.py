"""The extract service as the rest of Sayso sees it: one role, its settings, the abilities ``read`` and ``explain``."""

from sayso.runtime.service import Service

SERVICE = Service(
    name="extract",
    roles={"extract": "sayso_extract.role:build"},
    settings=("sayso_extract.settings:ExtractSettings", "sayso_extract.finder_settings:FinderSettings"),
    abilities={"read": "sayso_extract.reading_here:open_read", "explain": "sayso_extract.explaining:open_explain"},
)
