"""All settings. The defaults are production's; the environment loosens them."""

import base64
from datetime import time, timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

ROOT = Path(__file__).resolve().parent.parent
env = Env()

# ---- what must be given ------------------------------------------------------------------


def _secret(name: str, at_least: int) -> str:
    value = env.str(name, default="")
    if len(value) < at_least:
        raise ImproperlyConfigured(
            f"{name} must be set, {at_least} characters or more. `make demo` writes one into "
            "var/secrets.env; .env.example says how to make your own."
        )
    return value


def _field_keys() -> dict[str, bytes]:
    """`k2:base64,k1:base64`: the first seals, all of them open. 32 bytes each."""
    pairs = [pair.split(":", 1) for pair in _secret("FIELD_KEYS", 40).split(",")]
    keys = {name: base64.b64decode(value) for name, value in pairs}
    if any(len(key) != 32 for key in keys.values()):
        raise ImproperlyConfigured("Every key of FIELD_KEYS is 32 bytes in base64.")
    return keys


SECRET_KEY = _secret("SECRET_KEY", 40)
FIELD_KEYS = _field_keys()
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
HTTPS = env.bool("HTTPS", default=False)
VAR = Path(env.str("WOTU_VAR", default=str(ROOT / "var")))

# ---- apps --------------------------------------------------------------------------------

CONTEXTS = [
    "school.shared",
    "school.people",
    "school.evidence",
    "school.visits",
    "school.civility",
    "school.observation",
    "school.activities",
    "school.assurance",
    "school.recognition",
    "school.mentoring",
    "school.growth",
    "school.summaries",
    "school.notices",
]
INSTALLED_APPS = [
    *CONTEXTS,
    "config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
]
MIDDLEWARE = [
    "school.shared.middleware.RequestId",
    "school.shared.middleware.SafeHeaders",
    "school.shared.middleware.OwnPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "school.people.sign_in.LastSeen",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

# ---- database ----------------------------------------------------------------------------

DATABASES = {"default": env.dj_db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'wotu.sqlite3'}")}
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"] |= {
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # IMMEDIATE: writers queue instead of failing; atomic() stands in actions only.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA temp_store=MEMORY;"
                "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"
                "PRAGMA journal_size_limit=67108864;"
            ),
        },
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}

# ---- signing in --------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["school.people.hashers.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "school.people.passwords.LengthFits"},
    {"NAME": "school.people.passwords.NotGuessable"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Directors, principal, secretary and administrator show a code as well. The demo switches it off.
SECOND_FACTOR = (
    env.str("SECOND_FACTOR", default="on", validate=validate.OneOf(["on", "off"])) == "on"
)
MFA_ADAPTER = "school.people.accounts.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": "/sign-in",
    "account_reset_password": "/sign-in",
    "account_reset_password_from_key": "/sign-in",
    "account_signup": "/sign-in",
}
ACCOUNT_ADAPTER = "school.people.accounts.SchoolAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PRESERVE_USERNAME_CASING = False
# Per account, not per address: a whole school stands behind one NAT.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key", "login": "600/m/ip"}
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_ENGINE = "school.people.sign_in"
SESSION_MOST = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=env.int("SESSION_IDLE_MINUTES", default=120))
SESSION_MOST_COMMITTEE, SESSION_IDLE_COMMITTEE = timedelta(days=90), timedelta(days=14)
SESSION_COOKIE_AGE = int(SESSION_MOST.total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "school.shared.api.csrf_failure"
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Failed sign-ins are counted in the database, so that they hold when Redis does not.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # a used code is not forgotten to make room
    }
}

# ---- background work ---------------------------------------------------------------------

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "health_check_interval": 25,
    "socket_keepalive": True,
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "global_keyprefix": "wotu:",
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_RETRY_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False  # the tick rings again; a request does not wait
CELERY_TASK_SOFT_TIME_LIMIT = 600
CELERY_TASK_TIME_LIMIT = 660
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE = {
    "send again every section that is owed and that nobody holds": {
        "task": "summaries.tick",
        "schedule": env.float("TICK_SECONDS", default=10.0),
        "options": {"expires": 9},
    },
    "send again every roster import that is owed and that nobody holds": {
        "task": "people.tick",
        "schedule": env.float("TICK_SECONDS", default=10.0),
        "options": {"expires": 9},
    },
    "serve the week where its morning has come, and send again every letter that is owed": {
        "task": "notices.tick",
        "schedule": env.float("NOTICE_TICK_SECONDS", default=30.0),
        "options": {"expires": 29},
    },
}
# A worker that dies keeps its section for this long; tests shorten it.
SECTION_LEASE = timedelta(seconds=env.float("SECTION_LEASE_SECONDS", default=120.0))

