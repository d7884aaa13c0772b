import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from '@/lib/errors'

/** What an agent needs besides Node: the studio's own programs, its Python side and the native parts of DuckDB. */
export interface AgentBundle {
  /** Changes with every file that is not native. */
  version: string
  files: BundleFile[]
  /** npm packages by exact version, for a platform that is not the studio's own. */
  install: Record<string, string>
}

export interface BundleFile {
  /** Below the agent's folder. */
  path: string
  digest: string
  /** Bytes. */
  size: number
}

const programs = ['agent.mjs', 'attach.mjs', 'duckdb-worker.mjs', 'command-keeper.mjs']
const pythonFolders = ['atelier_runner', 'tools']
const native = ['node-api', 'node-bindings']
const keptMs = 10_000
const smallBytes = 2_000_000
/** What a person reads and no program does. */
const readOnly = /\.(map|d\.ts|md)$/

/** Where the files lie on this machine, by digest. */
const sources = new Map<string, string>()
/** By path; asked again when size or time of the file has changed. */
const digests = new Map<string, { stamp: string; digest: string }>()
let common: Promise<{ version: string; files: BundleFile[] }> | undefined
let until = 0

/** @param platform as `process.platform` and `process.arch` with a hyphen, such as `linux-x64` */
export async function agentBundle(platform: string): Promise<AgentBundle> {
  const { version, files } = await commonFiles()
  const modules = path.join(/* turbopackIgnore: true */ root(), 'node_modules', '@duckdb')
  const own = platform === `${process.platform}-${process.arch}` && existsSync(path.join(/* turbopackIgnore: true */ modules, `node-bindings-${platform}`))
  if (own) return { version, files: [...files, ...(await filesBelow(modules, [...native, `node-bindings-${platform}`], 'node_modules/@duckdb'))], install: {} }
  const { version: pinned } = JSON.parse(await readFile(path.join(/* turbopackIgnore: true */ modules, 'node-api', 'package.json'), 'utf8')) as { version: string }
  return { version, files, install: { '@duckdb/node-api': pinned } }
}

/** What agents that are started now run. */
export async function bundleVersion(): Promise<string | null> {
  return commonFiles().then(({ version }) => version).catch(() => null)
}

/** The file of a bundle with this digest. @throws AppError `not_found` */
export async function bundleFile(digest: string): Promise<string> {
  // Another replica may have told of it.
  if (!sources.has(digest)) await agentBundle(`${process.platform}-${process.arch}`)
  const file = sources.get(digest)
  // What lies there may be a newer one by now.
  if (!file || (await digestOf(file)) !== digest) throw new AppError('not_found', 'No file of the agent has this digest any more; ask for the bundle again.')
  return file
}

/** Files of a bundle in base64, by digest. @throws AppError `not_found`; `too_large` where one is to be asked for alone */
export async function smallFiles(wanted: string[]): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const digest of wanted) {
    const file = await bundleFile(digest)
    if ((await stat(file)).size > smallBytes) throw new AppError('too_large', 'A file of this size is to be fetched alone.')
    files[digest] = (await readFile(file)).toString('base64')
  }
  return files
}

/** The program that a machine fetches first. @throws AppError `unavailable` */
export async function attachProgram(): Promise<string> {
  return readFile(path.join(/* turbopackIgnore: true */ programFolder(), 'attach.mjs'), 'utf8').catch(() => {
    throw new AppError('unavailable', 'This studio was started without its programs: run npm run bundle where it lies.')
  })
}

function commonFiles(): Promise<{ version: string; files: BundleFile[] }> {
  if (!common || Date.now() > until) {
    until = Date.now() + keptMs
    common = readCommon()
    common.catch(() => (until = 0))
  }
  return common
}

async function readCommon(): Promise<{ version: string; files: BundleFile[] }> {
  const folder = programFolder()
  const present = programs.filter((name) => existsSync(path.join(/* turbopackIgnore: true */ folder, name)))
  if (!present.includes('attach.mjs') || !present.includes('agent.mjs')) throw new AppError('unavailable', 'This studio was started without its programs: run npm run bundle where it lies.')
  const files = [...(await Promise.all(present.map((name) => describe(path.join(/* turbopackIgnore: true */ folder, name), name)))), ...(await filesBelow(path.join(/* turbopackIgnore: true */ root(), 'python'), pythonFolders, 'python'))]
  const names = files.map((file) => `${file.path}:${file.digest}`).sort().join('\n')
  return { version: createHash('sha256').update(names).digest('hex').slice(0, 12), files }
}

async function filesBelow(folder: string, parts: string[], as: string): Promise<BundleFile[]> {
  const found: BundleFile[] = []
  for (const part of parts) {
    const entries = await readdir(path.join(/* turbopackIgnore: true */ folder, part), { recursive: true, withFileTypes: true })
    for (const entry of entries) {
      const file = path.join(entry.parentPath ?? entry.path, entry.name)
      if (!entry.isFile() || file.includes('__pycache__') || readOnly.test(entry.name)) continue
      found.push(await describe(file, path.posix.join(as, path.relative(folder, file).split(path.sep).join('/'))))
    }
  }
  return found
}

async function describe(file: string, as: string): Promise<BundleFile> {
  const digest = await digestOf(file)
  sources.set(digest, file)
  return { path: as, digest, size: (await stat(file)).size }
}

async function digestOf(file: string): Promise<string> {
  const { size, mtimeMs } = await stat(file)
  const stamp = `${size} ${mtimeMs}`
  const known = digests.get(file)
  if (known?.stamp === stamp) return known.digest
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  const digest = hash.digest('hex')
  digests.set(file, { stamp, digest })
  return digest
}

function root(): string {
  return process.env.ATELIER_ROOT ?? process.cwd()
}

/** Where the studio's programs lie: beside the DuckDB worker, where that was told. */
export function programFolder(): string {
  const worker = process.env.ATELIER_DUCKDB_WORKER
  return worker ? path.dirname(path.resolve(worker)) : path.join(/* turbopackIgnore: true */ root(), 'dist')
}
