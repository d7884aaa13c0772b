// The database: our own PostgreSQL under supervision, or the one that DATABASE_URL names.
import path from 'node:path'
import { StopSentence } from './stop-sentence.mjs'
import { supervise } from './supervise.mjs'

const name = 'atelier'

/**
 * @param {import('./settings.mjs').Settings} settings
 * @param {ReturnType<import('./secrets.mjs').openSecrets>} secrets
 * @param {(url: string, pid: number | null) => void} onAddress called at every start, since the port can change with it
 * @returns {Promise<{ words: string, stop(): Promise<void> }>}
 */
export async function openDatabase({ databaseUrl, paths }, secrets, onAddress) {
  if (databaseUrl) {
    onAddress(checked(databaseUrl), null)
    return { words: `PostgreSQL at ${new URL(databaseUrl).host}`, stop: async () => {} }
  }
  const { startCluster } = await import('../../db/embedded/cluster.mjs')
  const start = () =>
    startCluster({
      directory: paths.database,
      password: secrets.values.databasePassword,
      port: secrets.values.databasePort,
      logFile: path.join(paths.logs, 'postgres.log'),
    })
  const onStart = (cluster) => {
    if (!cluster.pid) return
    if (cluster.port !== secrets.values.databasePort) secrets.save({ databasePort: cluster.port })
    onAddress(cluster.url(name), cluster.pid)
  }
  const server = await supervise('PostgreSQL', start, { onStart, hint: `Its log is ${path.join(paths.logs, 'postgres.log')}.` }).catch((error) => {
    throw new StopSentence(/[.]$/.test(error.message) ? error.message : `${error.message}. Its log is ${path.join(paths.logs, 'postgres.log')}.`)
  })
  return { words: `${server.running.created ? 'PostgreSQL created' : 'PostgreSQL started'} on port ${server.running.port}`, stop: () => server.stop() }
}

function checked(url) {
  try {
    if (/^postgres(ql)?:$/.test(new URL(url).protocol)) return url
  } catch {
    // Not a URL at all.
  }
  throw new StopSentence('DATABASE_URL is not an address of PostgreSQL: write it as postgres://user:password@host:5432/database.')
}
