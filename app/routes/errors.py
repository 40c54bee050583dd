"""One table from the domain's errors to statuses, and how a sentence is shown."""

from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from quotetree.app.aside import Busy
from quotetree.app.form_token import NotLetIn
from quotetree.app.pages import page
from quotetree.app.routes.guests import asked_page, log_in_page, moves_on
from quotetree.app.services.undo import ExceptionsFirst
from quotetree.coding.access import NotAllowed, NotFound
from quotetree.coding.accounts import NotProven, TooManyRefused
from quotetree.coding.erasure import ErasureChanged
from quotetree.coding.errors import QuotetreeError
from quotetree.coding.passage import TextChanged

STATUS: dict[type[QuotetreeError], int] = {
    NotLetIn: 401,
    NotFound: 404,
    NotAllowed: 403,
    TextChanged: 409,
    ErasureChanged: 409,
    ExceptionsFirst: 409,
    Busy: 503,
    NotProven: 403,
    TooManyRefused: 429,
    QuotetreeError: 422,
}


def status_of(error: QuotetreeError) -> int:
    """The status for a domain error: its own class's, else the nearest one above."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def answer(request: Request, status: int, sentence: str, details: tuple[str, ...] = ()) -> HTMLResponse:
    """The sentence as a page, or, asked for by htmx, as the toast that refuses."""
    part = "hx-request" in request.headers
    template = "parts/refused.html" if part else "pages/error.html"
    return page(request, template, status, sentence=sentence, details=details, project=None, me=None)


def handle_errors(app: FastAPI) -> None:
    """Let the application answer errors in sentences."""

    @app.exception_handler(NotLetIn)
    def of_who_is_not_let_in(request: Request, error: NotLetIn) -> Response:
        if not request.app.state.on_server or request.url.path == "/enter":
            return answer(request, 401, error.sentence)
        back = asked_page(request)
        if "hx-request" in request.headers:
            return Response(status_code=401, headers={"HX-Redirect": f"/log-in?back={quote(back)}"})
        return moves_on(request) or log_in_page(request, 401, back)

    @app.exception_handler(QuotetreeError)
    def of_the_domain(request: Request, error: QuotetreeError) -> Response:
        return answer(request, status_of(error), error.sentence, error.details)

    @app.exception_handler(RequestValidationError)
    def of_the_form(request: Request, error: RequestValidationError) -> Response:
        fields = ", ".join(dict.fromkeys(str(part["loc"][-1]) for part in error.errors()))
        return answer(request, 422, f"The request lacks something or has it in the wrong form: {fields}.")

    @app.exception_handler(HTTPException)
    def of_http(request: Request, error: HTTPException) -> Response:
        sentences = {404: "There is no such page.", 405: "This address cannot be used so."}
        return answer(request, error.status_code, sentences.get(error.status_code, str(error.detail)))

    @app.exception_handler(OperationalError)
    def of_the_database(request: Request, error: OperationalError) -> Response:
        full = any(said in str(error) for said in ("disk is full", "No space left", "disk I/O error"))
        reason = "The disk is full or cannot be written" if full else "The database does not answer"
        return answer(
            request,
            507 if full else 503,
            f"{reason}. Nothing of this was saved; what was saved before stands.",
        )

    @app.exception_handler(Exception)
    def of_the_program(request: Request, _error: Exception) -> Response:
        sentence = "Something went wrong in Quotetree itself. Nothing of this was saved; what was saved before stands."
        return answer(request, 500, sentence)
