import { z } from 'zod'
import { columnTypes } from '@/lib/catalog/types'
import { ImportGalleryInput, ImportUrlInput, PreviewUrlInput, UpdateDataInput } from '@/lib/data/schema'
import { ReadingOptions } from '@/lib/duckdb/ingest/options'
import { ChartQuery } from '@/lib/data/chart-query'
import { DownloadQuery, RowsQuery } from '@/lib/data/table-query'
import type { Operation } from './operation'

const tag = 'Data'
const TableColumn = z.object({ name: z.string(), type: z.enum(columnTypes) })
const Link = z.object({ title: z.string(), url: z.string().optional() })

export const DataVersion = z.object({
  version: z.number().int(),
  state: z.enum(['reading', 'ready', 'failed']),
  message: z.string(),
  digest: z.string().nullable(),
  size: z.number().nullable(),
  rows: z.number().nullable(),
  columns: z.array(TableColumn).nullable(),
  source: z.looseObject({ kind: z.enum(['upload', 'url', 'gallery', 'pipeline']) }),
  createdBy: z.string().nullable(),
  createdAt: z.string(),
})

const summary = { name: z.string(), description: z.string(), latest: DataVersion, pending: DataVersion.nullable(), versionCount: z.number().int(), createdAt: z.string(), updatedAt: z.string() }
export const DataAsset = z.object({ ...summary, versions: z.array(DataVersion) })

const optionsText = { type: 'string', description: 'JSON of the reading options, as in the JSON body.' }
export const DataPreview = z.object({
  format: z.string(),
  options: ReadingOptions,
  columns: z.array(TableColumn),
  total: z.number().int(),
  rows: z.array(z.array(z.unknown())),
  notes: z.array(z.string()),
  doubts: z.array(z.string()),
  rejected: z.number().int(),
  sheets: z.array(z.string()),
  entries: z.array(z.string()),
  partial: z.boolean(),
  missing: z.array(z.number().int()),
  findings: z.array(z.looseObject({ name: z.string(), markers: z.array(z.object({ text: z.string(), count: z.number().int() })) })),
  rejectedRows: z.array(z.object({ line: z.number().int(), reason: z.string(), text: z.string() })),
  lines: z.array(z.string()),
})

const GalleryEntry = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  fileName: z.string(),
  size: z.number(),
  rows: z.number().nullable(),
  columns: z.array(z.string()),
  sources: z.array(Link),
  licence: z.object({ name: z.string(), url: z.string().optional() }).nullable(),
})

export const dataOperations: Operation[] = [
  { method: 'get', path: '/data', tag, summary: 'List data assets', permission: 'data.read', response: z.object({ assets: z.array(z.object(summary)) }) },
  {
    method: 'post',
    path: '/data',
    tag,
    summary: 'Add a data asset, or a version of one',
    description: 'From an uploaded file (CSV and its kin, Parquet, JSON, Excel; also as .gz or .zip), an address, or the gallery. Answers when the table is read, or after 25 s with state `reading`.',
    permission: 'data.write',
    body: z.union([ImportUrlInput, ImportGalleryInput]),
    otherBodies: {
      'multipart/form-data': {
        description: 'Fields before the file.',
        schema: { type: 'object', required: ['file'], properties: { name: { type: 'string', maxLength: 120 }, options: optionsText, file: { type: 'string', format: 'binary' } } },
      },
    },
    status: 201,
    response: DataAsset,
    errors: ['too_large', 'unavailable'],
  },
  {
    method: 'post',
    path: '/data/preview',
    tag,
    summary: 'See how a file would be read',
    description: 'Reads the whole file with the given or found options and keeps nothing of it. What is in `doubts` is worth a decision before the file is added.',
    permission: 'data.write',
    body: PreviewUrlInput,
    otherBodies: {
      'multipart/form-data': { description: 'Fields before the file.', schema: { type: 'object', required: ['file'], properties: { options: optionsText, file: { type: 'string', format: 'binary' } } } },
    },
    response: DataPreview,
    errors: ['too_large', 'unavailable'],
  },
  { method: 'get', path: '/data/{name}', tag, summary: 'Read a data asset with all its versions', permission: 'data.read', response: DataAsset, errors: ['not_found'] },
  { method: 'patch', path: '/data/{name}', tag, summary: 'Rename or describe a data asset', permission: 'data.write', body: UpdateDataInput, response: DataAsset, errors: ['not_found', 'conflict'] },
  { method: 'delete', path: '/data/{name}', tag, summary: 'Delete a data asset', permission: 'data.delete', status: 204, errors: ['not_found'] },
  { method: 'get', path: '/data/{name}/versions/{version}', tag, summary: 'Read one version', permission: 'data.read', response: DataVersion, errors: ['not_found'] },
  {
    method: 'get',
    path: '/data/{name}/versions/{version}/rejected',
    tag,
    summary: 'Download the rows that did not fit',
    permission: 'data.read',
    otherResponses: { 'text/csv': 'Each row with its line in the file and the reason.' },
    errors: ['not_found'],
  },
  { method: 'get', path: '/gallery', tag, summary: 'List the open data sets that come with the studio', permission: 'data.read', response: z.object({ items: z.array(GalleryEntry) }) },
  {
    method: 'get',
    path: '/tables/{digest}/rows',
    tag: 'Tables',
    summary: 'Read rows of a table, sorted and filtered',
    description: 'Any table that a data asset or a step output of the workspace holds. `filter` is a JSON list of conditions.',
    permission: 'data.read',
    query: RowsQuery,
    response: z.object({ columns: z.array(TableColumn), rows: z.array(z.array(z.unknown())), total: z.number().int(), filtered: z.number().int() }),
    errors: ['not_found'],
  },
  { method: 'get', path: '/tables/{digest}/profile', tag: 'Tables', summary: 'Read the profile of every column', permission: 'data.read', response: z.looseObject({}), errors: ['not_found'] },
  {
    method: 'get',
    path: '/tables/{digest}/chart',
    tag: 'Tables',
    summary: 'Compute the numbers of a chart',
    description:
      '`chart` is a JSON object: `kind` and its columns, such as `{"kind":"histogram","x":"mass"}`. Kinds: histogram, counts, box, scatter, matrix, correlation, line, map; of scored tables thresholds, errors, residuals. `filter` as for rows. Numbers are of all rows; points of a scatter or map are a sample that is always the same, with the number of all beside it.',
    permission: 'data.read',
    query: ChartQuery,
    response: z.looseObject({}),
    errors: ['not_found'],
  },
  {
    method: 'get',
    path: '/tables/{digest}/download',
    tag: 'Tables',
    summary: 'Download a table',
    permission: 'data.read',
    query: DownloadQuery,
    otherResponses: { 'text/csv': 'The table as CSV.', 'application/vnd.apache.parquet': 'The table as Parquet.' },
    errors: ['not_found'],
  },
]
