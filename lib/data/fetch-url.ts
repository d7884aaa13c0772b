import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { createGunzip } from 'node:zlib'
import type { Readable } from 'node:stream'
import { AppError, isAppError } from '@/lib/errors'
import { isPublicAddress, privateAddressesAllowed, publicLookup, refuseAddress } from './public-address'

const mostRedirects = 5
const silenceMs = 30_000

export interface Fetched {
  body: Readable
  /** From the answer's headers or the last address; its ending tells the format where the bytes do not. */
  fileName: string
  /** After redirects. */
  url: string
  contentLength: number | null
}

/**
 * GETs a file over http or https. Addresses of the machine's own network are refused at the start, after each redirect and
 * when connecting. @throws AppError `invalid` with what the server answered
 */
export async function fetchUrl(address: string, signal: AbortSignal): Promise<Fetched> {
  let url = checkedUrl(address)
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const response = await request(url, signal)
    const status = response.statusCode ?? 0
    if (status >= 300 && status < 400 && response.headers.location) {
      response.destroy()
      url = checkedUrl(new URL(response.headers.location, url).href)
      continue
    }
    if (status !== 200) {
      response.destroy()
      throw new AppError('invalid', `${url.host} answered ${status}${reason(status)} for this address.`, { status })
    }
    const length = Number(response.headers['content-length'])
    const zipped = /gzip/i.test(response.headers['content-encoding'] ?? '')
    return {
      body: zipped ? unzip(response) : response,
      fileName: fileNameOf(response, url),
      url: url.href,
      contentLength: !zipped && Number.isFinite(length) ? length : null,
    }
  }
  throw new AppError('invalid', `The address redirects more than ${mostRedirects} times.`)
}

function checkedUrl(address: string): URL {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    throw new AppError('invalid', 'This is not an address. It begins with https:// or http://.')
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new AppError('invalid', 'Only http:// and https:// addresses can be read.')
  if (url.username || url.password) throw new AppError('invalid', 'Leave the user name and password out of the address: it is stored and shown.')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // A literal address is never looked up, so it is judged here.
  if (isIP(host) && !privateAddressesAllowed() && !isPublicAddress(host)) throw refuseAddress(host)
  return url
}

function request(url: URL, signal: AbortSignal): Promise<http.IncomingMessage> {
  const client = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const outgoing = client.get(
      url,
      { lookup: publicLookup, signal, timeout: silenceMs, agent: false, headers: { 'user-agent': 'Atelier', accept: '*/*', 'accept-encoding': 'identity' } },
      (response) => {
        response.setTimeout(silenceMs, () => response.destroy(new AppError('invalid', `${url.host} stopped sending for ${silenceMs / 1000} seconds.`)))
        resolve(response)
      },
    )
    outgoing.once('timeout', () => outgoing.destroy(new AppError('invalid', `${url.host} did not answer within ${silenceMs / 1000} seconds.`)))
    outgoing.once('error', (error) => reject(unreachable(error, url)))
  })
}

function unreachable(error: NodeJS.ErrnoException, url: URL): unknown {
  if (isAppError(error) || error.name === 'AbortError') return error
  const causes: Record<string, string> = {
    ENOTFOUND: 'there is no server of that name',
    EAI_AGAIN: 'its name could not be looked up; is the studio online?',
    ECONNREFUSED: 'the server refused the connection',
    ECONNRESET: 'the server closed the connection',
    EHOSTUNREACH: 'the network does not reach it',
    ENETUNREACH: 'the network does not reach it',
    CERT_HAS_EXPIRED: 'its certificate has expired',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not signed by an authority',
  }
  return new AppError('invalid', `${url.host} could not be reached: ${causes[error.code ?? ''] ?? error.message}.`, { host: url.host }, { cause: error })
}

function unzip(response: http.IncomingMessage): Readable {
  const gunzip = createGunzip()
  response.once('error', (error) => gunzip.destroy(error))
  return response.pipe(gunzip)
}

function reason(status: number): string {
  const text = http.STATUS_CODES[status]
  return text ? ` (${text.toLowerCase()})` : ''
}

const extensions: Record<string, string> = {
  'text/csv': '.csv',
  'text/tab-separated-values': '.tsv',
  'application/json': '.json',
  'application/x-ndjson': '.jsonl',
  'application/vnd.apache.parquet': '.parquet',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
}

function fileNameOf(response: http.IncomingMessage, url: URL): string {
  const disposition = response.headers['content-disposition'] ?? ''
  const named = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1] ?? /filename="?([^";]+)"?/i.exec(disposition)?.[1]
  const last = url.pathname.split('/').filter(Boolean).at(-1)
  const name = safeDecode(named ?? last ?? url.hostname).split(/[\\/]/).at(-1) || 'table'
  if (/\.\w{1,8}$/.test(name)) return name
  return name + (extensions[(response.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()] ?? '')
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
