"""What the server serves: ``granian --interface wsgi newsroom.wsgi:application``."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django = get_wsgi_application()

from interviews.models import Interview  # noqa: E402 -- models come after the setup
from newsroom import pages  # noqa: E402
from newsroom.serving import faults, waiting  # noqa: E402

waiting.bound(settings.DATABASES["default"])
application = pages.keeping_pages(
    faults.bounded(django, most=16, patience=0.5), Interview.objects.next_moment
)
