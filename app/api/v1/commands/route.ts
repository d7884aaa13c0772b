import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { route } from '@/app/respond'
import { AppError } from '@/lib/errors'
import type { RunCommandInput } from '@/lib/commands/input'
import { receiveCode } from '@/lib/commands/receive'
import { runCommand } from '@/lib/commands/start'
import type { Context } from '@/lib/context'
import { readJsonBody } from '../pipelines/read-json-body'

export const POST = route('runs.submit', async (ctx, request) => Response.json(await start(ctx, request), { status: 201 }))

async function start(ctx: Context, request: Request) {
  const contentType = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data/i.test(contentType)) return runCommand(ctx, await readJsonBody<RunCommandInput>(request))
  if (!request.body) throw new AppError('invalid', 'The upload is empty.')
  const received = await receiveCode(ctx, Readable.fromWeb(request.body as ReadableStream<Uint8Array>), contentType)
  return runCommand(ctx, requestIn(received.request), received.files)
}

function requestIn(text: string): RunCommandInput {
  try {
    return JSON.parse(text) as RunCommandInput
  } catch (error) {
    throw new AppError('invalid', 'The field “request” is not JSON.', undefined, { cause: error })
  }
}
