import { putEventPiece } from '@/db/queries/event-pieces'
import { eventFilesOf } from '@/db/queries/tracking/event-files'
import type { Context } from '@/lib/context'
import { hints, hintTracked } from '@/lib/hints'
import { readRecordsInto, startReading, type EventTarget } from './read-records-into'

/** Of one file, for TensorBoards; what comes beyond waits for the file itself. Its values are read all the same. */
const mostKept = 256 << 20

/**
 * Reads bytes that an event file has got while its run goes on, from byte `from` on; the file itself comes at the end. Answers
 * with how far it is read, from where the next bytes are to come: half a record is sent again with its other half. `from` 0
 * begins anew. @throws AppError
 */
export async function appendEvents(ctx: Context, target: EventTarget & { run_id: string }, { from, bytes }: { from: number; bytes: Buffer }): Promise<number> {
  const [known] = await eventFilesOf(ctx.db, target.run, target.path)
  // An answer that was lost: what comes is read already.
  if (from > 0 && from !== Number(known?.read_to ?? 0)) return Number(known?.read_to ?? 0)
  // Before it is read: of what is kept counts what has been read.
  if (from + bytes.length <= mostKept) await putEventPiece(ctx.db, { run: target.run, path: target.path, place: from, bytes })
  const reading = await startReading(ctx.db, target.run, from > 0 ? known : undefined)
  await readRecordsInto(ctx, { ...target, digest: '', size: from + bytes.length }, reading, single(bytes))
  hintTracked(hints(), { id: target.run_id, workspaceId: ctx.workspace.id })
  return reading.readTo
}

async function* single(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
