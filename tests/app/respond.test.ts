import { encode } from 'next-auth/jwt'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { errorResponse, readJson, route, routeSignedIn } from '@/app/respond'
import { authSecret } from '@/lib/auth/secret'
import { AppError } from '@/lib/errors'
import { createToken } from '@/lib/identity/tokens'
import { openSession, readSession, revokeSession } from '@/lib/identity/sessions'
import { testContext } from '../support/context'
import { testDatabase } from '../support/database'

const { db } = await testDatabase()

const owner = await testContext(db, { role: 'owner' })
const viewer = await testContext(db, { role: 'viewer' })
const userOf = ({ actor }: typeof owner) => (actor.kind === 'user' ? actor.id : '')

async function signedIn(ctx: typeof owner): Promise<{ cookie: string; sid: string }> {
  const sid = await openSession(db, { userId: userOf(ctx), userAgent: '', address: '' })
  return { sid, cookie: `next-auth.session-token=${await encode({ token: { sub: userOf(ctx), sid }, secret: await authSecret(db) })}` }
}

const who = route('data.write', (ctx) => ({ slug: ctx.workspace.slug, kind: ctx.actor.kind }))
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>
async function call(handler: Handler, init: RequestInit & { path?: string } = {}): Promise<{ status: number; body: Record<string, never> & { error?: { code: string; message: string; details?: Record<string, unknown> } } }> {
  const response = await handler(new Request(`http://studio.example:3000${init.path ?? '/api/v1/x'}`, init), { params: Promise.resolve({}) })
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : {} }
}

