import http from 'node:http'
import https from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'

/** What the studio answered, or `unreachable` where it did not. */
export class StudioError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
  ) {
    super(message)
    this.name = 'StudioError'
  }
  /** Worth another try: the studio or its database is away for the moment. */
  get passing(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429 || this.status === 404
  }
}

export interface CallOptions {
  signal?: AbortSignal
  timeoutMs?: number
}

/** The studio's /api/agent over connections that stay open. */
export class Studio {
  private readonly agent: http.Agent
  private readonly base: URL
  constructor(
    readonly url: string,
    private readonly token: string,
  ) {
    this.base = new URL(url)
    const options = { keepAlive: true, maxSockets: 64, scheduling: 'lifo' as const }
    this.agent = this.base.protocol === 'https:' ? new https.Agent(options) : new http.Agent(options)
  }

  /** Posts JSON and answers with JSON. @throws StudioError. */
  async post<T>(path: string, body: unknown, { signal, timeoutMs = 30_000 }: CallOptions = {}): Promise<T> {
    const payload = Buffer.from(JSON.stringify(body))
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', 'content-length': payload.length }
    const response = await this.send('POST', `/api/agent/${path}`, headers, (request) => request.end(payload), signal, timeoutMs)
    const text = await readText(response).catch((error: Error) => {
      // An answer that is cut off is no answer: what was asked is asked again.
      throw signal?.aborted ? error : this.unreachable(error)
    })
    if (response.statusCode! >= 400) throw errorOf(response.statusCode!, text)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }

  /** Opens a request of any sort; the caller reads the response. */
  send(
    method: string,
    path: string,
    headers: http.OutgoingHttpHeaders,
    write: (request: http.ClientRequest) => void,
    signal?: AbortSignal,
    timeoutMs = 60_000,
  ): Promise<http.IncomingMessage> {
    return new Promise((resolve, reject) => {
      const client = this.base.protocol === 'https:' ? https : http
      const request = client.request(new URL(path, this.base), { method, headers, agent: this.agent, signal, timeout: timeoutMs }, resolve)
      request.on('timeout', () => {
        request.destroy(new Error(`no answer within ${Math.round(timeoutMs / 1000)} s`))
        // A network that swallows what is sent has swallowed the connections kept open with this one: none is tried in vain.
        for (const socket of Object.values(this.agent.freeSockets).flat()) socket?.destroy()
      })
      request.on('error', (error) => reject(signal?.aborted ? error : this.unreachable(error)))
      write(request)
    })
  }

  private unreachable(error: Error): StudioError {
    return new StudioError('unreachable', `The studio at ${this.base.origin} does not answer: ${error.message}`, 0)
  }

  close(): void {
    this.agent.destroy()
  }
}

export async function readText(response: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

export function errorOf(status: number, text: string): StudioError {
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message: string } }
    return new StudioError(error.code, error.message, status)
  } catch {
    return new StudioError('unexpected', `The studio answered with status ${status}`, status)
  }
}

/** Tries again while the studio is away: after 100 ms at first, then up to `maxMs`. Other errors pass. */
export async function persist<T>(work: () => Promise<T>, { signal, maxMs = 3_000 }: { signal?: AbortSignal; maxMs?: number } = {}): Promise<T> {
  for (let wait = 100; ; wait = Math.min(maxMs, wait * 1.6)) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StudioError) || !error.passing || signal?.aborted) throw error
      await sleep(wait, undefined, { signal }).catch(() => {})
      if (signal?.aborted) throw error
    }
  }
}
