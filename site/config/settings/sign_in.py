"""Signing in, and how long it holds: django-allauth in our words, for the admin too."""

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after_sign_in"
WAGTAILADMIN_LOGIN_URL = "account_login"
# Wagtail's own sign-in and password addresses: a POST to them would go around the second factor.
ADMIN_ADDRESSES_THAT_REDIRECT = ("/admin/login/", "/admin/password_reset/", "/admin/account/change-password/")
ACCOUNT_FORMS = {"login": "accounts.forms.SignInForm", "request_login_code": "accounts.forms.AskForCodeForm"}
MFA_FORMS = {"add_webauthn": "accounts.forms.AddPasskeyForm"}
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
MFA_ADAPTER = "accounts.adapter.SecondStepAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
CSRF_FAILURE_VIEW = "accounts.views.csrf_failure"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Told Together"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
# How long a sign-in holds on a phone that others use too, when nothing is asked of us.
SHARED_PHONE_SECONDS = 10 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
