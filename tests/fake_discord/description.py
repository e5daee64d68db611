"""Discord's own OpenAPI description as a referee, where the file is at hand."""

import gzip
import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

NAMED = "SOLEUS_DISCORD_OPENAPI"
FILE = "discord-openapi.json.gz"
METHODS = ("get", "post", "put", "patch", "delete")


@cache
def find() -> "Description | None":
    """The description, if the file is there: named by a variable, or in `../shared`."""
    given = os.environ.get(NAMED)
    path = Path(given) if given else Path(__file__).parents[3] / "shared" / FILE
    return Description(json.loads(gzip.decompress(path.read_bytes()))) if path.is_file() else None


class Description:
    """Tells what is wrong with requests and responses."""

    def __init__(self, document: dict[str, Any]) -> None:
        # Discord takes numbers for ids, and libraries send them.
        document["components"]["schemas"]["SnowflakeType"]["type"] = ["string", "integer"]
        self._document = document
        resource = Resource.from_contents(document, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource("urn:discord", resource)
        self._formats = FormatChecker(formats=())
        self._formats.checks("snowflake")(_is_snowflake)
        self._validators: dict[str, Draft202012Validator] = {}
        self._operations = sorted(_operations(document["paths"]), key=lambda it: it[0].count("{"))

    def of_request(self, method: str, path: str, body: Any, *, multipart: bool) -> list[str]:  # noqa: ANN401
        """What is wrong with a request."""
        operation = self._operation(method, path)
        if operation is None:
            return [f"{method} {path}: there is no such operation"]
        content = operation.get("requestBody", {}).get("content", {})
        if body is None:
            return []
        form = "multipart/form-data" if multipart else "application/json"
        schema = (content.get(form) or content.get("application/json") or {}).get("schema")
        if schema is None:
            return [f"{method} {path}: no body is expected"]
        return self._faults(f"{method} {path}", schema, body)

    def of_response(self, method: str, path: str, status: int, body: Any) -> list[str]:  # noqa: ANN401
        """What is wrong with a response."""
        operation = self._operation(method, path)
        if operation is None or body is None:
            return []
        response = operation["responses"].get(str(status))
        if response is None:
            return [f"{method} {path}: status {status} is not described"] if status < 300 else []
        if "$ref" in response:
            name = response["$ref"].rsplit("/", 1)[1]
            response = self._document["components"]["responses"][name]
        schema = response.get("content", {}).get("application/json", {}).get("schema")
        return self._faults(f"{method} {path} -> {status}", schema, body) if schema else []

    def of(self, name: str, value: Any) -> list[str]:  # noqa: ANN401
        """What is wrong with a value of a schema by name."""
        return self._faults(name, {"$ref": f"#/components/schemas/{name}"}, value)

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        for _, how, pattern, operation in self._operations:
            if how == method and pattern.fullmatch(path):
                return operation
        return None

    def _faults(self, where: str, schema: Any, value: Any) -> list[str]:  # noqa: ANN401
        key = json.dumps(schema, sort_keys=True)
        if key not in self._validators:
            absolute = json.loads(key.replace('"#/components', '"urn:discord#/components'))
            self._validators[key] = Draft202012Validator(
                absolute, registry=self._registry, format_checker=self._formats
            )
        faults = map(_deepest, self._validators[key].iter_errors(value))
        return [
            f"{where}: {'/'.join(map(str, it.absolute_path))}: {it.message[:200]}" for it in faults
        ]


def _operations(paths: dict[str, Any]) -> list[tuple[str, str, re.Pattern[str], dict[str, Any]]]:
    return [
        (path, method.upper(), _pattern(path), operation)
        for path, operations in paths.items()
        for method, operation in operations.items()
        if method in METHODS
    ]


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path)))


def _is_snowflake(value: object) -> bool:
    return not isinstance(value, str) or re.fullmatch(r"0|[1-9][0-9]*", value) is not None


def _deepest(error: ValidationError) -> ValidationError:
    """Of alternatives, the fault of the one that fits best."""
    while error.context:
        branches: dict[Any, list[ValidationError]] = {}
        for one in error.context:
            branches.setdefault(one.schema_path[0], []).append(one)
        best = min(branches.values(), key=lambda them: (_is_other(them), len(them)))
        error = max(best, key=lambda one: len(one.absolute_path))
    return error


def _is_other(errors: list[ValidationError]) -> bool:
    """Whether a branch is about another type of thing."""
    return any(
        (one.validator in {"const", "enum"} and list(one.path)[-1:] == ["type"])
        or (one.validator == "type" and not one.path)
        for one in errors
    )
