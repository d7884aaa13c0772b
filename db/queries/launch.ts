import { eq, sql } from 'drizzle-orm'
import type { Database } from '../client'
import { agents, settings, workspaces } from '../schema'

/** Whether nobody has used this database yet. */
export async function isEmpty(db: Database): Promise<boolean> {
  const [row] = await db.select({ id: workspaces.id }).from(workspaces).limit(1)
  return row === undefined
}

/** Makes the agent with this name accept this token, whether or not it existed; a removed one comes back. */
export async function putAgent(db: Database, agent: { name: string; tokenHash: string }): Promise<{ id: string }> {
  const [known] = await db.update(agents).set({ name: agent.name, removedAt: null }).where(eq(agents.tokenHash, agent.tokenHash)).returning({ id: agents.id })
  if (known) return known
  const [made] = await db.insert(agents).values(agent).returning({ id: agents.id })
  if (!made) throw new Error('The local agent could not be recorded')
  return made
}

/** What the agent last said about Python; null before its first report. */
export async function agentPython(db: Database, agentId: string): Promise<{ version: string | null; problem: string | null } | null> {
  const [row] = await db.select({ capabilities: agents.capabilities }).from(agents).where(eq(agents.id, agentId))
  if (!row?.capabilities) return null
  return { version: row.capabilities.python?.version ?? null, problem: row.capabilities.pythonProblem }
}

export async function readSetting<T>(db: Database, key: string): Promise<T | undefined> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, key))
  return row?.value as T | undefined
}

export async function writeSetting(db: Database, key: string, value: unknown): Promise<void> {
  await db
    .insert(settings)
    .values({ key, value })
    .onConflictDoUpdate({ target: settings.key, set: { value, version: sql`${settings.version} + 1` } })
}
