import * as Y from 'yjs'
import { updatesSince } from '@/db/queries/pipelines'
import type { Database } from '@/db/client'

interface Entry {
  doc: Y.Doc
  seq: number
}

/** Documents of drafts lately written by this process, so that a change costs its own size and not the whole log's. */
const entries = new Map<string, Entry>()
const capacity = 50

/**
 * The draft's document with everything that is stored. Call it while holding the pipeline's row lock: then nobody else
 * appends, in this process or another, and the document may be changed in place.
 */
export async function openDocument(db: Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'execute'>, pipelineId: string): Promise<Entry> {
  const entry = entries.get(pipelineId) ?? { doc: new Y.Doc(), seq: 0 }
  for (const row of await updatesSince(db, pipelineId, entry.seq)) {
    Y.applyUpdate(entry.doc, row.update)
    entry.seq = row.seq
  }
  entries.delete(pipelineId)
  entries.set(pipelineId, entry)
  if (entries.size > capacity) forgetDocument(entries.keys().next().value!)
  return entry
}

/** Drops a document that may hold what was not committed. */
export function forgetDocument(pipelineId: string): void {
  entries.get(pipelineId)?.doc.destroy()
  entries.delete(pipelineId)
}
