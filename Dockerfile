# syntax=docker/dockerfile:1
# Both images by digest, given by whoever builds: docker build --build-arg BUILD_IMAGE=node:24-bookworm-slim@sha256:…
# --build-arg RUNTIME_IMAGE=gcr.io/distroless/nodejs24-debian12:nonroot@sha256:… . See deploy/README.md.
ARG BUILD_IMAGE
ARG RUNTIME_IMAGE

FROM ${BUILD_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY connectors connectors
COPY src src
RUN npm run build && npm prune --omit=dev

FROM ${RUNTIME_IMAGE}
ENV NODE_ENV=production KMSYNC_SITE=/etc/kmsync
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY config config
COPY mappings mappings
COPY jobs jobs
USER 65532:65532
EXPOSE 8096 8097
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["/nodejs/bin/node", "-e", "fetch('http://127.0.0.1:8096/livez').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/nodejs/bin/node", "/app/dist/src/main.js"]
CMD ["serve", "all"]
