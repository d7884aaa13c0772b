import { connect } from '@/db/client'
import { agentPython } from '@/db/queries/launch'

/** What the local agent found of Python: `problem` says what to install where it found none. */
export async function pythonOf(url: string, agentId: string): Promise<{ version: string | null; problem: string | null } | null> {
  const { db, close } = connect(url, { max: 1 })
  try {
    return await agentPython(db, agentId)
  } finally {
    await close()
  }
}
