// What the environment asks for, and the paths that follow from it.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { StopSentence } from './stop-sentence.mjs'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 * @typedef {{ port: number, host: string, url: string, localUrl: string, home: string, databaseUrl: string | null,
 *   admin: { email: string, password: string } | null, paths: Record<string, string> }} Settings
 */
export function readSettings(env = process.env) {
  const port = Number(env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new StopSentence(`PORT is “${env.PORT}”: set it to a number from 1 to 65535.`)
  // Not HOST: conda and some shells set that to something else.
  const host = env.ATELIER_HOST || '127.0.0.1'
  const home = path.resolve(root, env.ATELIER_HOME || '.atelier')
  const email = env.ATELIER_ADMIN_EMAIL
  const password = env.ATELIER_ADMIN_PASSWORD
  if (Boolean(email) !== Boolean(password)) {
    throw new StopSentence('Set ATELIER_ADMIN_EMAIL and ATELIER_ADMIN_PASSWORD together, or neither.')
  }
  if (password && password.length < 10) throw new StopSentence('ATELIER_ADMIN_PASSWORD is too short: use 10 characters or more.')
  return {
    port,
    host,
    url: env.ATELIER_PUBLIC_URL || `http://localhost:${port}`,
    localUrl: `http://${dialable(host)}:${port}`,
    home,
    databaseUrl: env.DATABASE_URL || null,
    admin: email && password ? { email, password } : null,
    paths: {
      state: path.join(home, 'launcher.json'),
      secrets: path.join(home, 'secrets.json'),
      database: path.join(home, 'database'),
      artifacts: path.join(home, 'artifacts'),
      agent: path.join(home, 'agent'),
      logs: path.join(home, 'logs'),
    },
  }
}

/** Where this machine reaches a server that listens on `host`. */
function dialable(host) {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