# ---- mail ------------------------------------------------------------------------------------

# Without a mail server there is no mail: the digest is read in the app, and its page says so.
EMAIL_HOST = env.str("MAIL_HOST", default="")
EMAIL_PORT = env.int("MAIL_PORT", default=587)
EMAIL_HOST_USER = env.str("MAIL_USER", default="")
EMAIL_HOST_PASSWORD = env.str("MAIL_PASSWORD", default="")
_MAIL_SECURITY = env.str("MAIL_SECURITY", default="starttls")
if _MAIL_SECURITY not in ("starttls", "tls", "none"):
    raise ImproperlyConfigured("MAIL_SECURITY is starttls, tls or none.")
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL_SECURITY == "starttls", _MAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 20
MAIL_FROM = env.str("MAIL_FROM", default="")
MAIL_IS_SET_UP = bool(EMAIL_HOST and MAIL_FROM)
# What a link in a mail begins with.
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", default="http://127.0.0.1:8000").rstrip("/")
# A week's digest is made on its first school day, from this hour of the school's clock on.
DIGEST_AT = env.time("DIGEST_AT", default=time(7, 30))

# ---- the API -----------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["school.people.sign_in.SignedIn"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_PARSER_CLASSES": ["school.shared.edge.StrictJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "school.shared.edge.OneForm",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "school.shared.edge.Page",
    "DEFAULT_SCHEMA_CLASS": "school.shared.api.Schema",
    "EXCEPTION_HANDLER": "school.shared.api.answer_problem",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "沃土 Wotu",
    "DESCRIPTION": "What a school does for its children, recorded once and counted honestly.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "ENUM_NAME_OVERRIDES": {
        "PostKind": "school.people.roles.PostKind",
        "FigureKind": "school.shared.figures.Kind",
        "SummaryState": "school.summaries.models.SummaryState",
        "PublicationState": "school.summaries.models.Publication.State",
        "OpinionStance": "school.summaries.models.Stance",
        "AccountState": "school.people.rules.accounts.AccountState",
        "SecondFactorState": "school.people.api.security.SecondFactorState",
        "ObligationState": "school.visits.rules.obligations.State",
        "OutcomeEnum": "school.visits.models.Outcome",
        "AnswerEnum": "school.visits.rules.confirmations.Answer",
        "StageEnum": "school.people.models.Stage",
        "PointDomain": "school.civility.models.Domain",
        "PointItemKind": "school.civility.models.ItemKind",
        "PointRecorder": "school.civility.models.Recorder",
        "PointSource": "school.civility.models.Source",
        "PointAppealOutcome": "school.civility.models.AppealOutcome",
        "PointAppealState": "school.civility.rules.appeals.State",
        "PointCap": "school.civility.models.Cap",
        "ThemeColour": "school.civility.models.Colour",
        "SelectionState": "school.civility.rules.ambassadors.SelectionState",
        "FamilyConsent": "school.civility.models.Consent",
        "LessonBookingState": "school.observation.models.BookingState",
        "CriterionKind": "school.observation.models.CriterionKind",
        "NoteStage": "school.observation.models.NoteStage",
        "ObservationState": "school.observation.models.ObservationState",
        "ObservationSide": "school.observation.rules.observations.Side",
        "ObservationStep": "school.observation.rules.observations.Step",
        "StrategyCardState": "school.observation.rules.strategies.CardState",
        "StrategyCardAnswer": "school.observation.models.CardAnswer",
        "QuotaPeriod": "school.observation.models.QuotaPeriod",
        "QuotaCounts": "school.observation.models.QuotaCounts",
        "CoverageReason": "school.observation.rules.coverage.Reason",
        "PairState": "school.mentoring.rules.pairs.PairState",
        "PairField": "school.mentoring.models.Field",
        "PairForm": "school.mentoring.models.Form",
        "PairBeginning": "school.mentoring.models.Beginning",
        "PairEnding": "school.mentoring.models.Ending",
        "PairParty": "school.mentoring.rules.agreements.Party",
        "PairHappening": "school.mentoring.rules.timeline.Happening",
        "DutyKind": "school.mentoring.models.DutyKind",
        "DutyPeriod": "school.mentoring.models.DutyPeriod",
        "MonthState": "school.mentoring.rules.months.State",
        "EvaluationSide": "school.mentoring.models.Side",
        "EvaluationGrade": "school.mentoring.models.Grade",
        "StepOutcome": "school.mentoring.models.StepOutcome",
        "ActivityArea": "school.activities.models.Area",
        "ActivityState": "school.activities.models.ActivityState",
        "ActivityDomain": "school.activities.models.ActivityDomain",
        "ResearchLevel": "school.activities.models.ResearchLevel",
        "ActivityPartRole": "school.activities.models.PartRole",
        "ProgrammeKind": "school.activities.models.ProgrammeKind",
        "ActivityGroupKind": "school.activities.models.GroupKind",
        "PupilPairEnding": "school.activities.models.PairEnded",
        "PupilContactWay": "school.activities.models.ContactWay",
        "ParentingPieceState": "school.activities.models.PieceState",
        "PledgeKind": "school.assurance.models.PledgeKind",
        "PledgeSignerState": "school.assurance.rules.pledges.SignerState",
        "FindingSeverity": "school.assurance.models.Severity",
        "FindingState": "school.assurance.rules.inspections.FindingState",
        "FindingRecheckOutcome": "school.assurance.models.Recheck",
        "SupervisionWay": "school.assurance.models.Way",
        "SupervisionSide": "school.assurance.models.From",
        "SupervisionNature": "school.assurance.models.Nature",
        "SupervisionState": "school.assurance.rules.supervision.ItemState",
        "SurveyWhom": "school.assurance.models.Asked",
        "SurveyQuestionKind": "school.assurance.models.QuestionKind",
        "LeadingPart": "school.assurance.models.GroupPart",
        "LeadingTaskState": "school.assurance.rules.leading.TaskState",
        "DeclarationKind": "school.assurance.models.DeclarationKind",
        "NegativeAnswer": "school.assurance.models.NegativeAnswer",
        "CareerStage": "school.growth.models.CareerStage",
        "PlanHorizon": "school.growth.models.Horizon",
        "PlanBlockKind": "school.growth.models.BlockKind",
        "PlanState": "school.growth.rules.plans.PlanState",
        "PlanReviewOutcome": "school.growth.models.ReviewOutcome",
        "GoalState": "school.growth.rules.goals.GoalState",
        "GoalCounter": "school.growth.models.Counter",
        "GoalMeasure": "school.growth.models.Measure",
        "GoalDimension": "school.growth.models.Dimension",
        "ReflectionVisibility": "school.growth.models.Visibility",
        "EvidenceKind": "school.evidence.models.EvidenceKind",
        "EvidenceMediaType": "school.evidence.models.MediaType",
        "EvidenceExpiry": "school.evidence.rules.Expiry",
        "AwardRecipient": "school.recognition.models.Recipient",
        "AwardNature": "school.recognition.models.Nature",
        "AwardLevel": "school.recognition.models.Level",
        "AwardGrade": "school.recognition.models.Grade",
        "AwardState": "school.recognition.models.AwardState",
        "SelectionWhom": "school.recognition.models.Whom",
        "RecognitionSelectionState": "school.recognition.rules.selections.SelectionState",
        "NominationState": "school.recognition.models.NominationState",
        "RecognitionConsent": "school.recognition.models.Consent",
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 6_000_000

# ---- language, time, files, logs ---------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"
CLIENT = ROOT / "frontend" / "dist"
# The client's own files: hashed names under /assets are kept for ever, the rest is asked anew.
WHITENOISE_ROOT = CLIENT if CLIENT.is_dir() else None
WHITENOISE_INDEX_FILE = False
WHITENOISE_MAX_AGE = 0
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/.+$"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
