"""Alembic's entry into the revisions: it runs them on the connection that ``sayso_store.migrate`` opened and locked.

There is no alembic.ini and no offline mode: whoever migrates goes through ``migrate``, which holds the lock and owns
the transaction, so that a revision is applied whole or not at all.
"""

from alembic import context

from sayso_store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
