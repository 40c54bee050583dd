"""HTTP: from a request to one service call or reads, and to a page or part."""

from fastapi import APIRouter

from quotetree.app.routes import (
    attendance,
    attributes,
    coders,
    codes,
    codings,
    counts,
    documents,
    enter,
    exports,
    history,
    imports,
    joining,
    people,
    projects,
    quotations,
    reading,
    reading_marks,
    search,
    table_imports,
    together,
)

ROUTERS: list[APIRouter] = [
    enter.router,
    projects.router,
    coders.router,
    codes.router,
    documents.router,
    reading.router,
    reading_marks.router,
    codings.router,
    history.router,
    exports.router,
    imports.router,
    joining.router,
    quotations.router,
    counts.router,
    search.router,
    table_imports.router,
    people.router,
    attributes.router,
    attendance.router,
    together.router,
]
