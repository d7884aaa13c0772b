import type { z } from 'zod'
import type { Context } from '@/lib/context'
import type { Permission } from '@/lib/permissions'

export interface Endpoint {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Below the version, parts in braces being open: `mlflow/logged-models/{model_id}`. */
  path: string
  permission: Permission
  schema: z.ZodType
  /** Clients ask it all the time, so that its statements are worth being prepared. Their text does not depend on what is asked. */
  often: boolean
  handle(ctx: Context, input: never): unknown
}

/** One thing that clients may ask; what `handle` returns is the answer's JSON. */
export function endpoint<S extends z.ZodType>(method: Endpoint['method'], path: string, permission: Permission, schema: S, handle: (ctx: Context, input: z.output<S>) => unknown, { often = false } = {}): Endpoint {
  return { method, path, permission, schema, handle, often }
}
