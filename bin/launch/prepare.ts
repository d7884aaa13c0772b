import { connect } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { putAgent } from '@/db/queries/launch'
import { tokenHash } from '@/lib/compute/token'

/** Brings the database up to date and lets the local agent in. @returns the agent's id */
export async function prepare(options: { url: string; migrations: string; agentName: string; agentToken: string }): Promise<{ agentId: string }> {
  await migrateDatabase(options.url, options.migrations)
  const connection = connect(options.url, { max: 1 })
  try {
    const agent = await putAgent(connection.db, { name: options.agentName, tokenHash: tokenHash(options.agentToken) })
    return { agentId: agent.id }
  } finally {
    await connection.close()
  }
}