describe('route', () => {
  it('refuses without credentials, with a forged cookie and with one of another installation', async () => {
    expect(await call(who)).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } })
    expect(await call(who, { headers: { cookie: 'next-auth.session-token=abc' } })).toMatchObject({ status: 401 })
    const foreign = await encode({ token: { sub: userOf(owner), sid: (await signedIn(owner)).sid }, secret: 'another secret' })
    expect(await call(who, { headers: { cookie: `next-auth.session-token=${foreign}` } })).toMatchObject({ status: 401 })
  })

  it('knows a session by its cookie and the workspace by header or query, and forgets it once revoked', async () => {
    const { cookie, sid } = await signedIn(owner)
    const headers = { cookie: `a=b; ${cookie}`, 'x-atelier-workspace': owner.workspace.slug }
    expect(await call(who, { headers })).toEqual({ status: 200, body: { slug: owner.workspace.slug, kind: 'user' } })
    expect(await call(who, { headers: { cookie }, path: `/api/v1/x?workspace=${owner.workspace.slug}` })).toMatchObject({ status: 200 })
    expect(await call(who, { headers: { cookie } })).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('x-atelier-workspace') } } })
    expect(await call(who, { headers: { cookie, 'x-atelier-workspace': viewer.workspace.slug } })).toMatchObject({ status: 404 })
    await revokeSession((await readSession(db, sid))!, { id: sid })
    expect(await call(who, { headers })).toMatchObject({ status: 401 })
  })

  it('refuses a role without the permission', async () => {
    const { cookie } = await signedIn(viewer)
    const refused = await call(who, { headers: { cookie, 'x-atelier-workspace': viewer.workspace.slug } })
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'forbidden', details: { permission: 'data.write', role: 'viewer' } } } })
  })

  it('takes a bearer token, which names its workspace', async () => {
    const { token } = await createToken(owner, { name: 't' })
    const authorization = `Bearer ${token}`
    expect(await call(who, { headers: { authorization } })).toEqual({ status: 200, body: { slug: owner.workspace.slug, kind: 'token' } })
    expect(await call(who, { headers: { authorization, 'x-atelier-workspace': viewer.workspace.slug } })).toMatchObject({ status: 404 })
    expect(await call(who, { headers: { authorization: 'Bearer atl_pat_wrong' } })).toMatchObject({ status: 401 })
    const reader = await createToken(owner, { name: 't', role: 'viewer' })
    expect(await call(who, { headers: { authorization: `bearer ${reader.token}` } })).toMatchObject({ status: 403 })
  })

  it('refuses writes that another site makes with the cookie, and lets our own and scripts through', async () => {
    const { cookie } = await signedIn(owner)
    const base = { cookie, 'x-atelier-workspace': owner.workspace.slug, host: 'studio.example:3000' }
    const post = (headers: Record<string, string>) => call(who, { method: 'POST', headers: { ...base, ...headers } })
    expect(await post({ origin: 'http://studio.example:3000' })).toMatchObject({ status: 200 })
    expect(await post({})).toMatchObject({ status: 200 })
    expect(await post({ origin: 'http://evil.example' })).toMatchObject({ status: 403 })
    expect(await post({ origin: 'http://studio.example:4000' })).toMatchObject({ status: 403 })
    expect(await post({ origin: 'null' })).toMatchObject({ status: 403 })
    expect(await post({ 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 })
    expect(await post({ origin: 'https://public.example', 'x-forwarded-host': 'public.example' })).toMatchObject({ status: 200 })
    expect(await call(who, { headers: { ...base, origin: 'http://evil.example' } })).toMatchObject({ status: 200 })
    const { token } = await createToken(owner, { name: 't' })
    expect(await call(who, { method: 'POST', headers: { authorization: `Bearer ${token}`, origin: 'http://evil.example' } })).toMatchObject({ status: 200 })
  })

  it('answers undefined with 204 and passes responses through', async () => {
    const { cookie } = await signedIn(owner)
    const headers = { cookie, 'x-atelier-workspace': owner.workspace.slug }
    expect(await call(route('workspace.read', () => undefined), { headers })).toEqual({ status: 204, body: {} })
    expect(await call(route('workspace.read', () => Response.json({ id: 1 }, { status: 201 })), { headers })).toEqual({ status: 201, body: { id: 1 } })
  })

  it('maps refusals to their status and hides the words of everything else behind an id in the log', async () => {
    const expected = { invalid: 400, unauthenticated: 401, forbidden: 403, not_found: 404, conflict: 409, stale_lease: 409, too_large: 413, rate_limited: 429, unavailable: 503 } as const
    for (const [code, status] of Object.entries(expected)) expect(errorResponse(new AppError(code as keyof typeof expected, 'no'), 'x').status).toBe(status)
    expect(errorResponse(new AppError('rate_limited', 'no', { retryAfter: 7 }), 'x').headers.get('retry-after')).toBe('7')
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const response = errorResponse(new Error('password=hunter2'), 'GET /x')
    const { error } = (await response.json()) as { error: { code: string; message: string; details: { id: string } } }
    expect(response.status).toBe(500)
    expect(error.code).toBe('internal')
    expect(JSON.stringify(error)).not.toContain('hunter2')
    expect(log.mock.calls[0]![0]).toContain(error.details.id)
    log.mockRestore()
  })

  it('parses bodies, naming the field', async () => {
    const { cookie } = await signedIn(owner)
    const headers = { cookie, 'x-atelier-workspace': owner.workspace.slug }
    const handler = route('workspace.read', async (_, request) => readJson(request, z.object({ name: z.string() })))
    expect(await call(handler, { method: 'POST', headers, body: '{"name":"a"}' })).toEqual({ status: 200, body: { name: 'a' } })
    expect(await call(handler, { method: 'POST', headers, body: '{' })).toMatchObject({ status: 400, body: { error: { message: 'The body is not JSON.' } } })
    expect(await call(handler, { method: 'POST', headers, body: '{}' })).toMatchObject({ status: 400, body: { error: { details: { fields: { name: expect.any(String) } } } } })
  })
})

it('routeSignedIn needs a session and does not take tokens', async () => {
  const handler = routeSignedIn((account) => ({ email: account.user.email }))
  const { token } = await createToken(owner, { name: 't' })
  expect(await call(handler, { headers: { authorization: `Bearer ${token}` } })).toMatchObject({ status: 401 })
  expect(await call(handler, { headers: { cookie: (await signedIn(owner)).cookie } })).toMatchObject({ status: 200 })
})
