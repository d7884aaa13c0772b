import { z } from 'zod'
import { AgentHistory, AgentLog, AgentMetrics, MetricsQuery } from '@/lib/compute/agent-record'
import { CreateAgentInput } from '@/lib/compute/create-agent'
import { JoinState, JoinToken } from '@/lib/compute/join'
import { PauseInput } from '@/lib/compute/order-agent'
import { AgentView, ComputeView } from '@/lib/compute/schema'
import type { Operation } from './operation'

const tag = 'Compute'
const ordered = { method: 'post', tag, permission: 'compute.manage', response: AgentView, errors: ['not_found'] } satisfies Partial<Operation>
const read = { method: 'get', tag, permission: 'compute.read', errors: ['not_found'] } satisfies Partial<Operation>

export const agentOperations: Operation[] = [
  { method: 'get', path: '/agents', tag, summary: 'List the agents, what they do and what they run', permission: 'compute.read', response: ComputeView },
  {
    method: 'post',
    path: '/agents',
    tag,
    summary: 'Make an agent with a token of its own, or renew the token of one',
    description: 'For programs that start agents themselves. The token is shown this once; a person uses a join token.',
    permission: 'compute.manage',
    body: CreateAgentInput,
    status: 201,
    response: z.object({ id: z.string(), name: z.string(), token: z.string() }),
  },
  {
    method: 'post',
    path: '/agents/join-tokens',
    tag,
    summary: 'Make a token with which one machine may join as an agent within the hour',
    description: 'On the machine: `curl -fsS <studio>/agent.mjs -o atelier-agent.mjs && node atelier-agent.mjs --url <studio> --join <token>`.',
    permission: 'compute.manage',
    status: 201,
    response: JoinToken,
  },
  { method: 'get', path: '/agents/join-tokens/{id}', tag, summary: 'See who has joined with a token', permission: 'compute.manage', response: JoinState, errors: ['not_found'] },
  { ...read, path: '/agents/{id}', summary: 'Read an agent', response: AgentView },
  { method: 'delete', path: '/agents/{id}', tag, summary: 'Remove an agent', description: 'Its credential ends at once; what it runs is queued again.', permission: 'compute.manage', status: 204, errors: ['not_found'] },
  { ...ordered, path: '/agents/{id}/pause', summary: 'Pause an agent: it takes nothing new', body: PauseInput, optionalBody: true },
  { ...ordered, path: '/agents/{id}/resume', summary: 'Let an agent take steps again' },
  { ...ordered, path: '/agents/{id}/drain', summary: 'Drain an agent: it finishes what it runs, then ends' },
  { ...ordered, path: '/agents/{id}/stop', summary: 'Stop an agent: what it runs is queued again at once' },
  { ...read, path: '/agents/{id}/metrics', summary: 'Read what an agent’s machine did in the last hours', query: MetricsQuery, response: AgentMetrics },
  { ...read, path: '/agents/{id}/history', summary: 'List what an agent has run, with how it ended', response: AgentHistory },
  { ...read, path: '/agents/{id}/log', summary: 'Read what an agent has said of itself', response: AgentLog },
  { ...read, path: '/agents/{id}/environments/{hash}/log', summary: 'Read the log of an environment’s build', response: z.object({ log: z.string() }) },
]
