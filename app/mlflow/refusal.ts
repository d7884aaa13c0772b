import { describeError, type ErrorBody } from '@/app/respond'
import { AppError } from '@/lib/errors'

const words: Record<ErrorBody['code'], [code: string, status: number]> = {
  invalid: ['INVALID_PARAMETER_VALUE', 400],
  unauthenticated: ['UNAUTHENTICATED', 401],
  forbidden: ['PERMISSION_DENIED', 403],
  not_found: ['RESOURCE_DOES_NOT_EXIST', 404],
  conflict: ['RESOURCE_ALREADY_EXISTS', 400],
  stale_lease: ['ABORTED', 409],
  too_large: ['INVALID_PARAMETER_VALUE', 413],
  rate_limited: ['REQUEST_LIMIT_EXCEEDED', 429],
  unavailable: ['TEMPORARILY_UNAVAILABLE', 503],
  internal: ['INTERNAL_ERROR', 500],
}

/** An error as clients of MLflow read it: `{"error_code", "message"}`. */
export function mlflowError(error: unknown, where: string): Response {
  const body = describeError(error, where)
  const [code, status] = body.code === 'conflict' && body.details?.reason === 'state' ? ['INVALID_STATE', 400] : words[body.code]
  return Response.json({ error_code: code, message: body.message }, { status: status as number })
}

export const refusal = (code: string, status: number, message: string) => Response.json({ error_code: code, message }, { status })

interface Issue {
  path: PropertyKey[]
  message: string
  code?: string
  input?: unknown
}

/** The first thing that is wrong with a request, named as clients know it: `metrics[0].value`. */
export function parameterError(issues: readonly Issue[], input: unknown): AppError {
  const issue = issues[0]!
  const path = issue.path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`)).join('')
  const value = issue.path.reduce<unknown>((at, part) => (at === null || typeof at !== 'object' ? undefined : (at as Record<PropertyKey, unknown>)[part]), input)
  if (value === undefined || value === null) return new AppError('invalid', `Missing value for required parameter '${path}'. See the API docs for more information about request parameters.`)
  const shown = JSON.stringify(value)?.slice(0, 200)
  const what = issue.code === 'invalid_union' ? 'It is of the wrong type.' : issue.message
  return new AppError('invalid', `Invalid value ${shown} for parameter '${path}' supplied: ${what}`)
}
