import http from 'node:http'
import https from 'node:https'
import { ProviderError } from './types'

const timeoutMs = 15_000
const mostBytes = 4 << 20

export interface RayJob {
  submission_id: string | null
  status: 'PENDING' | 'RUNNING' | 'STOPPED' | 'SUCCEEDED' | 'FAILED'
  message: string | null
}

export interface RaySubmission {
  submission_id: string
  entrypoint: string
  runtime_env: { env_vars: Record<string, string> }
  metadata: Record<string, string>
  entrypoint_num_cpus: number
  entrypoint_num_gpus: number
  /** Bytes. */
  entrypoint_memory?: number
  /** By name. */
  entrypoint_resources?: Record<string, number>
}

/** Ray's answer where it refused; `status` 0 where there was none. */
export class RayError extends ProviderError {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message, status === 0 || status >= 500)
    this.name = 'RayError'
  }
}

/** The Ray Jobs REST API (OpenAPI "Ray Jobs API 4.0.0") of one cluster. Errors there are plain text. */
export class RayApi {
  constructor(
    private readonly address: string,
    private readonly token: string | null,
  ) {}

  version(): Promise<{ version: string; ray_version: string }> {
    return this.json('GET', '/api/version')
  }

  /** What the dashboard knows of the cluster's load, as JSON: no part of the API of jobs. */
  status(): Promise<unknown> {
    return this.json('GET', '/api/cluster_status')
  }

  submit(job: RaySubmission): Promise<{ submission_id: string }> {
    return this.json('POST', '/api/jobs/', job)
  }

  /** Undefined where Ray does not know the job. */
  async job(id: string): Promise<RayJob | undefined> {
    try {
      return await this.json<RayJob>('GET', `/api/jobs/${encodeURIComponent(id)}`)
    } catch (error) {
      if (error instanceof RayError && error.status === 404) return undefined
      throw error
    }
  }

  async logs(id: string): Promise<string> {
    return (await this.json<{ logs: string }>('GET', `/api/jobs/${encodeURIComponent(id)}/logs`)).logs ?? ''
  }

  /** Also of one that has ended, or that Ray does not know any more. */
  async stop(id: string): Promise<void> {
    try {
      await this.json('POST', `/api/jobs/${encodeURIComponent(id)}/stop`)
    } catch (error) {
      if (!(error instanceof RayError) || error.status !== 404) throw error
    }
  }

  private async json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const { status, text } = await this.ask(method, path, body)
    if (status === 401 || status === 403) throw new RayError(this.token ? `Ray at ${this.address} refuses the token.` : `Ray at ${this.address} wants a token.`, status)
    if (status >= 300 && status < 400) throw new RayError(`${this.address} answers with a redirect. Give the address that it leads to.`, status)
    if (status >= 400) throw new RayError(`Ray at ${this.address} answered ${status}: ${brief(text)}`, status)
    try {
      return JSON.parse(text) as T
    } catch {
      throw new RayError(`${this.address} answers, but not as Ray's dashboard does. Is it the address of the dashboard (port 8265 unless told otherwise)?`, 502)
    }
  }

  /** Not by fetch: that says that it is a browser's, whose requests Ray refuses. It follows no redirect, so the token goes to this address alone. */
  private ask(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }> {
    const url = new URL(this.address + path)
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body))
    const headers = { accept: 'application/json', ...(payload && { 'content-type': 'application/json', 'content-length': payload.length }), ...(this.token && { authorization: `Bearer ${this.token}` }) }
    return new Promise((resolve, reject) => {
      const client = url.protocol === 'https:' ? https : http
      const request = client.request(url, { method, headers, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
        read(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), fail)
      })
      const fail = (error: NodeJS.ErrnoException) => reject(new RayError(unreachable(this.address, error), 0))
      request.on('error', fail)
      request.end(payload)
    })
  }
}

async function read(response: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part)
    if ((length += part.length) > mostBytes) break
  }
  return Buffer.concat(parts).toString()
}

function unreachable(address: string, { code, name, message }: NodeJS.ErrnoException): string {
  if (name === 'TimeoutError' || name === 'AbortError') return `Ray at ${address} did not answer within ${timeoutMs / 1000} s.`
  if (code === 'ECONNREFUSED') return `Nothing listens at ${address}. Is the Ray head running, and does its dashboard listen on an address that the studio reaches (--dashboard-host)?`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `There is no machine called ${new URL(address).hostname}. Check the address.`
  return `Ray at ${address} does not answer: ${message}.`
}

/** The last line of a message that says something; Ray sends whole tracebacks. */
function brief(text: string): string {
  const lines = text.trim().split('\n').map((line) => line.trim()).filter(Boolean)
  return (lines.at(-1) ?? 'without a word').slice(0, 300)
}
