import { takeResolution } from '@/db/queries/environment-orders'
import type { HeartbeatRequest, HeartbeatResponse } from '@/lib/protocol/messages'
import { buildOrders } from '@/lib/environments/orders'
import { completeRequirements, indexLines, withoutIndexes } from '@/lib/environments/requirements'
import type { Queue } from '../queue'
import { situation } from './situation'

type Orders = Pick<HeartbeatResponse, 'builds' | 'resolutions'>

/** What an agent is to build and to resolve, told with the answer to its heartbeat. `fresh`: it was woken for something. */
export async function environmentOrders(queue: Queue, agentId: string, beat: Pick<HeartbeatRequest, 'python'>, fresh = false): Promise<Orders> {
  const demand = await situation(queue, fresh)
  return { builds: buildOrders(agentId, demand), resolutions: demand.resolving && beat.python ? await resolutions(queue, agentId) : [] }
}

async function resolutions(queue: Queue, agentId: string): Promise<Orders['resolutions']> {
  const row = await takeResolution(queue.sql, agentId)
  if (!row) return []
  const { id, name, version, python, requirements } = row
  return [{ id, name, version, python, requirements: completeRequirements(withoutIndexes(requirements)), indexes: indexLines(requirements) }]
}
