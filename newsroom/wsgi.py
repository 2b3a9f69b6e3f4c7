"""What the server serves: ``granian --interface wsgi newsroom.wsgi:application``."""

import os

from newsroom.serving import stopping

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
with stopping.may_end():
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from newsroom import env

    if not settings.DEBUG and not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        env.stop("its static files are not collected; run `manage.py setup`.")
    django = get_wsgi_application()

    from interviews.models import Interview  # models come after the setup
    from newsroom import pages
    from newsroom.serving import faults, places, waiting

    waiting.bound(settings.DATABASES["default"])
    application = pages.keeping_pages(
        faults.bounded(django, places.READERS, places.WRITERS),
        places.WRITERS.lent(Interview.objects.next_moment),
    )
