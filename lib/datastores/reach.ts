import { lookup } from 'node:dns/promises'
import type { DatastoreRow } from '@/db/queries/datastores'
import type { ExternalPostgres } from '@/db/queries/external-postgres'
import { isPublicAddress, privateAddressesAllowed, refuseAddress } from '@/lib/data/public-address'
import { AppError, isAppError } from '@/lib/errors'
import { unseal } from '@/lib/secrets/seal'

/** A sealed password opens for its workspace's datastore of this name alone. */
export const secretOf = (workspaceId: string, name: string) => `datastore:${workspaceId}:${name}`

type Place = Pick<DatastoreRow, 'host' | 'port' | 'database' | 'username' | 'tls'>

/** How to connect, after its host's addresses were judged. @throws AppError `invalid` for one of the machine's own network, unless an administrator allows those */
export async function reach(place: Place, password: string): Promise<ExternalPostgres> {
  const { host, port, database, username, tls } = place
  const found = await lookup(host.replace(/^\[|\]$/g, ''), { all: true }).catch(() => {
    throw new AppError('invalid', `There is no server called “${host}”. Check the name; is the studio online?`)
  })
  if (!privateAddressesAllowed() && found.some(({ address }) => !isPublicAddress(address))) throw refuseAddress(host)
  return { address: found[0]!.address, host, port, database, username, password, tls }
}

export async function reachStored(row: DatastoreRow): Promise<ExternalPostgres> {
  return reach(row, unseal(row.secret, secretOf(row.workspaceId, row.name)))
}

const sentences: Record<string, (source: Place) => string> = {
  '28P01': ({ username, host }) => `${host} refuses the password of “${username}”.`,
  '28000': ({ username, host }) => `${host} does not let “${username}” in. It may want TLS, or another user.`,
  '3D000': ({ database, host }) => `${host} has no database “${database}”.`,
  '57014': () => 'The query took longer than it may. Ask for fewer rows.',
  '25006': () => 'The query would change the database. Datastores are only read.',
  ECONNREFUSED: ({ host, port }) => `Nothing listens at ${host}, port ${port}.`,
  ECONNRESET: ({ host }) => `${host} closed the connection. It may not speak TLS, or want it.`,
  CONNECT_TIMEOUT: ({ host, port }) => `${host}, port ${port}, does not answer. A firewall may be between.`,
  ETIMEDOUT: ({ host, port }) => `${host}, port ${port}, does not answer. A firewall may be between.`,
  DEPTH_ZERO_SELF_SIGNED_CERT: ({ host }) => `The certificate of ${host} is not signed by an authority. Choose “Encrypted, any certificate” if you trust the network.`,
  SELF_SIGNED_CERT_IN_CHAIN: ({ host }) => `The certificate of ${host} is not signed by a known authority. Choose “Encrypted, any certificate” if you trust the network.`,
  ERR_TLS_CERT_ALTNAME_INVALID: ({ host }) => `The certificate is not one of ${host}.`,
}

/** What a failure of the other database means to a person; its own words where it refuses a query. Never a password. */
export function databaseRefusal(error: unknown, source: Place): AppError {
  if (isAppError(error)) return error
  const { code = '', message = String(error) } = error as { code?: string; message?: string }
  const sentence = sentences[code]?.(source)
  if (sentence) return new AppError('invalid', sentence, { code }, { cause: error })
  if (/multiple commands/i.test(message)) return new AppError('invalid', 'The query holds several statements. Write one, without a semicolon between.', { code }, { cause: error })
  if (/does not support SSL|server does not support/i.test(message)) return new AppError('invalid', `${source.host} does not speak TLS. Choose “Not encrypted” if the network is trusted.`, undefined, { cause: error })
  return new AppError('invalid', /^[0-9A-Z]{5}$/.test(code) ? `The database refuses: ${message}.` : `${source.host} could not be used: ${message}.`, { code }, { cause: error })
}
