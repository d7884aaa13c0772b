import { connect } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { forgetSigns, isEmpty } from '@/db/queries/launch'
import { registerAgent } from '@/lib/compute/create-agent'
import { ensureWorkspace } from '@/lib/identity/create-workspace'
import { createOwner } from '@/lib/identity/first-owner'
import { planSamples, samplesPending } from '@/lib/samples/seed'

export const sampleWorkspace = { slug: 'sample', name: 'Sample' }

export interface PrepareOptions {
  url: string
  /** Folder of the migrations. */
  migrations: string
  agentName: string
  /** The first owner, where the environment names one. */
  admin: { email: string; password: string } | null
}

/**
 * Brings the database up to date, lets the local agent in, and on an empty database makes the sample workspace.
 * @throws AppError when the database cannot be used or the admin's e-mail or password will not do
 */
export async function prepare(options: PrepareOptions): Promise<{ agentId: string; agentToken: string; samplesPending: boolean }> {
  await migrateDatabase(options.url, options.migrations)
  const { db, close } = connect(options.url, { max: 1 })
  try {
    if (await isEmpty(db)) {
      await planSamples(db)
      await ensureWorkspace(db, sampleWorkspace)
    }
    if (options.admin) await createOwner(db, options.admin)
    // A new credential at each start: an agent that a killed launcher left behind is refused from here on.
    const agent = await registerAgent(db, { name: options.agentName })
    await forgetSigns(db, agent.id)
    return { agentId: agent.id, agentToken: agent.token, samplesPending: await samplesPending(db) }
  } finally {
    await close()
  }
}
