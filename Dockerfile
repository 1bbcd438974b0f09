# The image is the product: two stages, no root, nothing written outside /var/lib/cairn.
#
# No container engine was at hand where this file was written. A test (tests/house/test_image.py) reads
# it and checks its rules, and its steps were run by hand, one by one, in a bare Debian with Python 3.13; it
# has not been built.

FROM python:3.13-slim-trixie AS build
WORKDIR /srv/cairn
COPY requirements.lock ./
RUN python -m venv /opt/cairn \
    && /opt/cairn/bin/pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements.lock
COPY alembic.ini ./
COPY alembic alembic
COPY schemas schemas
COPY keys keys
COPY credentials credentials
COPY issuers issuers
COPY app app
RUN python -m compileall -q app issuers credentials keys schemas alembic

FROM python:3.13-slim-trixie
RUN groupadd --system --gid 10001 cairn \
    && useradd --system --uid 10001 --gid cairn --home-dir /nonexistent --shell /usr/sbin/nologin cairn \
    && install -d -o cairn -g cairn -m 0700 /var/lib/cairn
COPY --from=build /opt/cairn /opt/cairn
COPY --from=build /srv/cairn /srv/cairn
WORKDIR /srv/cairn
# The root file system may be read-only: the bytecode is there already, and data has one place.
ENV PATH=/opt/cairn/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    CAIRN_DATA_DIR=/var/lib/cairn CAIRN_BIND_HOST=0.0.0.0
VOLUME /var/lib/cairn
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# uvicorn runs in this very process and takes the container's signals itself.
CMD ["python", "-m", "app.cli.main", "serve"]
