import { markEventsRead, unreadEventFiles, type UnreadFile } from '@/db/queries/tracking/event-files'
import { connection, type Database } from '@/db/client'
import { dropEventPieces } from '@/db/queries/event-pieces'
import { hints, hintTracked } from '@/lib/hints'
import { oneAtATime } from '@/lib/process/one-at-a-time'
import { readEventFile } from './read-file'

/** Reads TensorBoard event files that have come or grown among the artifacts of runs. Returns how many it has read. For one process at a time. */
export async function readNewEventFiles(db: Database, limit = 20): Promise<number> {
  let done = 0
  for (const file of await unreadEventFiles(db, limit)) {
    if (refused.has(attempt(file))) continue
    try {
      const { workspace_id: id, slug } = file
      await readEventFile({ db, workspace: { id, slug, name: slug }, actor: { kind: 'system', name: 'Atelier' } }, file)
      await markEventsRead(db, id, file.artifact_path, file.digest)
      await dropEventPieces(db, file.run, file.path)
      hintTracked(hints(), { id: file.run_id, workspaceId: id })
      done++
    } catch (error) {
      // One that cannot be stored must not keep the others back; it is tried again when it has grown, or at the next start.
      refused.add(attempt(file))
      console.error(`The event file ${file.artifact_path} could not be read:`, error)
    }
  }
  return done
}

const refused = new Set<string>()
const attempt = ({ artifact_path, digest }: UnreadFile) => `${artifact_path} ${digest}`

/** The same with the studio's own connection, as long as there is any, unless that goes on already. */
export const readOpenEventFiles = oneAtATime(async () => {
  while ((await readNewEventFiles(connection().db)) > 0);
})
