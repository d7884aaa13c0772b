// node_modules: there, and of the lock file that lies beside it.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runProgram } from './run-program.mjs'
import { root } from './settings.mjs'
import { StopSentence } from './stop-sentence.mjs'

const modules = path.join(root, 'node_modules')
const stampFile = path.join(modules, '.atelier-installed')

/** Whether what is installed is what package-lock.json asks for, on this platform and Node version. */
export function dependenciesCurrent() {
  const wanted = stamp()
  if (read(stampFile) === wanted) return true
  if (!installedMatchesLock()) return false
  writeFileSync(stampFile, wanted)
  return true
}

/**
 * `npm ci`, with every dependency (the build needs the development ones too).
 * @param {{ log: string, signal?: AbortSignal }} options
 * @throws StopSentence when the registry cannot be reached or npm fails
 */
export async function installDependencies({ log, signal }) {
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000']
  const npm = npmCommand()
  let result
  try {
    // The package would download a GPU runtime that nothing here uses.
    result = await runProgram(npm.command, [...npm.args, ...args], { cwd: root, log, signal, env: { ONNXRUNTIME_NODE_INSTALL: 'skip', NODE_ENV: 'development' } })
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    throw new StopSentence('npm was not found: install Node.js with npm, then run npm start again.')
  }
  if (result.code !== 0) throw new StopSentence(explain(result.output, log))
  const { prepareBinaries } = await import('../../db/embedded/binaries.mjs')
  if (!process.env.DATABASE_URL) prepareBinaries()
  writeFileSync(stampFile, stamp())
}

/** The npm that runs this script, if one does: it is there and has the user's settings. */
function npmCommand() {
  const running = process.env.npm_execpath
  return running && /npm-cli\.c?js$/.test(running) && existsSync(running)
    ? { command: process.execPath, args: [running] }
    : { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] }
}

function explain(output, log) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network/i.test(output)) {
    return `npm could not reach its package registry: connect to the network (or set npm's proxy or registry), then run npm start again; npm's own words are in ${log}.`
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: free about 2 GB, then run npm start again.'
  if (/EACCES|EPERM/.test(output)) return `npm may not write to ${modules}: make the clone belong to this user, then run npm start again.`
  return `npm could not install the dependencies: its own words are in ${log}.`
}

function stamp() {
  const lock = readFileSync(path.join(root, 'package-lock.json'))
  return [createHash('sha256').update(lock).digest('hex'), process.platform, process.arch, process.versions.modules].join(' ')
}

/** True for a tree that somebody installed by hand: npm records in it what it put there. */
function installedMatchesLock() {
  const installed = json(path.join(modules, '.package-lock.json'))?.packages
  const locked = json(path.join(root, 'package-lock.json'))?.packages
  if (!installed || !locked) return false
  return Object.entries(locked).every(([folder, { version, optional, devOptional, peer, link }]) => {
    if (folder === '' || link) return true
    const found = installed[folder]
    return found ? found.version === version : Boolean(optional || devOptional || peer)
  })
}

function json(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
