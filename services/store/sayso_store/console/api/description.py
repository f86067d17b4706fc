"""The API's OpenAPI document, at ``/api/v1/openapi.json``."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sayso_store.console.problems import MEDIA

ADDRESS = "/api/v1/openapi.json"
_SAYS = """Claims with their evidence, read from the store; pushing, dead letters and watches for who may operate.

Send `Authorization: Bearer` and a token where the console has tokens. Every answer to GET has an ETag. Errors are
problem+json (RFC 9457) with a stable `code`."""


def describe(app: FastAPI) -> None:
    """Add the document to the application."""

    @app.get(ADDRESS, include_in_schema=False)
    def openapi(request: Request) -> Response:
        return JSONResponse(document(request.app))


def document(app: FastAPI) -> dict[str, Any]:
    """The document. Problems have their own media type, also those that the framework adds."""
    made = get_openapi(title="Sayso console", version="1", description=_SAYS, routes=app.routes)
    made.setdefault("components", {})["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    made["security"] = [{"token": []}, {}]
    problem = {"schema": {"$ref": "#/components/schemas/ProblemRecord"}}
    for operations in made["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if status.startswith(("4", "5")):
                    answer["content"] = {MEDIA: problem}
            if "get" in operations and operation is operations["get"]:
                operation["responses"]["304"] = {"description": "What you have is what there is."}
    for unused in ("HTTPValidationError", "ValidationError"):
        made["components"].get("schemas", {}).pop(unused, None)
    return made
