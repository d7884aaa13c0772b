import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { receiveCode } from '@/lib/commands/receive'
import type { CodeFile } from '@/lib/commands/schema'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { readJsonBody } from './pipelines/read-json-body'

/** What is asked for, as JSON or as the field `request` of a form, and the code that came beside it as files. @throws AppError */
export async function readWithCode<T>(ctx: Context, request: Request): Promise<{ input: T; files: CodeFile[] }> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data/i.test(contentType)) return { input: await readJsonBody<T>(request), files: [] }
  if (!request.body) throw new AppError('invalid', 'The upload is empty.')
  const received = await receiveCode(ctx, Readable.fromWeb(request.body as ReadableStream<Uint8Array>), contentType)
  return { input: requestIn<T>(received.request), files: received.files }
}

function requestIn<T>(text: string): T {
  try {
    return JSON.parse(text) as T
  } catch (error) {
    throw new AppError('invalid', 'The field “request” is not JSON.', undefined, { cause: error })
  }
}
