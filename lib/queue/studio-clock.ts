import type { LogChunk } from '@/lib/protocol/messages'

/** Log lines at the times that the studio's clock shows, however wrong the agent's is: `clock` is what that one showed as they were sent. */
export function onStudioClock(chunks: LogChunk[], clock: number | undefined, now = Date.now()): LogChunk[] {
  return clock === undefined ? chunks : chunks.map((chunk) => ({ ...chunk, at: chunk.at + now - clock }))
}
