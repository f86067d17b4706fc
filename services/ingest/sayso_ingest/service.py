"""The ingest service as the rest of Sayso sees it: the roles ingest and feeds, its settings and abilities."""

from sayso.runtime.service import Service

SERVICE = Service(
    name="ingest",
    roles={"ingest": "sayso_ingest.role:build", "feeds": "sayso_ingest.feeds_role:build_feeds"},
    settings=(
        "sayso_ingest.settings:IngestSettings",
        "sayso_ingest.listing_settings:ListingSettings",
        "sayso_ingest.archive.settings:ArchiveSettings",
    ),
    abilities={
        "fetch": "sayso_ingest.handler:fetch_here",
        "archive": "sayso_ingest.archive.reading:open_archive",
        "hosts": "sayso_ingest.host_queue:open_hosts",
        "post": "sayso_ingest.posting:post_here",
        "feeds": "sayso_ingest.feed_list:feeds_here",
    },
)
