import path from 'node:path'
import { build } from 'esbuild'

/** The agent and its DuckDB worker as they are shipped. `folder` must lie below the project, so that they find their packages and the Python side. */
export async function bundleAgent(folder: string): Promise<void> {
  await build({
    absWorkingDir: path.resolve(import.meta.dirname, '../..'),
    entryPoints: { agent: 'agent/main.ts', attach: 'agent/attach/main.ts', 'command-keeper': 'agent/command/keeper.ts', 'duckdb-worker': 'lib/duckdb/worker.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@duckdb/node-api'],
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    logLevel: 'error',
  })
}
