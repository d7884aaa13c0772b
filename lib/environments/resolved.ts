import { endResolution, resolutionOf } from '@/db/queries/environment-orders'
import type { Tx } from '@/db/queries/queue'
import { AppError } from '@/lib/errors'
import type { ResolvedRequest } from '@/lib/protocol/environments'
import { environmentHash, pythonRange } from './hash'
import { indexLines } from './requirements'
import { lockProblem } from './lock'

/**
 * An agent has made a lock of the requirements that it was given, or says why there is none.
 * @throws AppError `conflict` where another agent does it by now.
 */
export async function resolved(sql: Tx, agent: { id: string; name: string }, id: string, { lock, problem, cause, log }: ResolvedRequest): Promise<void> {
  const row = /^[0-9a-f-]{36}$/.test(id) ? await resolutionOf(sql, { id, agentId: agent.id }) : undefined
  if (!row) throw new AppError('conflict', 'This environment is not this agent’s to resolve any more.')
  const whole = lock === null ? null : [...indexLines(row.requirements), lock].join('\n')
  const fault = whole === null ? problem || 'It could not be resolved' : lockProblem(whole)
  const hash = whole === null || fault ? null : environmentHash({ lock: whole, python: pythonRange(row.python), systemPackages: row.systemPackages, dockerfile: row.dockerfile })
  const again = hash === null && cause === 'host'
  const message = hash !== null ? '' : again ? `On ${agent.name}: ${fault} It is tried again in a moment.` : (fault ?? '')
  await endResolution(sql, { id, agentId: agent.id, lock: hash === null ? null : whole, lockHash: hash, message, log: log.replaceAll('\u0000', ''), again })
}
