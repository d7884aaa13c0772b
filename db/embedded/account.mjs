// PostgreSQL refuses to run as root. This decides under which account it runs.
import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, existsSync, lstatSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * How to run a PostgreSQL program: `command` is put before it, `options` go to spawn, `owner` owns the data folder.
 * @typedef {{ command: string[], options: { uid?: number, gid?: number }, owner: { uid: number, gid: number } | null, how: string }} Account
 */

/**
 * The account for this process. Anybody but root runs PostgreSQL directly. Root uses, in this order:
 * a user namespace, in which root's files belong to `nobody` (changes nothing on the machine and works below a folder that only
 * root can enter); else a plain system user, with the right to pass through closed folders where one is in the way.
 * @param {string[]} folders what PostgreSQL must reach
 * @returns {Account}
 */
export function postgresAccount(folders) {
  if (typeof process.getuid !== 'function' || process.getuid() !== 0) return { command: [], options: {}, owner: null, how: 'direct' }
  const nobody = lookUp('nobody')
  const namespace = ['unshare', '--user', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`]
  if (works([...namespace, 'true'])) return { command: namespace, options: {}, owner: { uid: 0, gid: 0 }, how: 'namespace' }
  return systemUser(folders)
}

/** @returns {Account} */
export function systemUser(folders) {
  const user = findOrMakeUser()
  if (folders.every(reachable)) return { command: [], options: user, owner: user, how: 'user' }
  const pass = [
    'setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--inh-caps=+dac_override', '--ambient-caps=+dac_override',
    // PostgreSQL asks access() about its own files, which drops capabilities unless told otherwise.
    '--securebits=+no_setuid_fixup',
  ]
  if (works([...pass, 'true'])) return { command: pass, options: {}, owner: user, how: 'capability' }
  const closed = folders.find((folder) => !reachable(folder))
  throw new Error(
    `PostgreSQL cannot run as root, and another user cannot enter ${closed}: run as an ordinary user, or clone Atelier where others may enter, or set DATABASE_URL.`,
  )
}

/** Gives the data folder to the account, as PostgreSQL insists on owning it. Cheap when it already does. */
export function takeOwnership(folder, owner) {
  if (!owner || !existsSync(folder)) return
  const { uid, gid } = lstatSync(folder)
  if (uid === owner.uid && gid === owner.gid) return
  for (const name of readdirSync(folder)) {
    const child = path.join(folder, name)
    if (lstatSync(child).isDirectory()) takeOwnership(child, owner)
    else chownSync(child, owner.uid, owner.gid)
  }
  // The folder itself comes last: an interrupted hand-over is seen as not done and repeated.
  chownSync(folder, owner.uid, owner.gid)
}

function findOrMakeUser() {
  const existing = tryLookUp('postgres')
  if (existing) return existing
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], { stdio: 'ignore' })
  return tryLookUp('postgres') ?? lookUp('nobody')
}

function tryLookUp(name) {
  try {
    return lookUp(name)
  } catch {
    return null
  }
}

function lookUp(name) {
  const id = (flag) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  return { uid: id('-u'), gid: id('-g') }
}

function works([program, ...args]) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}

/** Whether a user without rights of its own can pass every folder on the way. */
function reachable(folder) {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(at) && statSync(at).isDirectory() && (statSync(at).mode & 0o001) === 0) return false
    if (at === path.dirname(at)) break
  }
  return true
}
