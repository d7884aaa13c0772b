// The upload use cases behind a plain HTTP server of its own process, so that a test can kill it as a studio is killed.
import http from 'node:http'
import { connect } from '@/db/client'
import type { Context } from '@/lib/context'
import { isAppError } from '@/lib/errors'
import { appendUpload } from '@/lib/uploads/append-upload'
import { checkUpload } from '@/lib/uploads/check-upload'
import { readUpload } from '@/lib/uploads/read-upload'

const { db } = connect(process.env.DATABASE_URL!)
const ctx = { ...(JSON.parse(process.env.TEST_CONTEXT!) as Omit<Context, 'db'>), db } as Context

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const [, id, action] = request.url!.split('/')
  if (action === 'peak') return void response.end(String(process.resourceUsage().maxRSS))
  if (action === 'check') return void response.end(JSON.stringify(await checkUpload(ctx, id!, { sha256: request.headers['x-sha256'] as string })))
  if (request.method === 'HEAD') {
    const { received, size } = await readUpload(ctx, id!)
    return void response.writeHead(200, { 'upload-offset': String(received), 'upload-length': String(size), 'tus-resumable': '1.0.0' }).end()
  }
  const offset = await appendUpload(ctx, id!, Number(request.headers['upload-offset']), request)
  response.writeHead(204, { 'upload-offset': String(offset), 'tus-resumable': '1.0.0' }).end()
}

http
  .createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(isAppError(error) && error.code === 'conflict' ? 409 : 500).end(String(error)))
  })
  .listen(Number(process.env.TEST_PORT), '127.0.0.1', () => process.stdout.write('ready\n'))
