// The studio's process: Next.js behind Node's HTTP server, which sends scripts and styles from their compressed copies.
import http from 'node:http'
import next from 'next'
import { serveCompressed } from '../start/compressed.mjs'
import { root } from '../start/settings.mjs'

const [port, hostname] = [Number(process.argv[2]), process.argv[3]]
/** Longer than agents and proxies keep a connection, so that it is never us who close it under a request. */
const keepAliveMs = 75_000

const app = next({ dev: false, dir: root, hostname, port })
await app.prepare()
const handle = app.getRequestHandler()
const compressed = serveCompressed(root)
const server = http.createServer((request, response) => {
  // Set by instrumentation.ts.
  if (globalThis.atelierAnswer?.(request, response)) return
  if (!compressed(request, response)) void handle(request, response)
})
server.keepAliveTimeout = keepAliveMs
server.on('error', (error) => {
  console.error(error.message)
  process.exit(1)
})
server.listen(port, hostname)
