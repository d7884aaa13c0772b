import type { Operation } from '../operation'
import { exportCsv } from './export'
import { ingest } from './ingest'
import { page } from './page'
import { preview } from './preview'
import { profile } from './profile'
import { step } from './step'

/** Everything a child can be asked to do, by name. */
export const operations = { step, ingest, preview, profile, page, export: exportCsv }

type All = typeof operations
export type OperationName = keyof All
export type PayloadOf<N extends OperationName> = All[N] extends Operation<infer P, unknown> ? P : never
export type ResultOf<N extends OperationName> = All[N] extends Operation<never, infer R> ? R : never
