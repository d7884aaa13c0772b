import type { Operation } from '../operation'
import { allRows } from './all-rows'
import { compare } from './compare'
import { drawSample } from './draw-sample'
import { chart } from './chart'
import { exportRows } from './export'
import { ingest } from './ingest'
import { page } from './page'
import { pictureTable } from './picture-table'
import { preview } from './preview'
import { profile } from './profile'
import { recordsToParquet } from './records-to-parquet'
import { step } from './step'
import { tableFacts } from './table-facts'

/** Everything a child can be asked to do, by name. */
export const operations = { step, ingest, preview, profile, page, chart, export: exportRows, drawSample, compare, tableFacts, pictureTable, allRows, recordsToParquet }

type All = typeof operations
export type OperationName = keyof All
export type PayloadOf<N extends OperationName> = All[N] extends Operation<infer P, unknown> ? P : never
export type ResultOf<N extends OperationName> = All[N] extends Operation<never, infer R> ? R : never
