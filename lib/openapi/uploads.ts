import { z } from 'zod'
import { ReadingOptions } from '@/lib/duckdb/ingest/options'
import { CheckUploadInput, CreateUploadInput, FetchUploadInput, PreviewUploadInput, RegisterUploadInput } from '@/lib/uploads/schema'
import { DataPreview, DataVersion } from './data'
import type { Operation } from './operation'

const tag = 'Uploads'

const Upload = z.object({
  id: z.string(),
  fileName: z.string(),
  size: z.number().nullable(),
  received: z.number(),
  url: z.string().nullable(),
  state: z.enum(['receiving', 'received', 'failed']),
  message: z.string(),
  digest: z.string().nullable(),
  fingerprint: z.string(),
  assetName: z.string(),
  options: ReadingOptions,
  createdAt: z.string(),
  updatedAt: z.string(),
  keptUntil: z.string(),
})

export const uploadOperations: Operation[] = [
  { method: 'get', path: '/uploads', tag, summary: 'List your uploads that are under way or not registered', permission: 'data.write', response: z.object({ uploads: z.array(Upload) }) },
  {
    method: 'post',
    path: '/uploads',
    tag,
    summary: 'Begin an upload that can be gone on with',
    description: 'Speaks the tus protocol 1.0.0 (creation, core, termination) where the header Upload-Length is sent, and JSON otherwise; with `url`, the studio fetches the file itself. HEAD /uploads/{id} tells in Upload-Offset how many bytes are here. An upload is kept for a week after it was last touched.',
    permission: 'data.write',
    body: z.union([FetchUploadInput, CreateUploadInput]),
    status: 201,
    response: Upload,
    errors: ['too_large', 'unavailable'],
  },
  { method: 'get', path: '/uploads/{id}', tag, summary: 'Read an upload', permission: 'data.write', response: Upload, errors: ['not_found'] },
  {
    method: 'patch',
    path: '/uploads/{id}',
    tag,
    summary: 'Send further bytes',
    description: 'From the byte that the header Upload-Offset tells, which is where the upload ends now. What has arrived stays when the connection breaks.',
    permission: 'data.write',
    otherBodies: { 'application/offset+octet-stream': { description: 'The bytes.', schema: { type: 'string', format: 'binary' } } },
    status: 204,
    errors: ['not_found', 'conflict', 'unavailable'],
  },
  { method: 'delete', path: '/uploads/{id}', tag, summary: 'Throw an upload away', permission: 'data.write', status: 204, errors: ['not_found'] },
  {
    method: 'post',
    path: '/uploads/{id}/check',
    tag,
    summary: 'End an upload',
    description: 'All bytes must be here, and hash to `sha256` where it is given.',
    permission: 'data.write',
    body: CheckUploadInput,
    response: Upload,
    errors: ['not_found', 'conflict'],
  },
  {
    method: 'post',
    path: '/uploads/{id}/preview',
    tag,
    summary: 'See how an upload would be read',
    description: 'Of a large text, the beginning alone unless `whole` is true. The options are kept with the upload.',
    permission: 'data.write',
    body: PreviewUploadInput,
    response: DataPreview,
    errors: ['not_found', 'conflict', 'unavailable'],
  },
  {
    method: 'get',
    path: '/uploads/{id}/rejected',
    tag,
    summary: 'Download the rows that would not fit',
    permission: 'data.write',
    otherResponses: { 'text/csv': 'Each row with its line in the file and the reason.' },
    errors: ['not_found', 'conflict'],
  },
  {
    method: 'post',
    path: '/uploads/{id}/register',
    tag,
    summary: 'Make an upload a version of a data asset',
    description: 'Answers when the table is read, or after 25 s with state `reading`. An upload that cannot be read so stays, to be registered with other options.',
    permission: 'data.write',
    body: RegisterUploadInput,
    status: 201,
    response: DataVersion,
    errors: ['not_found', 'conflict'],
  },
]
