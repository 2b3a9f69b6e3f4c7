"""What the server serves: ``granian --interface wsgi newsroom.wsgi:application``."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from newsroom import faults, waiting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

waiting.bound(settings.DATABASES["default"])
application = faults.bounded(get_wsgi_application(), most=16, patience=0.5)
