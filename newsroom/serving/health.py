"""Is this process there, and is the newsroom ready: for monitors and load balancers."""

import os
import shutil
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

LEAST_FREE = 100 * 1024 * 1024  # bytes on the disk of DATA_DIR


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
    if not os.access(settings.DATA_DIR, os.W_OK):
        return "DATA_DIR cannot be written"
    if shutil.disk_usage(settings.DATA_DIR).free < LEAST_FREE:
        return "less than 100 MB are free for DATA_DIR"
    return "ok"


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "disk": disk,
}
