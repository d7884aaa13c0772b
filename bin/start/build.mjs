// The built studio and the bundled programs: current when the content of their sources has not changed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { compressStatic } from './compressed.mjs'
import { runProgram } from './run-program.mjs'
import { root } from './settings.mjs'
import { StopSentence } from './stop-sentence.mjs'

const configuration = ['package.json', 'package-lock.json', 'tsconfig.json']
export const targets = {
  studio: {
    sources: ['app', 'components', 'lib', 'db', 'public', 'next.config.ts', 'postcss.config.mjs', 'bin/start/compressed.mjs', 'instrumentation.ts', 'proxy.ts', ...configuration],
    stamp: path.join(root, '.next', 'atelier-sources'),
    product: path.join(root, '.next', 'BUILD_ID'),
  },
  programs: {
    sources: ['agent', 'lib', 'db', 'bin/cli', 'bin/launch', 'scripts/bundle.mjs', ...configuration],
    stamp: path.join(root, 'dist', 'atelier-sources'),
    product: path.join(root, 'dist', 'launch.mjs'),
  },
}

/** Whether the target was built from the sources as they are now. */
export function isCurrent({ sources, stamp, product }) {
  try {
    return existsSync(product) && readFileSync(stamp, 'utf8') === hashOf(sources)
  } catch {
    return false
  }
}

/** `next build`, and compressed copies of what it sends. @param {{ log: string, signal?: AbortSignal }} options */
export async function buildStudio({ log, signal }) {
  const { sources, stamp } = targets.studio
  rmSync(stamp, { force: true })
  const hash = hashOf(sources)
  const next = path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const { code, output } = await runProgram(process.execPath, [next, 'build'], { cwd: root, log, signal, env })
  if (code !== 0) throw new StopSentence(`The studio could not be built: ${reason(output)} The whole output is in ${log}.`)
  await compressStatic(root)
  writeFileSync(stamp, hash)
}

/** The agent, the DuckDB child, the command line and what the launcher itself needs. */
export async function bundlePrograms() {
  const { sources, stamp } = targets.programs
  rmSync(stamp, { force: true })
  const hash = hashOf(sources)
  const { bundle } = await import('../../scripts/bundle.mjs')
  await bundle()
  writeFileSync(stamp, hash)
}

/** sha256 over names and contents, so that a checkout that only touches times builds nothing. */
export function hashOf(sources) {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of filesBelow(source)) hash.update(file).update('\0').update(readFileSync(path.join(root, file))).update('\0')
  }
  return hash.digest('hex')
}

function filesBelow(source) {
  let entries
  try {
    entries = readdirSync(path.join(root, source), { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOTDIR') return [source]
    if (error.code === 'ENOENT') return []
    throw error
  }
  return entries
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(`${source}/${entry.name}`) : [`${source}/${entry.name}`]))
}

function reason(output) {
  if (/heap out of memory|SIGKILL|ENOMEM/.test(output)) return 'there was too little memory; close other programs or give the machine 2 GB more.'
  if (/ENOSPC/.test(output)) return 'the disk is full; free about 2 GB.'
  const words = output.match(/^.*(?:Error|error|Failed)[^\n]*/m)?.[0]?.trim() ?? 'next build failed'
  return words.endsWith('.') ? words : `${words}.`
}
