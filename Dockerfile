# The scripts of the pages, bundled.
FROM node:22-slim AS scripts
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY static/js static/js
RUN npm run build

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    INNOVATION_DATA_DIR=/data \
    INNOVATION_STATIC_ROOT=/app/collected
WORKDIR /app
RUN useradd --system --uid 10001 --home-dir /data --create-home innovation
COPY requirements/base.txt requirements/base.txt
RUN pip install --require-hashes -r requirements/base.txt
COPY . .
COPY --from=scripts /app/static/build static/build
# The secret is for this step alone: none is kept in the image.
RUN SECRET_KEY=collectstatic python manage.py collectstatic --no-input --verbosity 0
USER innovation
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:8000/health/ready', timeout=4)"]
CMD ["gunicorn", "dashboard.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "2", "--threads", "4", "--no-control-socket", "--limit-request-line", "0", "--worker-tmp-dir", "/dev/shm"]
