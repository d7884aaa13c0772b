import { z } from 'zod'
import { CreateTargetInput, SamplesQuery, TargetNodes, TargetResources, TargetSamples, TargetView, TestResult, TestTargetInput, UpdateTargetInput } from '@/lib/clusters/schema'
import { ComputeView } from '@/lib/compute/schema'
import { QuotaView, SetQuotaInput } from '@/lib/quotas/schema'
import type { Operation } from './operation'

const tag = 'Compute'
const read = { method: 'get', tag, permission: 'compute.read', errors: ['not_found'] } satisfies Partial<Operation>

export const computeOperations: Operation[] = [
  { method: 'get', path: '/compute', tag, summary: 'List the agents and the compute targets, with what they do', permission: 'compute.read', response: ComputeView.extend({ targets: z.array(TargetView) }) },
  {
    method: 'post',
    path: '/compute',
    tag,
    summary: 'Add a cluster',
    description: 'Engine `processes`: nodes are processes of the studio’s machine. `ssh`: one node on each of `hosts`. `ray`: jobs of a Ray cluster that is there already, at `address` (its dashboard). Steps name it in `compute.target`.',
    permission: 'compute.manage',
    body: CreateTargetInput,
    status: 201,
    response: TargetView,
    errors: ['conflict'],
  },
  { method: 'post', path: '/compute/test', tag, summary: 'Try the connection of a cluster', description: 'Answers `invalid` with what is wrong where it does not work.', permission: 'compute.manage', body: TestTargetInput, response: TestResult, errors: ['not_found'] },
  { ...read, path: '/compute/{name}', summary: 'Read a compute target', response: TargetView },
  { method: 'patch', path: '/compute/{name}', tag, summary: 'Change a compute target', description: 'What is left out stays as it is.', permission: 'compute.manage', body: UpdateTargetInput, response: TargetView, errors: ['not_found', 'conflict'] },
  { method: 'delete', path: '/compute/{name}', tag, summary: 'Delete a compute target', description: 'Its nodes finish what they run, then end; with the last it is gone.', permission: 'compute.manage', status: 204, errors: ['not_found'] },
  { ...read, path: '/compute/{name}/nodes', summary: 'List its nodes, also the latest that have ended, with why', response: TargetNodes },
  { ...read, path: '/compute/{name}/samples', summary: 'Read how many nodes it needed and had in the last minutes', query: SamplesQuery, response: TargetSamples },
  { ...read, path: '/compute/{name}/resources', summary: 'Read what a Ray cluster itself says that it has and holds', description: 'Asked of Ray at this moment; `problem` says why where it does not answer.', response: TargetResources },
  { method: 'get', path: '/quota', tag, summary: 'Read what the workspace’s running steps may take at a time, and take now', permission: 'compute.read', response: QuotaView },
  {
    method: 'patch',
    path: '/quota',
    tag,
    summary: 'Limit what the workspace’s running steps may take at a time',
    description: 'What is left out stays as it is; `null` is no limit. What runs is not stopped. A step that waits for it says so in its `waitReason`.',
    permission: 'compute.manage',
    body: SetQuotaInput,
    response: QuotaView,
  },
]
