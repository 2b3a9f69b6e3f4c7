"""Another system with an article of the same size, from the package index into a folder
of its own: ``make bench PARTS=peers``, or ``PEERS=1`` with everything else.

Wagtail as ``wagtail start`` sets it up, without its debugging, on SQLite and granian.
"""

import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import processes
from tests.benchmarks.measure import Row, row, told
from tests.benchmarks.serving import TURNS, _addresses, _answers, _cost, _load
from tests.postgres import free_port
from tests.served import Served, granian, newsroom

PACKAGES = ["wagtail>=7,<8", "granian"]
WORDS = 1900
ADDRESS = "/article/"
SETTINGS = """
from .base import *
DEBUG, SECRET_KEY, ALLOWED_HOSTS = False, "x" * 60, ["*"]
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
"""
MODEL = """

from wagtail.fields import RichTextField

class ArticlePage(Page):
    body = RichTextField()
"""
TEMPLATE = """{% extends "base.html" %}{% load wagtailcore_tags %}
{% block content %}<h1>{{ page.title }}</h1>{{ page.body|richtext }}{% endblock %}
"""
WRITE = """
from wagtail.models import Site
from home.models import ArticlePage
sentence = "The tide comes in, and whoever has not tied up has a long way to row. "
body = "".join(f"<h2>What of day {n}?</h2><p>{sentence * 20}</p>" for n in range(WORDS))
page = ArticlePage(title="Article", slug="article", body=body)
Site.objects.get().root_page.add_child(instance=page)
page.save_revision().publish()
""".replace("WORDS", str(WORDS // 300))


def rows() -> Iterator[Row]:
    with wagtail() as (peer, port), newsroom(workers=1) as served:
        served.manage("populate", "--interviews=5", f"--words={WORDS}")
        address = _addresses(served)[0]
        theirs = _load(port, [ADDRESS])
        # Whoever has a session is answered by the application, not from the store.
        built = _load(served.port, [address], Cookie="session=none")
        stored = _load(served.port, [address])
        ours = processes.worker(served.server.pid)
        for name, load in (("built", built), ("stored", stored)):
            ratios = [_cost([peer], theirs) / _cost([ours], load) for _ in range(TURNS)]
            named = f"a page {name}: requests a CPU second, against Wagtail's page"
            yield row(named, statistics.median(ratios), "times", 1, at_least=True)


@contextlib.contextmanager
def wagtail() -> Iterator[tuple[int, int]]:
    """Set it up and serve it; give its worker process and its port."""
    home, port = Path(tempfile.mkdtemp(prefix="newsroom-peer-")), free_port()
    site, bin_ = home / "site", home / "venv" / "bin"
    environment = {
        "PATH": f"{bin_}:{os.environ['PATH']}",
        "HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "peer.settings.bench",
        "PYTHONWARNINGS": "ignore",
    }
    environment |= {k: v for k, v in os.environ.items() if k.startswith("PIP_")}

    def run(*words: object, stdin: str = "") -> None:
        done = subprocess.run(
            [str(word) for word in words],
            cwd=site, env=environment, input=stdin, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    try:
        site.mkdir()
        run(sys.executable, "-m", "venv", home / "venv")
        run(bin_ / "pip", "install", "--quiet", *PACKAGES)
        run(bin_ / "wagtail", "start", "peer", site)
        (site / "peer/settings/bench.py").write_text(SETTINGS)
        with (site / "home/models.py").open("a") as models:
            models.write(MODEL)
        (site / "home/templates/home/article_page.html").write_text(TEMPLATE)
        for words in (["makemigrations", "home"], ["migrate"]):
            run(bin_ / "python", "manage.py", *words)
        run(bin_ / "python", "manage.py", "shell", stdin=WRITE)
        command = [*granian(bin_, port), "peer.wsgi:application"]
        server = subprocess.Popen(command, cwd=site, env=environment)
        try:
            Served.until(lambda: _answers(port), 60)
            yield processes.worker(server.pid), port
        finally:
            server.terminate()
            server.wait(20)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(told(rows))
