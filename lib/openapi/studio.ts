import { z } from 'zod'
import { CreateAgentInput } from '@/lib/compute/create-agent'
import { ComputeView } from '@/lib/compute/schema'
import { roles } from '@/lib/permissions'
import type { Operation } from './operation'

export const studioOperations: Operation[] = [
  {
    method: 'get',
    path: '/me',
    tag: 'Account',
    summary: 'Who the credentials belong to, and where',
    permission: 'workspace.read',
    response: z.object({
      workspace: z.object({ slug: z.string(), name: z.string() }),
      actor: z.object({ kind: z.enum(['user', 'token']), name: z.string() }),
      role: z.enum(roles),
    }),
  },
  { method: 'get', path: '/compute', tag: 'Compute', summary: 'List the agents, what they run and their environments', permission: 'compute.read', response: ComputeView },
  {
    method: 'post',
    path: '/compute/agents',
    tag: 'Compute',
    summary: 'Add an agent, or renew the token of one',
    description: 'The token is shown this once. It starts an agent anywhere that reaches the studio by HTTP.',
    permission: 'compute.manage',
    body: CreateAgentInput,
    status: 201,
    response: z.object({ id: z.string(), name: z.string(), token: z.string() }),
  },
  { method: 'delete', path: '/compute/agents/{id}', tag: 'Compute', summary: 'Remove an agent', permission: 'compute.manage', status: 204, errors: ['not_found'] },
  { method: 'get', path: '/compute/agents/{id}/environments/{hash}/log', tag: 'Compute', summary: 'Read the log of an environment’s build', permission: 'compute.read', response: z.object({ log: z.string() }), errors: ['not_found'] },
]
