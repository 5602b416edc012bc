# The Python and the Debian release that the tests run on, so that what ships is what was tested.
FROM python:3.11-slim-bookworm AS builder

ENV UV_PYTHON_DOWNLOADS=never \
    UV_LINK_MODE=copy \
    UV_COMPILE_BYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /app
COPY .ci/installer.lock requirements.lock ./
RUN python -m venv --without-pip /venv \
    && python -m pip install --require-hashes -r installer.lock \
    && python -m uv pip sync --no-cache --python /venv/bin/python --require-hashes requirements.lock

COPY manage.py ./
COPY site site
COPY home home
COPY learning learning
COPY stories stories
# Collecting files needs no secret and no database, only a word in each place.
RUN SECRET_KEY=none ALLOWED_HOSTS=none SITE_URL=none DATABASE_URL=sqlite:////tmp/none VAR_DIR=/tmp \
        DJANGO_SETTINGS_MODULE=config.settings.production STATIC_ROOT=/app/static \
        sh -c "/venv/bin/python manage.py compilemessages && /venv/bin/python manage.py collectstatic --noinput" \
    && /venv/bin/python -m compileall -q site home learning stories \
    && chmod -R a+rX /app


FROM python:3.11-slim-bookworm

# Pango and Noto draw the PDF handouts, in every script the site speaks; PostgreSQL's programs save and restore;
# ffmpeg makes small copies of videos.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ffmpeg fonts-noto-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 told \
    && useradd --uid 10001 --gid told --no-create-home --home-dir /data told \
    && install --directory --owner=told --group=told --mode=700 /data

ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/app:/app/site \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    VAR_DIR=/data \
    STATIC_ROOT=/app/static \
    PORT=8000 \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000 \
    GRANIAN_INTERFACE=wsgi \
    GRANIAN_WEBSOCKETS=false \
    GRANIAN_LOG_ACCESS_ENABLED=false \
    GRANIAN_WORKERS=2 \
    GRANIAN_BLOCKING_THREADS=4

COPY --from=builder /venv /venv
COPY --from=builder /app /app

# The server keeps no log of addresses: some hold the token of somebody's link.
# Nothing but /data and /tmp is ever written, so the rest may be mounted read-only.
WORKDIR /app
VOLUME /data
EXPOSE 8000
USER 10001:10001
HEALTHCHECK --interval=30s --timeout=6s --start-period=30s --retries=3 \
    CMD ["python", "-m", "config.launch", "health"]
CMD ["python", "-m", "granian", "config.wsgi:application"]
