import type { IncomingMessage } from 'node:http'

/** Node's request as the web's, with a body only where one is given. */
export function requestOf(incoming: IncomingMessage, body: { body?: BodyInit; duplex?: 'half' } = {}): Request {
  return new Request(`http://${incoming.headers.host ?? 'studio'}${incoming.url}`, { method: incoming.method, headers: headersOf(incoming), ...body } as RequestInit)
}

function headersOf(incoming: IncomingMessage): [string, string][] {
  return Object.entries(incoming.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as [string, string]]))
}
