import { useMemo } from 'react'
import { apiAddress } from './api-address'
import { useWorkspace } from './workspace-context'

/** A refusal or a failure of the studio, in its own words. `details.id` finds a failure in the log. */
export class ApiError extends Error {
  readonly code: string
  /** The HTTP status; 0 where no answer came. */
  readonly status: number
  readonly details: Record<string, unknown> | undefined

  constructor(code: string, message: string, status: number, details?: Record<string, unknown>) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.details = details
  }
}

/** Set while one signs out on purpose: refusals of what is still under way then mean nothing. */
export const session = { ending: false }

export interface RequestOptions {
  signal?: AbortSignal
  headers?: Record<string, string>
  /** Asks just as a page does that begins with it by `<link rel="preload">`, so that what has come is taken. */
  preloaded?: boolean
}

async function failure(response: Response): Promise<ApiError> {
  try {
    const { error } = (await response.json()) as { error: { code: string; message: string; details?: Record<string, unknown> } }
    return new ApiError(error.code, error.message, response.status, error.details)
  } catch {
    return new ApiError('internal', `The studio answered ${response.status} without a reason. Try again; if it stays, look at the studio's log.`, response.status)
  }
}

/** `body` is sent as JSON unless it is FormData, a Blob or bytes. The answer is parsed as JSON; 204 gives undefined. */
async function send<T>(workspace: string, method: string, path: string, body: unknown, options: RequestOptions): Promise<T> {
  const raw = body instanceof FormData || body instanceof Blob || body instanceof Uint8Array
  let response: Response
  try {
    response = await fetch(options.preloaded ? apiAddress(workspace, path) : `/api/v1${path}`, {
      method,
      signal: options.signal,
      headers: { ...(!options.preloaded && { 'x-atelier-workspace': workspace }), ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }), ...options.headers },
      body: body === undefined ? undefined : raw ? (body as BodyInit) : JSON.stringify(body),
    })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError('unavailable', 'The studio did not answer. Check that it runs and that you are online, then try again.', 0)
  }
  // The page asks to sign in at its own address.
  if (response.status === 401 && !session.ending) window.location.reload()
  if (!response.ok) throw await failure(response)
  return (response.status === 204 ? undefined : await response.json()) as T
}

export interface Api {
  /** The address for an `<a download>`, an EventSource or a plain fetch: the workspace goes into the query. */
  url(path: string): string
  get<T>(path: string, options?: RequestOptions): Promise<T>
  post<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>
  put<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>
  patch<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>
  delete<T = void>(path: string, options?: RequestOptions): Promise<T>
}

/** The REST API of one workspace. Paths start below `/api/v1`: `api('sample').get('/runs')`. @throws ApiError */
export function api(workspace: string): Api {
  return {
    url: (path) => apiAddress(workspace, path),
    get: (path, options = {}) => send(workspace, 'GET', path, undefined, options),
    post: (path, body, options = {}) => send(workspace, 'POST', path, body, options),
    put: (path, body, options = {}) => send(workspace, 'PUT', path, body, options),
    patch: (path, body, options = {}) => send(workspace, 'PATCH', path, body, options),
    delete: (path, options = {}) => send(workspace, 'DELETE', path, undefined, options),
  }
}

/** `api` of the page's own workspace. */
export function useApi(): Api {
  const { slug } = useWorkspace()
  return useMemo(() => api(slug), [slug])
}
