import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { GET as getArtifact, PUT as putArtifact } from '@/app/api/artifacts/[digest]/route'
import { GET as attach } from '@/app/agent.mjs/route'
import { GET as bundle, POST as smallFiles } from '@/app/api/agent/bundle/route'
import { GET as bundleFile } from '@/app/api/agent/bundle/[digest]/route'
import { POST as join } from '@/app/api/agent/join/route'
import { POST as claim } from '@/app/api/agent/claim/route'
import { POST as heartbeat } from '@/app/api/agent/heartbeat/route'
import { POST as hello } from '@/app/api/agent/hello/route'
import { POST as definition } from '@/app/api/agent/environments/[id]/definition/route'
import { POST as resolved } from '@/app/api/agent/environments/[id]/resolved/route'
import { POST as done } from '@/app/api/agent/leases/[id]/done/route'
import { POST as logs } from '@/app/api/agent/leases/[id]/logs/route'

export type Route = [method: string, path: RegExp, handler: unknown]

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>

const routes: Route[] = [
  ['GET', /^\/agent\.mjs$/, attach],
  ['POST', /^\/api\/agent\/join$/, join],
  ['GET', /^\/api\/agent\/bundle$/, bundle],
  ['POST', /^\/api\/agent\/bundle$/, smallFiles],
  ['GET', /^\/api\/agent\/bundle\/(?<digest>[^/]+)$/, bundleFile],
  ['POST', /^\/api\/agent\/hello$/, hello],
  ['POST', /^\/api\/agent\/heartbeat$/, heartbeat],
  ['POST', /^\/api\/agent\/claim$/, claim],
  ['POST', /^\/api\/agent\/environments\/(?<id>[^/]+)\/definition$/, definition],
  ['POST', /^\/api\/agent\/environments\/(?<id>[^/]+)\/resolved$/, resolved],
  ['POST', /^\/api\/agent\/leases\/(?<id>[^/]+)\/done$/, done],
  ['POST', /^\/api\/agent\/leases\/(?<id>[^/]+)\/logs$/, logs],
  ['GET', /^\/api\/artifacts\/(?<digest>[^/]+)$/, getArtifact],
  ['PUT', /^\/api\/artifacts\/(?<digest>[^/]+)$/, putArtifact],
]

export interface StudioServer {
  url: string
  /** `POST /api/agent/claim` and the like, as they came. */
  requests: string[]
  /** Stops answering and cuts every connection, as a studio that is killed does. */
  pause(): Promise<void>
  /** Answers again at the same address. */
  resume(): Promise<void>
  /** Connections that are open. */
  connections(): number
}

/** The studio's own handlers for agents, and `more`, behind a plain HTTP server, at port `wanted` or a free one. */
export async function startStudioServer(wanted = 0, more: Route[] = []): Promise<StudioServer> {
  const requests: string[] = []
  const sockets = new Set<import('node:net').Socket>()
  const create = () => {
    const server = http.createServer((request, response) => void serve(request, response, [...more, ...routes], requests))
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    return server
  }
  const listen = (server: http.Server, port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  let server = create()
  await listen(server, wanted)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    connections: () => sockets.size,
    pause: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
    async resume() {
      server = create()
      await listen(server, port)
    },
  }
}

async function serve(incoming: http.IncomingMessage, outgoing: http.ServerResponse, routes: Route[], requests: string[]): Promise<void> {
  const { pathname } = new URL(incoming.url!, 'http://studio')
  const found = routes.flatMap(([method, pattern, handler]) => (method === incoming.method ? [{ match: pattern.exec(pathname), handler }] : [])).find(({ match }) => match)
  if (!found) return void outgoing.writeHead(404).end()
  requests.push(`${incoming.method} ${pathname}`)
  const gone = new AbortController()
  outgoing.on('close', () => gone.abort())
  const request = new Request(`http://studio${incoming.url}`, {
    method: incoming.method,
    headers: incoming.headers as Record<string, string>,
    signal: gone.signal,
    ...(incoming.method === 'GET' ? {} : { body: Readable.toWeb(incoming) as unknown as BodyInit, duplex: 'half' }),
  } as RequestInit)
  const response = await (found.handler as Handler)(request, { params: Promise.resolve({ ...found.match!.groups } as never) })
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body) Readable.fromWeb(response.body as never).on('error', () => outgoing.destroy()).pipe(outgoing)
  else outgoing.end()
}
