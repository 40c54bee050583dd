"""Checking a whole database."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import Connection

from quotetree.app.store import integrity as store
from quotetree.app.store.rewriting import is_owed
from quotetree.coding.integrity import wrong_codings, wrong_numbers, wrong_rows, wrong_texts, wrong_turns
from quotetree.coding.tree_rules import broken


def findings(connection: Connection) -> Iterator[str]:
    """A sentence for each thing that does not hold; none where all is well."""
    yield from store.of_the_file(connection)
    for project in store.projects(connection):
        for codes in store.trees(connection, project.id):
            for sentence in broken(codes):
                yield f"{project.name}: {sentence}"
        for clause in wrong_numbers(project.seq, store.action_numbers(connection, project.id)):
            yield f"{project.name}: {clause}."
        codings = store.codings(connection, project.id)
        for document in store.documents(connection, project.id):
            versions = store.versions(connection, document.id)
            text = next((version.text for version in versions if not version.superseded), "")
            clauses = [
                *wrong_texts(versions),
                *wrong_turns(text, store.turns(connection, document.id)),
                *wrong_codings(text, codings.pop(document.id, ())),
            ]
            for clause in clauses:
                yield f"{project.name}, {document.name}: {clause}."
        for lost in codings.values():
            yield f"{project.name}: {len(lost)} codings are on a document of another project."
    if is_owed(connection):
        yield "Words that were erased are still in the database's files: start quotetree serve once."
    for clause in wrong_rows(store.steps(connection), store.ids(connection), partial(store.kept, connection)):
        yield f"The log: {clause}."
