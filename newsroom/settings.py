"""The one settings file. Everything that differs between machines is an environment
variable, read here and nowhere else; docs/operators.md lists them."""

from email.utils import formataddr
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from newsroom import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")

# Where and as what the site is served

DEBUG = env.switch("DEBUG", "off")
SITE_URL = env.origin("SITE_URL", f"http://127.0.0.1:{env.number('PORT', 8000)}")
SITE_NAME = env.text("SITE_NAME", "Newsroom")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost")
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")
SECRET_KEY = env.secret("SECRET_KEY", DATA_DIR / "secret-key")
if DEBUG and (HTTPS or not set(ALLOWED_HOSTS) <= env.LOOPBACK):
    env.stop("DEBUG is on for a public SITE_URL or ALLOWED_HOSTS; set DEBUG=off.")

# Applications

INSTALLED_APPS = [
    # First: our desk takes their pages out and has its own.
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "newsroom.apps.NewsroomConfig",
    "interviews.apps.InterviewsConfig",
    "newsroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "newsroom.apps.TagsConfig",
]
MIDDLEWARE = [
    "newsroom.serving.logs.numbered",
    "newsroom.serving.middleware.headers",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.serving.middleware.well_formed",
    "newsroom.serving.middleware.desk_speaks",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "newsroom.accounts.sign_in.sessions_end",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "newsroom.accounts.second_factor.asked_for",
    "newsroom.serving.middleware.watched",
    "django.contrib.messages.middleware.MessageMiddleware",
    "newsroom.moved.redirect_moved",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.context.site",
            ],
        },
    },
]

# Data

DATABASES = {
    "default": env.database(
        "DATABASE_URL", f"sqlite:///{DATA_DIR / 'newsroom.sqlite3'}"
    )
}
# Whether others serve the same newsroom from this database, each with its own DATA_DIR.
SEVERAL_MACHINES = env.switch("SEVERAL_MACHINES", "off")
if SEVERAL_MACHINES and "postgresql" not in DATABASES["default"]["ENGINE"]:
    env.stop("SEVERAL_MACHINES is on; it needs PostgreSQL in DATABASE_URL.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Whether finished pages lie in DATA_DIR/front for nginx too, see deploy/nginx.conf.
PAGES_FOR_NGINX = env.switch("PAGES_FOR_NGINX", "off")

MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "newsroom.images.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "newsroom.stylesheet.JoinedStylesheetStorage"},
}
# Nothing asks for a static file without the digest in its name: half of them less.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
TAGGIT_CASE_INSENSITIVE = True
# A pasted transcript and the form of a long interview are larger than Django expects.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Mail

MAILERS = {"default": env.mailer("EMAIL_URL", DATA_DIR / "mail")}
DEFAULT_FROM_EMAIL = env.text(
    "EMAIL_FROM", formataddr((SITE_NAME, f"newsroom@{urlsplit(SITE_URL).hostname}"))
)

# Language and time

LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("kk", _("Kazakh")),
]
# Public pages follow what they show, and this where they show many things. The desk
# speaks as its user chose there, which a cookie keeps.
LOCALE_PATHS = [
    BASE_DIR / "newsroom" / "locale"
]  # for the scripts of Django's admin too
LANGUAGE_CODE = env.choice("LANGUAGE_CODE", "en", tuple(dict(LANGUAGES)))
FORMAT_MODULE_PATH = "newsroom.formats"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_PATH = "/admin/"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
USE_TZ = True

# Security

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "newsroom.accounts.passwords.NoPattern"},
]
LOGIN_URL = "admin:login"
REQUIRE_SECOND_FACTOR = env.switch("REQUIRE_SECOND_FACTOR", "off")
OTP_TOTP_ISSUER = SITE_NAME
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "connect-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "img-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
}
# "no-referrer" would make the rating form send "Origin: null".
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
READER_COOKIE_NAME = "__Host-reader" if HTTPS else "reader"
MESSAGE_STORAGE = "newsroom.notices.Notices"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LIMITS = env.switch("LIMITS", "on")
# Search engines show no stars for articles; some newsrooms want the figures told anyway.
RATING_MARKUP = env.switch("RATING_MARKUP", "on")
SILENCED_SYSTEM_CHECKS = [
    # The frame-ancestors directive above does what X-Frame-Options did.
    "security.W002",
    # Mail is written under DATA_DIR until EMAIL_URL names a server, as documented.
    *(["mail.E001"] if not env.text("EMAIL_URL") else []),
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "newsroom.serving.logs.JsonLines"}},
    "filters": {"unremarkable": {"()": "newsroom.serving.logs.Unremarkable"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "newsroom": {"level": env.log_level("LOG_LEVEL", "info")},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"filters": ["unremarkable"]},
    },
}
