"""The store service as the rest of Sayso sees it: its roles, its settings and what it can do for the command line."""

from sayso.runtime.service import Service

SERVICE = Service(
    name="store",
    roles={
        "dedupe": "sayso_store.dedupe.role:build_dedupe",
        "persist": "sayso_store.persist_role:build_persist",
        "publish": "sayso_store.publish_role:build_publish",
        "watch": "sayso_store.watches.role:build_watch",
        "console": "sayso_store.console.role:build_console",
    },
    settings=(
        "sayso_store.console.settings:ConsoleSettings",
        "sayso_store.dedupe.settings:IndexSettings",
        "sayso_store.independence.table:OwnerSettings",
        "sayso_store.retention_settings:RetentionSettings",
        "sayso_store.store_settings:StoreSettings",
        "sayso_store.watches.settings:WatchSettings",
    ),
    abilities={
        "compare": "sayso_store.dedupe.compare:open_compare",
        "claims": "sayso_store.reading:open_claims",
        "why": "sayso_store.why:open_why",
        "export": "sayso_store.everything:open_export",
        "life": "sayso_store.life:open_life",
        "watches": "sayso_store.watches.stored:open_watches",
        "store_state": "sayso_store.adapters.state:open_state",
        "older_readings": "sayso_store.reading:open_older_readings",
    },
    prepare="sayso_store.migrate:prepare",
)
