# One image for migrate, web, worker and beat. It holds no secret and runs as nobody in particular.
# Behind a mirror: docker compose build --build-arg PIP_INDEX_URL=… --build-arg NPM_CONFIG_REGISTRY=…

FROM node:22-bookworm-slim AS client
ARG NPM_CONFIG_REGISTRY
WORKDIR /build
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci
COPY frontend/ ./
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
ARG PIP_INDEX_URL
COPY requirements-run.lock ./
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements-run.lock

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 wotu \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent wotu
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY manage.py ./
COPY config/ config/
COPY school/ school/
COPY locale/ locale/
COPY --from=client /build/dist/ frontend/dist/
# The file system is read-only when it runs: what Python would cache is made now.
RUN python -m compileall -q config school
USER 10001:10001
EXPOSE 8000
# Web; the other services of docker-compose.yml name their own command.
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "config.wsgi:application"]
