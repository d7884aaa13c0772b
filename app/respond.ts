import { randomBytes } from 'node:crypto'
import { cookies } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { connection, isOutage } from '@/db/client'
import { accountOfRequest, contextOfRequest } from '@/lib/auth/authenticate'
import { accountOfCookie } from '@/lib/auth/cookie'
import { contextOfMember } from '@/lib/auth/membership'
import { contextOfReadingJob, hasJobToken } from '@/lib/commands/job'
import type { Context } from '@/lib/context'
import { AppError, isAppError, type ErrorCode } from '@/lib/errors'
import type { Account } from '@/lib/identity/account'
import { parse, refusalOf } from '@/lib/parse'
import { authorize, type Permission } from '@/lib/permissions'

const statusOf: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale_lease: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
}

export interface ErrorBody {
  code: ErrorCode | 'internal'
  message: string
  details?: Record<string, unknown>
}

/** Our own refusals as they are; a zod error as `invalid`; anything else is logged under an id, and only the id goes out. */
export function describeError(error: unknown, where: string): ErrorBody {
  if (isAppError(error)) return { code: error.code, message: error.message, ...(error.details && { details: error.details }) }
  if (isZodError(error)) return describeError(refusalOf(error), where)
  if (isOutage(error)) {
    console.error(`${where} failed, as PostgreSQL was away:`, error)
    return { code: 'unavailable', message: 'The studio’s database was away for a moment. Look whether your change is there, and try again if it is not.', details: { retryAfter: 1 } }
  }
  const id = randomBytes(6).toString('hex')
  console.error(`[${id}] ${where} failed:`, error)
  return { code: 'internal', message: `Something failed inside the studio. Its log has the cause under the id ${id}.`, details: { id } }
}

function isZodError(error: unknown): error is z.core.$ZodError {
  return error instanceof Error && (error.name === 'ZodError' || error.name === '$ZodError') && 'issues' in error
}

/** What HTTP answers to an error: `{"error": {code, message, details}}`. */
export function errorAnswer(error: unknown, where: string): { status: number; headers: Record<string, string>; body: { error: ErrorBody } } {
  const body = describeError(error, where)
  const wait = body.details?.retryAfter
  return { status: body.code === 'internal' ? 500 : statusOf[body.code], headers: typeof wait === 'number' ? { 'retry-after': String(wait) } : {}, body: { error: body } }
}

export function errorResponse(error: unknown, where: string): Response {
  const { status, headers, body } = errorAnswer(error, where)
  return Response.json(body, { status, headers })
}

type Params = Record<string, string>
interface RouteContext<P> {
  params: Promise<P>
}

async function answer(request: Request, work: () => Promise<unknown>): Promise<Response> {
  try {
    const result = await work()
    if (result instanceof Response) return result
    return result === undefined ? new Response(null, { status: 204 }) : Response.json(result)
  } catch (error) {
    return errorResponse(error, `${request.method} ${new URL(request.url).pathname}`)
  }
}

/**
 * A handler of /api/v1: authenticates (session or bearer token), loads the membership, checks the permission, and turns
 * what the handler returns into JSON (a Response passes as it is, undefined is 204) and what it throws into an error body.
 * `often`: many people ask for it all the time, so that its statements are worth being prepared.
 */
export function route<P = Params>(permission: Permission, handler: (ctx: Context, request: Request, params: P) => unknown, { often = false } = {}) {
  return (request: Request, context: RouteContext<P>): Promise<Response> =>
    answer(request, async () => {
      const db = often ? connection().prepared : connection().db
      const ctx = await (hasJobToken(request) ? contextOfReadingJob(db, request) : contextOfRequest(db, request))
      authorize(ctx, permission)
      return handler(ctx, request, await context.params)
    })
}

/** Like `route` for what belongs to a signed-in person and to no workspace. Tokens do not reach it. */
export function routeSignedIn<P = Params>(handler: (account: Account, request: Request, params: P) => unknown) {
  return (request: Request, context: RouteContext<P>): Promise<Response> =>
    answer(request, async () => handler(await accountOfRequest(connection().db, request), request, await context.params))
}

/** The request's body as JSON, parsed. @throws AppError `invalid` */
export async function readJson<S extends z.core.$ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const body: unknown = await request.json().catch(() => {
    throw new AppError('invalid', 'The body is not JSON.')
  })
  return parse(schema, body)
}

/** What a server action answers: thrown errors would reach the browser without their words. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ErrorBody }

async function settle<T>(where: string, work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, data: await work() }
  } catch (error) {
    unstable_rethrow(error)
    return { ok: false, error: describeError(error, where) }
  }
}

async function actionAccount(): Promise<Account> {
  const jar = await cookies()
  const account = await accountOfCookie(connection().db, (name) => jar.get(name)?.value)
  if (!account) throw new AppError('unauthenticated', 'You are not signed in any more. Sign in and try again.')
  return account
}

/** A server action in a workspace: `(slug, input) => ActionResult`. Next.js refuses other origins by itself. */
export function action<S extends z.core.$ZodType, T>(permission: Permission, schema: S, fn: (ctx: Context, input: z.output<S>) => Promise<T>) {
  return async (workspace: string, input: z.input<S>): Promise<ActionResult<T>> =>
    settle(`The action for ${permission}`, async () => {
      const ctx = await contextOfMember(await actionAccount(), workspace)
      authorize(ctx, permission)
      return fn(ctx, parse(schema, input))
    })
}

/** A server action of a signed-in person on their own account. */
export function actionSignedIn<S extends z.core.$ZodType, T>(schema: S, fn: (account: Account, input: z.output<S>) => Promise<T>) {
  return async (input: z.input<S>): Promise<ActionResult<T>> => settle('The account action', async () => fn(await actionAccount(), parse(schema, input)))
}

/** A server action of anybody who holds a link (set-up, invitation). */
export function actionPublic<S extends z.core.$ZodType, T>(schema: S, fn: (input: z.output<S>) => Promise<T>) {
  return async (input: z.input<S>): Promise<ActionResult<T>> => settle('The public action', async () => fn(parse(schema, input)))
}
