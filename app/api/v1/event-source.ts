/** A stream of server-sent events. `start` gets the sender and answers with what to stop at the end. */
export function eventSource(request: Request, start: (send: (event: string, data: unknown) => void) => () => void): Response {
  const encoder = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      let open = true
      const write = (text: string) => {
        if (open) controller.enqueue(encoder.encode(text))
      }
      const stop = start((event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
      // Keeps proxies from closing a quiet stream.
      const beat = setInterval(() => write(': still here\n\n'), 15_000)
      const end = () => {
        if (!open) return
        open = false
        clearInterval(beat)
        stop()
        try {
          controller.close()
        } catch {
          // The reader has gone already.
        }
      }
      if (request.signal.aborted) end()
      else request.signal.addEventListener('abort', end, { once: true })
    },
  })
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' },
  })
}
