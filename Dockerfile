# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY connectors connectors
COPY src src
RUN npm run build

# In the image it runs in, so that the binaries inside npm packages fit.
FROM node:24-bookworm-slim AS libraries
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production KMSYNC_SITE=/site
WORKDIR /app
COPY --from=libraries /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY config config
COPY mappings mappings
COPY jobs jobs
# The site: kmsync.yaml, deliveries and the ledger. Mount it from outside.
RUN mkdir /site && chown node:node /site
VOLUME /site
USER node
ENTRYPOINT ["node", "dist/src/main.js"]
