# The image is the product: two stages, no root, nothing written outside /var/lib/cairn.
#
# No container engine was at hand where this file was written. A test (tests/house/test_image.py) reads
# it and checks its rules, and its steps were run one by one by hand on Debian; it has not been built.

FROM python:3.13-slim-trixie AS build
WORKDIR /build
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /opt/cairn \
    && /opt/cairn/bin/pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements.lock \
    && python -m venv /opt/build \
    && /opt/build/bin/pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements-build.lock
COPY pyproject.toml README.md ./
COPY app app
COPY issuers issuers
COPY credentials credentials
COPY keys keys
COPY schemas schemas
RUN /opt/build/bin/hatchling build --target wheel \
    && /opt/cairn/bin/pip install --no-cache-dir --no-deps --no-index dist/*.whl

FROM python:3.13-slim-trixie
RUN groupadd --system --gid 10001 cairn \
    && useradd --system --uid 10001 --gid cairn --home-dir /nonexistent --shell /usr/sbin/nologin cairn \
    && install -d -o cairn -g cairn -m 0700 /var/lib/cairn
COPY --from=build /opt/cairn /opt/cairn
COPY alembic.ini /srv/cairn/
COPY alembic /srv/cairn/alembic
WORKDIR /srv/cairn
# The root file system may be read-only: bytecode came with the wheel's installation, data has one place.
ENV PATH=/opt/cairn/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    CAIRN_DATA_DIR=/var/lib/cairn CAIRN_BIND_HOST=0.0.0.0
VOLUME /var/lib/cairn
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["cairn", "serve"]
