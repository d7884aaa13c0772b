import { eq, sql } from 'drizzle-orm'
import type { Database } from '../client'
import { agents, settings, workspaces } from '../schema'

/** Whether nobody has used this database yet. */
export async function isEmpty(db: Database): Promise<boolean> {
  const [row] = await db.select({ id: workspaces.id }).from(workspaces).limit(1)
  return row === undefined
}

/** Before a start: what the last one's agent and sweeps said of themselves must not pass for signs of life. */
export async function forgetSigns(db: Database, agentId: string): Promise<void> {
  await db.update(agents).set({ seenAt: null }).where(eq(agents.id, agentId))
  await db.delete(settings).where(eq(settings.key, 'sweeps'))
}

/** What the agent last said about Python; null before its first report. */
export async function agentPython(db: Database, agentId: string): Promise<{ version: string | null; problem: string | null } | null> {
  const [row] = await db.select({ capabilities: agents.capabilities }).from(agents).where(eq(agents.id, agentId))
  if (!row?.capabilities) return null
  return { version: row.capabilities.python?.version ?? null, problem: row.capabilities.pythonProblem ?? null }
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
