# The stand-alone server. Everything is built here, so nothing is built at startup.
FROM node:22-slim AS build
WORKDIR /build
COPY . .
RUN npx --yes pnpm@12 install --frozen-lockfile \
  && node scripts/build.mjs \
  # Without the optional dependencies, which are the embedded PostgreSQL.
  && npx --yes pnpm@12 --filter linekeeper --prod --no-optional --legacy deploy /app

FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app .
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node is process 1 and gets SIGTERM itself.
CMD ["node", "--conditions=linekeeper-built", "dist/main.js"]
