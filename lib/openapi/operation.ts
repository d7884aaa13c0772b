import type { z } from 'zod'
import type { ErrorCode } from '@/lib/errors'
import type { Permission } from '@/lib/permissions'

/** One operation of the REST API, as its domain declares it. */
export interface Operation {
  method: 'get' | 'post' | 'patch' | 'delete'
  /** Below /api/v1, with `{name}` for each parameter of the path. */
  path: string
  tag: string
  summary: string
  description?: string
  permission: Permission
  /** The query string's fields. */
  query?: z.ZodObject
  /** A JSON body; `optionalBody` where none at all means its defaults. */
  body?: z.core.$ZodType
  optionalBody?: boolean
  /** Bodies that are not JSON, by content type. */
  otherBodies?: Record<string, { description: string; schema: Record<string, unknown> }>
  /** 200 unless told. */
  status?: 200 | 201 | 204
  response?: z.core.$ZodType
  /** Answers that are not JSON, by content type. */
  otherResponses?: Record<string, string>
  /** Refusals besides `unauthenticated`, `forbidden` and `invalid`, which every operation knows. */
  errors?: ErrorCode[]
}
