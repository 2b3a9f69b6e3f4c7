"""Is this process there, and is the newsroom ready: for monitors and load balancers."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.pages import shelf, versions

LEAST_FREE = 100 * 1024 * 1024  # bytes on each disk that is written to


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer as soon as this process serves; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer ``{"ready", "checks": {name: "ok" or what is wrong}}``, 503 if not ready."""
    found = {name: check() for name, check in CHECKS.items()}
    ready = set(found.values()) == {"ok"}
    status = 200 if ready else 503
    response = JsonResponse({"ready": ready, "checks": found}, status=status)
    if not ready:
        response["Retry-After"] = "5"
    return response


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return "the database does not answer"
    return "ok"


def migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, InterfaceError):
        return "not known while the database is away"
    return f"{len(plan)} to apply: run manage.py migrate" if plan else "ok"


def disk() -> str:
    for name, folder in _written_to().items():
        if not os.access(folder, os.W_OK):
            return f"{name} cannot be written"
        if shutil.disk_usage(folder).free < LEAST_FREE:
            return f"less than 100 MB are free for {name}"
    return "ok"


def _written_to() -> dict[str, Path]:
    folders = {"DATA_DIR": settings.DATA_DIR}
    if Path(settings.MEDIA_ROOT).is_dir():
        folders["the pictures"] = Path(settings.MEDIA_ROOT)
    if connection.vendor == "sqlite":
        folders["the database"] = Path(connection.settings_dict["NAME"]).parent
    return folders


def store() -> str:
    """Without its store the newsroom is right but slow, and writers that cannot drop
    what readers see are refused."""
    try:
        versions.shared()
    except OSError:
        return "the page store cannot count: look at DATA_DIR/page-versions"
    if not shelf.shared().is_usable():
        return "pages cannot be kept: look at DATA_DIR/pages"
    return "ok"


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "disk": disk,
    "store": store,
}
