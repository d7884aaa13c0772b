import { appendLogs } from '@/db/queries/queue'
import { AppError } from '@/lib/errors'
import type { DoneRequest, Lease } from '@/lib/protocol/messages'
import { announceClaim, claimDemanding, claimInto, demandingSeen, type Claimed, type ClaimingAgent } from './claim'
import { endAttemptIn, type Ended } from './end-attempt'
import { learnFollowers, withFollowers } from './followers'
import { hintRun, queueTopic } from './hints'
import type { Queue } from './queue'
import { saveOutput } from './save-output'
import { onStudioClock } from './studio-clock'

export const staleLease = () =>
  new AppError('stale_lease', 'This lease has ended: it ran out, or the step was given to another agent. Stop the work; its result is not kept.')

/**
 * Takes an attempt's end and hands over what is ready next, in one transaction.
 * @throws AppError `stale_lease` where the lease is not this agent's any more, `invalid` where an output is not in the store.
 */
export async function done(queue: Queue, agent: ClaimingAgent, leaseId: string, request: DoneRequest): Promise<Lease[]> {
  const missing = Object.entries(request.outputs).find(([, output]) => !queue.has(output.digest))
  if (missing) throw new AppError('invalid', `The output “${missing[0]}” is not in the artifact store. Upload it before the step is reported done.`, { digest: missing[1].digest })
  const demanding = request.claim ? await demandingSeen(queue.sql) : false
  let ended: Ended | undefined
  let claimed: Claimed = { leases: [], runs: [] }
  await queue.sql.begin(async (tx) => {
    const guard = { by: 'holder' as const, agentId: agent.id, fence: request.fence }
    if (request.logs.length > 0) await appendLogs(tx, { attemptId: leaseId, fence: request.fence, agentId: agent.id, chunks: onStudioClock(request.logs, request.clock) })
    ended = await endAttemptIn(tx, leaseId, request, guard, queue.has)
    if (!ended) throw staleLease()
    // Sent together: each answer awaited alone would cost a round trip.
    const claiming = request.claim ? (demanding ? claimDemanding : claimInto)(tx, agent, request.claim, ended.run.id) : undefined
    const [next] = await Promise.all([claiming, saveOutput(tx, leaseId, request), ended.written])
    if (next) claimed = next
  })
  hintRun(queue.hints, ended!.run)
  if (ended!.queued > claimed.leases.length) queue.hints.send(queueTopic)
  await announceClaim(queue, claimed)
  if (!ended!.finished && request.endReason === 'succeeded') learnFollowers(queue, ended!.run.id)
  return withFollowers(claimed.leases)
}
