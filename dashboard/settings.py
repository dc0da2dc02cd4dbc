"""Settings of the site: they run with no configuration, and the environment changes them.

docs/ lists the variables for those who install the product; here stands why a value is what it is.
"""

import contextlib
import datetime
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("INNOVATION_DATA_DIR", default="") or BASE_DIR / "var")
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def kept_secret(path: Path) -> str:
    """The secret kept in a file that only its owner reads, made at the first start.

    Several processes may start at once: each writes a file of its own, and linking lets one of them win.
    """
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:
            draft.write(secrets.token_urlsafe(50))
            draft.flush()
            with contextlib.suppress(FileExistsError):
                os.link(draft.name, path)
    return path.read_text().strip()


def database(url: str) -> dict[str, Any]:
    """The Django settings of the database at an address."""
    config: dict[str, Any] = dict(env.db_url_config(url))
    # A connection is kept, but tried before use: the database may have been restarted meanwhile.
    config |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            # Writers queue at the start of a transaction instead of failing in its middle.
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    return config


def day(text: str) -> datetime.date | None:
    """The day an ISO date names, or nothing if there is none."""
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ImproperlyConfigured(f"INNOVATION_TODAY is not a date like 2006-12-31: {text!r}") from error


# The product's own settings

INNOVATION_TODAY = day(env.str("INNOVATION_TODAY", default=""))
INNOVATION_HOME_AREA = env.str("INNOVATION_HOME_AREA", default="990101")
# For a bureau of one person, who then publishes what he entered himself.
INNOVATION_OWN_REVIEW = env.bool("INNOVATION_OWN_REVIEW", default=False)
INNOVATION_DEMONSTRATION = env.bool("INNOVATION_DEMONSTRATION", default=False)

# Where people reach the site, with scheme: what is mailed leads there.
INNOVATION_SITE_ADDRESS = env.str("INNOVATION_SITE_ADDRESS", default="")

# Django

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(DATA_DIR / "secret-key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    # First, so that its templates and static files win over those of Django's admin.
    "dashboard",
    "innovation",
    # The admin site is our own (innovation.admin), so Django's discovery has nothing to find.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "simple_history",
    "axes",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    # Outermost, so that static files and error pages carry the headers too.
    "dashboard.security.SecurityHeadersMiddleware",
    "dashboard.security.CookiesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dashboard.preferences.PreferencesMiddleware",
    "dashboard.security.RequestSizeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    # Last, as it asks: it answers instead of the page for signing in.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "dashboard.urls"
WSGI_APPLICATION = "dashboard.wsgi.application"

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
                "dashboard.preferences.site",
            ],
        },
    },
]

DATABASES = {"default": database(env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR}/db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language and time

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Static files: served from the sources, or from one collected folder with hashed names if one is given.

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.str("INNOVATION_STATIC_ROOT", default="") or None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}

# Security

HTTPS = env.bool("INNOVATION_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day: offices share computers
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Named and shaped as Django 6 names and shapes it. Nothing inline and nothing from another host.
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}

# A file of 20 MB, the most that is taken, in its form.
LARGEST_REQUEST = 21 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000  # an admin form with its inlines
DATA_UPLOAD_MAX_NUMBER_FILES = 10

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "innovation.models.access.AppointmentBackend",
]
# Whoever guesses is stopped for one account from one address: nobody can shut out a colleague elsewhere.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = datetime.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "locked_out.html"
AXES_CLIENT_IP_CALLABLE = "dashboard.security.client_address"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# The log is for those who run the site: it says whom and from where, and never the password.
AXES_SENSITIVE_PARAMETERS: list[str] = []
# How many proxies stand in front, each adding whom it speaks for to X-Forwarded-For; none: the header is not believed.
INNOVATION_PROXIES = env.int("INNOVATION_PROXIES", default=0)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Mail: written to the console unless a server is named.

vars().update(env.email_url_config(env.str("EMAIL_URL", default="") or "consolemail://"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="") or "innovation@localhost"

# The API

REST_FRAMEWORK = {
    # It shows what is public to anybody, and has nothing that writes.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "innovation.api.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "innovation.api.openapi.Described",
    "EXCEPTION_HANDLER": "innovation.api.errors.problem",
    # `format` is a parameter nobody knows, as any other.
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": _("Innovation indicators: data API"),
    "DESCRIPTION": _("Figures of the innovation indicators, and the published records they are counted from."),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATION_PARAMETERS": False,
    # They are English; what is told to readers is translated.
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,
    "ENUM_NAME_OVERRIDES": {
        "ObservationStatus": "innovation.models.Observation.Status",
        "ProjectStatus": "innovation.models.Project.Status",
    },
}

# Logs: lines for people, or one JSON object a line for a log collector.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "dashboard.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if env.bool("INNOVATION_LOG_JSON", default=False) else "text",
        },
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    # Without this Django would mail errors to nobody instead of writing them down.
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
