import type { Database } from '@/db/client'
import { lastSigns } from '@/db/queries/health'

/** An agent beats every few seconds and the sweeps tick every few; three missed ones are a fault. */
const freshSeconds = 30

export interface Health {
  status: 'ok' | 'degraded'
  checks: Record<'database' | 'sweeps' | 'agent', { ok: boolean; message: string }>
}

/** Whether work gets done: the database answers, the sweeps run somewhere, and at least one agent is heard of. */
export async function readHealth(db: Database): Promise<Health> {
  let signs
  try {
    signs = await lastSigns(db)
  } catch {
    const unknown = { ok: false, message: 'unknown while the database does not answer' }
    return { status: 'degraded', checks: { database: { ok: false, message: 'the database does not answer' }, sweeps: unknown, agent: unknown } }
  }
  const checks = {
    database: { ok: true, message: 'answers' },
    sweeps: sign(signs.sweeps, 'the sweeps have not run yet', 'the sweeps ran'),
    agent: sign(signs.agent, 'no agent has connected yet', 'an agent was heard of'),
  }
  return { status: Object.values(checks).every((check) => check.ok) ? 'ok' : 'degraded', checks }
}

function sign(age: number | null, never: string, what: string): { ok: boolean; message: string } {
  if (age === null) return { ok: false, message: never }
  return { ok: age <= freshSeconds, message: `${what} ${Math.max(0, Math.round(age))} s ago` }
}
