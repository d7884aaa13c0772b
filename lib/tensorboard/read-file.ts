import { Readable } from 'node:stream'
import { eventFilesOf, type EventFileRow, type UnreadFile } from '@/db/queries/tracking/event-files'
import { artifactStore, type ArtifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { readRecordsInto, startReading } from './read-records-into'

/** Reads what is new in an event file among a run's artifacts: from where it stopped, if the file has only grown since. */
export async function readEventFile(ctx: Context, file: UnreadFile): Promise<void> {
  const store = artifactStore()
  const size = Number(file.size)
  const [known] = await eventFilesOf(ctx.db, file.run, file.path)
  const reading = await startReading(ctx.db, file.run, known && (await continues(store, file.digest, size, known)) ? known : undefined)
  const source = reading.readTo >= size ? Readable.from([]) : store.read(file.digest, { start: reading.readTo })
  await readRecordsInto(ctx, { ...file, size }, reading, source)
}

/** The last record that was read still ends where it did. */
async function continues(store: ArtifactStore, digest: string, size: number, known: EventFileRow): Promise<boolean> {
  const end = Number(known.read_to) - 4
  const length = known.mark.length / 2
  if (length === 0 || size < end + 4) return false
  const bytes: Buffer[] = []
  for await (const chunk of store.read(digest, { start: end - length, end: end - 1 })) bytes.push(chunk as Buffer)
  return Buffer.concat(bytes).toString('hex') === known.mark
}
