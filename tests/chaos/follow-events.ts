import { setTimeout as sleep } from 'node:timers/promises'

export interface Followed {
  /** As they came, over all connections. */
  events: { event: string; id: string; data: string }[]
  /** How often the stream was opened. */
  opened: number
  close(): Promise<void>
}

/** Follows a stream of server-sent events as a browser does: after a loss it asks again, from the last id on (WHATWG HTML, 9.2). */
export function followEvents(url: string, token: string): Followed {
  const control = new AbortController()
  const followed: Followed = { events: [], opened: 0, close: async () => (control.abort(), done) }
  let lastId = ''
  async function once(): Promise<void> {
    const response = await fetch(url, { signal: control.signal, headers: { accept: 'text/event-stream', authorization: `Bearer ${token}`, ...(lastId && { 'last-event-id': lastId }) } })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    followed.opened++
    let text = ''
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + part).split('\n\n')
      text = blocks.pop()!
      for (const block of blocks) read(block)
    }
  }
  function read(block: string): void {
    const fields = Object.fromEntries(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]))
    if (fields.id) lastId = fields.id
    if (fields.data !== undefined) followed.events.push({ event: fields.event ?? 'message', id: lastId, data: fields.data })
  }
  const done = (async () => {
    while (!control.signal.aborted) {
      await once().catch(() => {})
      await sleep(200, undefined, { signal: control.signal }).catch(() => {})
    }
  })()
  return followed
}
