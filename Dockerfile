# Recado as a container: one process, one volume. docs/operations/en/a-real-number.md says how it is run.
#   docker build -t recado .
#   docker run -d --name recado --restart unless-stopped --stop-timeout 90 \
#     --env-file recado.env -v recado-data:/data -v "$PWD/flows:/app/flows:ro" -p 127.0.0.1:3000:3000 recado

FROM node:20-slim AS build
# better-sqlite3 is native: where no ready-made binary fits, it is compiled.
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 make g++ \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:20-slim
# ca-certificates: the providers are called over TLS. tzdata: lessons leave by the clock of the programme.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && mkdir /data && chown node:node /data
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY bin bin
COPY flows flows
COPY locales locales
COPY migrations migrations
COPY public public
# Left alone, Node lets garbage lie while there is memory; see deploy/recado.service.
ENV NODE_ENV=production \
    NODE_OPTIONS=--max-old-space-size=384 \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATABASE_URL=sqlite:/data/recado.db \
    MEDIA_DIR=/data/media \
    BACKUP_DIR=/data/backups
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
# Alive, not ready: a refused token turns readiness red, and a restart would not mend it.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/recado.mjs", "start"]
