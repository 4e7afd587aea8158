"""What Alembic runs for each command: the steps, on the connection that `upgrade` hands over."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=True,  # SQLite too: our own BEGIN IMMEDIATE is around all of it
)
with context.begin_transaction():
    context.run_migrations()
