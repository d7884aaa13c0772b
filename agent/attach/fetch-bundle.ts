import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { copyFile, link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, gunzipSync } from 'node:zlib'
import { ask, AskError } from './ask'

/** What the studio gives its agents: files by digest, and npm packages where its own are of another platform. */
export interface Bundle {
  version: string
  files: { path: string; digest: string; size: number }[]
  install: Record<string, string>
}

/** Smaller files are fetched all at once. */
const smallBytes = 2_000_000

export async function askBundle(url: string, token: string): Promise<Bundle> {
  const platform = `${process.platform}-${process.arch}`
  return (await (await ask(`${url}/api/agent/bundle?platform=${platform}`, { token })).json()) as Bundle
}

/**
 * Lays the studio's bundle out in a folder of its own below `home` and returns it. A file that is there already is not
 * fetched again; every file's sha256 is checked. @throws AskError, with 404 where the studio has a newer bundle by now; Error
 */
export async function layOut(home: string, url: string, token: string, bundle: Bundle, say: (line: string) => void): Promise<string> {
  const folder = path.join(home, 'bundles', bundle.version)
  if (existsSync(path.join(folder, 'complete'))) return folder
  const blobs = path.join(home, 'files')
  await mkdir(blobs, { recursive: true })
  const missing = bundle.files.filter(({ digest }) => !existsSync(path.join(blobs, digest)))
  const size = missing.reduce((sum, file) => sum + file.size, 0)
  if (missing.length > 0) say(`Fetching ${missing.length} files (${(size / 1e6).toFixed(1)} MB) of the agent ${bundle.version}`)
  // One digest may be that of several files.
  const wanted = [...new Map(missing.map((file) => [file.digest, file])).values()]
  await fetchSmall(url, token, wanted.filter((file) => file.size <= smallBytes).map((file) => file.digest), blobs)
  for (const { digest, size } of wanted) if (size > smallBytes) await fetchFile(`${url}/api/agent/bundle/${digest}`, token, digest, path.join(blobs, digest))
  const making = `${folder}.${process.pid}`
  for (const file of bundle.files) {
    const target = path.join(making, file.path)
    if (!target.startsWith(making + path.sep)) throw new Error(`The studio sent a file with an unsafe path, ${file.path}; nothing was started.`)
    await mkdir(path.dirname(target), { recursive: true })
    await link(path.join(blobs, file.digest), target).catch(() => copyFile(path.join(blobs, file.digest), target))
  }
  if (Object.keys(bundle.install).length > 0) await npmInstall(making, bundle.install, say)
  await writeFile(path.join(making, 'complete'), '')
  await rm(folder, { recursive: true, force: true })
  await rename(making, folder)
  return folder
}

/** Forgets bundles and files that `bundle` does not need. */
export async function tidy(home: string, bundle: Bundle): Promise<void> {
  const needed = new Set(bundle.files.map((file) => file.digest))
  for (const name of await readdir(path.join(home, 'bundles'))) if (name !== bundle.version) await rm(path.join(home, 'bundles', name), { recursive: true, force: true })
  for (const name of await readdir(path.join(home, 'files')).catch(() => [])) if (!needed.has(name)) await rm(path.join(home, 'files', name), { force: true })
}

async function fetchSmall(url: string, token: string, digests: string[], folder: string): Promise<void> {
  if (digests.length === 0) return
  const response = await ask(`${url}/api/agent/bundle`, { method: 'POST', token, body: { digests } })
  const files = JSON.parse(gunzipSync(Buffer.from(await response.arrayBuffer())).toString()) as Record<string, string>
  for (const digest of digests) {
    const content = Buffer.from(files[digest] ?? '', 'base64')
    if (createHash('sha256').update(content).digest('hex') !== digest) throw damaged()
    const target = path.join(folder, digest)
    await writeFile(`${target}.${process.pid}`, content)
    await rename(`${target}.${process.pid}`, target)
  }
}

const damaged = () => new AskError('A file of the agent was damaged on the way; start again.', 404)

async function fetchFile(url: string, token: string, digest: string, target: string): Promise<void> {
  const temporary = `${target}.${process.pid}`
  try {
    // On one machine the bytes do not travel: packing them would only cost time.
    const near = /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])[:/]/.test(url)
    const response = await ask(near ? `${url}?packed=no` : url, { token })
    await pipeline(Readable.fromWeb(response.body as never), near ? new PassThrough() : createGunzip(), createWriteStream(temporary))
    const hash = createHash('sha256')
    await pipeline(createReadStream(temporary), hash)
    if (hash.digest('hex') !== digest) throw damaged()
    await rename(temporary, target)
  } finally {
    await rm(temporary, { force: true })
  }
}

/** The native parts of this platform, in the exact versions that the studio runs with. */
async function npmInstall(folder: string, packages: Record<string, string>, say: (line: string) => void): Promise<void> {
  const names = Object.entries(packages).map(([name, version]) => `${name}@${version}`)
  say(`Installing ${names.join(', ')} for ${process.platform} ${process.arch} by npm`)
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true }))
  const code = await new Promise<number | string>((resolve) => {
    const child = spawn('npm', ['install', '--no-audit', '--no-fund', '--save-exact', ...names], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' })
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (exit) => resolve(exit ?? 'a signal'))
  })
  if (code !== 0) throw new Error(`npm could not install ${names.join(', ')} (${code}). Is npm on this machine, and does it reach its registry?`)
}
