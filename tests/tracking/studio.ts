import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { GET as health } from '@/app/health/route'
import { answerTracking } from '@/app/mlflow/direct'
import { runFile, versionFile } from '@/app/mlflow/files'
import { GET as version } from '@/app/version/route'

const plain: Record<string, (request: Request) => Response | Promise<Response>> = { '/health': health, '/version': version, '/get-artifact': runFile, '/model-versions/get-artifact': versionFile }

/** The studio's own handlers of the MLflow protocol, as bin/studio/server.mjs calls them, with the few plain routes. */
export async function startTrackingStudio(): Promise<{ url: string; close(): void }> {
  const server = http.createServer((request, response) => {
    if (answerTracking(request, response)) return
    const handler = plain[new URL(request.url!, 'http://studio').pathname]
    if (!handler) return void response.writeHead(299).end()
    void (async () => {
      const answer = await handler(new Request(`http://studio${request.url}`, { headers: request.headers as Record<string, string> }))
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()))
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
