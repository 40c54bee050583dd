"""Runs migrations in one transaction, on a URL that the program gives or that -x url=… names."""

from alembic import context
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from quotetree.app.store import tables  # noqa: F401  (fills the metadata)

url = context.config.attributes.get("url") or context.get_x_argument(as_dictionary=True)["url"]
engine = create_engine(url)
with engine.begin() as connection:
    context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
