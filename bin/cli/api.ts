import { hostname } from 'node:os'
import { connect } from '@/db/client'
import { AppError, type ErrorCode } from '@/lib/errors'
import { createHostToken } from '@/lib/identity/tokens'
import { hostDatabaseUrl, keepToken, keptToken, launcherState } from './host'

/** Talks to the studio that ATELIER_URL and ATELIER_TOKEN name, or, on its host, to the one that runs there. */
export interface Api {
  url: string
  get<T>(path: string): Promise<T>
  text(path: string): Promise<string>
  stream(path: string): Promise<NonNullable<Response['body']>>
  post<T>(path: string, body: unknown): Promise<T>
  send<T>(path: string, init: RequestInit): Promise<T>
  remove(path: string): Promise<void>
}

/** @throws AppError when no studio or no token can be found */
export async function openApi(): Promise<Api> {
  const given = process.env.ATELIER_TOKEN
  const url = (process.env.ATELIER_URL || localUrl()).replace(/\/$/, '')
  if (given) return api(url, given)
  if (process.env.ATELIER_URL) throw new AppError('unauthenticated', 'ATELIER_TOKEN is not set: make a token in the studio under Settings, or on its host with bin/atelier token create --name NAME.')
  const kept = keptToken()
  if (kept && (await accepts(url, kept))) return api(url, kept)
  return api(url, await makeToken())
}

function localUrl(): string {
  const state = launcherState()
  if (!state) {
    hostDatabaseUrl()
    throw new AppError('unavailable', 'ATELIER_URL is not set and no studio runs on this machine: set it to the address of the studio.')
  }
  return `http://127.0.0.1:${state.port}`
}

async function accepts(url: string, token: string): Promise<boolean> {
  const response = await reach(url, '/me', { headers: { authorization: `Bearer ${token}` } })
  return response.status !== 401
}

async function makeToken(): Promise<string> {
  const connection = connect(hostDatabaseUrl(), { max: 1 })
  try {
    const made = await createHostToken(connection.db, { name: `Command line on ${hostname()}`, expiresInDays: 30 })
    if (made.expiresAt) keepToken(made.token, made.expiresAt)
    return made.token
  } finally {
    await connection.close()
  }
}

function api(url: string, token: string): Api {
  const request = async (path: string, init: RequestInit): Promise<Response> => {
    const response = await reach(url, path, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } })
    if (response.ok) return response
    throw await refusal(response, url)
  }
  const json = { 'content-type': 'application/json' }
  return {
    url,
    get: async <T>(path: string) => (await (await request(path, {})).json()) as T,
    text: async (path) => (await request(path, {})).text(),
    stream: async (path) => (await request(path, {})).body!,
    post: async <T>(path: string, body: unknown) => (await (await request(path, { method: 'POST', headers: json, body: JSON.stringify(body) })).json()) as T,
    send: async <T>(path: string, init: RequestInit) => (await (await request(path, init)).json()) as T,
    remove: async (path) => void (await request(path, { method: 'DELETE' })),
  }
}

async function reach(url: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`${url}/api/v1${path}`, init)
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    throw new AppError('unavailable', `The studio at ${url} does not answer (${cause}): check that it runs and that ATELIER_URL names it.`)
  }
}

async function refusal(response: Response, url: string): Promise<AppError> {
  const body = (await response.json().catch(() => null)) as { error?: { code: ErrorCode; message: string; details?: Record<string, unknown> } } | null
  if (body?.error) return new AppError(body.error.code, body.error.message, body.error.details)
  return new AppError('unavailable', `The studio at ${url} answered ${response.status} without saying why; its log may.`)
}
