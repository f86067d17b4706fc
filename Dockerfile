# One image a service, and in it nothing of the other services:
#
#   docker build --build-arg SERVICE=extract --tag sayso-extract .      SERVICE: ingest, extract or store
#
# The role watch alone needs two: it is the store's, and posts webhooks by ingest's guarded sockets:
#
#   docker build --build-arg SERVICE=store --build-arg WITH=ingest --tag sayso-watch .
#
# It runs as an unprivileged user, needs no capability and no writable root; what is kept goes to /var/lib/sayso, what is
# passing to /tmp. Port 9100 has /metrics, /livez and /readyz.
# A package registry of your own: --secret id=pip.conf,src=/etc/pip.conf
ARG PYTHON_IMAGE=python:3.13-slim

FROM ${PYTHON_IMAGE} AS build
ARG SERVICE
ARG WITH=
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
RUN test -n "${SERVICE}" || { echo "say which: --build-arg SERVICE=ingest, extract or store" >&2; exit 1; }
# The service's environment has no pip: the one that builds fills it from outside.
RUN python3 -m venv /opt/build && python3 -m venv --without-pip /opt/sayso
COPY requirements/build.txt requirements/runtime-${SERVICE}.txt requirements/runtime-${WITH:-${SERVICE}}.txt requirements/
RUN --mount=type=secret,id=pip.conf,target=/etc/pip.conf --mount=type=cache,target=/root/.cache/pip \
    /opt/build/bin/pip install --quiet --require-hashes --requirement requirements/build.txt \
    && /opt/build/bin/pip --python /opt/sayso/bin/python install --quiet --require-hashes \
        --requirement "requirements/runtime-${SERVICE}.txt" --requirement "requirements/runtime-${WITH:-${SERVICE}}.txt"
# What no import reaches: the packages' own tests, onnxruntime's library for other languages and its tools for making
# models, zstandard's second backend.
RUN cd /opt/sayso/lib/python3*/site-packages \
    && find . -type d -name tests -prune -exec rm -rf {} + \
    && rm -rf onnxruntime/capi/libonnxruntime.so.* onnxruntime/transformers onnxruntime/quantization onnxruntime/tools \
        zstandard/_cffi.*
COPY LICENSE LICENSE
COPY shared shared
COPY services/${SERVICE} services/${SERVICE}
COPY services/${WITH:-${SERVICE}} services/${WITH:-${SERVICE}}
RUN /opt/build/bin/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir wheels ./shared ./services/* \
    && /opt/build/bin/pip --python /opt/sayso/bin/python install --quiet --no-deps --no-index wheels/*.whl \
    && ln -s "sayso-${SERVICE}" /opt/sayso/bin/service

FROM ${PYTHON_IMAGE}
ARG SERVICE
LABEL org.opencontainers.image.title="sayso-${SERVICE}" \
    org.opencontainers.image.description="Sayso's ${SERVICE} service" \
    org.opencontainers.image.licenses="Apache-2.0"
RUN echo "sayso:x:10001:10001::/var/lib/sayso:/usr/sbin/nologin" >>/etc/passwd \
    && echo "sayso:x:10001:" >>/etc/group \
    && mkdir -p /var/lib/sayso && chown 10001:10001 /var/lib/sayso
COPY --from=build /opt/sayso /opt/sayso
ENV PATH=/opt/sayso/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 SAYSO_DATA_DIR=/var/lib/sayso \
    SAYSO_LOG_FORMAT=json SAYSO_HTTP_HOST=0.0.0.0 SAYSO_HTTP_PORT=9100
WORKDIR /var/lib/sayso
USER 10001:10001
EXPOSE 9100
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as http; http.urlopen('http://127.0.0.1:9100/livez', timeout=4)"]
ENTRYPOINT ["service"]
CMD ["run"]
