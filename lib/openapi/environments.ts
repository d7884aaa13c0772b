import { z } from 'zod'
import { ChangeEnvironmentInput, CreateEnvironmentInput, EnvironmentVersionInput, PrewarmInput, type EnvironmentSummary, type EnvironmentView } from '@/lib/environments/schema'
import type { Operation } from './operation'

const tag = 'Environments'
const stage = z.enum(['resolving', 'ready', 'failed'])

const OnAgent = z.object({
  agentId: z.string(),
  agent: z.string(),
  connected: z.boolean(),
  state: z.enum(['absent', 'building', 'ready', 'failed']),
  done: z.number().int(),
  total: z.number().int(),
  message: z.string(),
  cause: z.enum(['environment', 'host']).nullable(),
  sizeMb: z.number().int().nullable(),
  usedAt: z.string().nullable(),
  wanted: z.boolean(),
  updatedAt: z.string(),
})

const Summary = z.object({
  name: z.string(),
  kind: z.enum(['curated', 'custom']),
  title: z.string(),
  description: z.string(),
  version: z.number().int(),
  stage,
  message: z.string(),
  python: z.string(),
  container: z.boolean(),
  packages: z.number().int(),
  archived: z.boolean(),
  createdBy: z.string().nullable(),
  createdAt: z.string().nullable(),
  usedAt: z.string().nullable(),
  agents: z.array(OnAgent),
}) satisfies z.ZodType<EnvironmentSummary>

export const Environment = Summary.extend({
  latest: z.number().int(),
  lockHash: z.string().nullable(),
  lock: z.string(),
  requirements: z.string(),
  pythonChoice: z.string(),
  systemPackages: z.array(z.string()),
  dockerfile: z.string(),
  note: z.string(),
  log: z.string(),
  versions: z.array(z.object({ version: z.number().int(), stage, note: z.string(), createdBy: z.string().nullable(), createdAt: z.string().nullable() })),
  runs: z.array(z.object({ id: z.string(), number: z.number().int(), name: z.string(), state: z.string(), createdAt: z.string() })),
}) satisfies z.ZodType<EnvironmentView>

export const environmentOperations: Operation[] = [
  { method: 'get', path: '/environments', tag, summary: 'List the Python environments, newest versions, with their state by agent', permission: 'compute.read', response: z.object({ environments: z.array(Summary) }) },
  {
    method: 'post',
    path: '/environments',
    tag,
    summary: 'Make an environment of requirements or of a lock',
    description: 'Requirements are turned into a lock by an agent: its `stage` is `resolving` until then. Steps name it `name@version`.',
    permission: 'environments.write',
    body: CreateEnvironmentInput,
    status: 201,
    response: Environment,
    errors: ['conflict'],
  },
  { method: 'get', path: '/environments/{name}', tag, summary: 'Read the newest version of an environment', permission: 'compute.read', response: Environment, errors: ['not_found'] },
  { method: 'patch', path: '/environments/{name}', tag, summary: 'Archive an environment, or bring it back', permission: 'environments.write', body: ChangeEnvironmentInput, response: Environment, errors: ['not_found'] },
  {
    method: 'post',
    path: '/environments/{name}/versions',
    tag,
    summary: 'Make the next version of an environment',
    description: 'Versions never change. With `after`, it is refused where a newer version has come since. A newest version that failed is replaced.',
    permission: 'environments.write',
    body: EnvironmentVersionInput,
    status: 201,
    response: Environment,
    errors: ['not_found', 'conflict'],
  },
  { method: 'get', path: '/environments/{name}/versions/{n}', tag, summary: 'Read one version of an environment', permission: 'compute.read', response: Environment, errors: ['not_found'] },
  {
    method: 'post',
    path: '/environments/{name}/prewarm',
    tag,
    summary: 'Have agents build an environment before a step needs it',
    description: 'Without `agents`, every one that is connected and able. Where it failed before, it is built again.',
    permission: 'environments.write',
    body: PrewarmInput,
    optionalBody: true,
    response: Environment,
    errors: ['not_found', 'conflict'],
  },
  {
    method: 'get',
    path: '/environments/{name}/log',
    tag,
    summary: 'Read the log of a build on one agent',
    permission: 'compute.read',
    query: z.object({ agent: z.string(), version: z.coerce.number().int().positive().optional() }),
    response: z.object({ log: z.string() }),
    errors: ['not_found'],
  },
]
