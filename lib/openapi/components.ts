import { z } from 'zod'
import { RunView } from '@/lib/runs/schema'
import { ChangeOwnInput, CreateOwnInput, Declaration, ownKinds, PublishOwnInput, TryOwnInput, type OwnVersion, type OwnView } from '@/lib/workspace-components/schema'
import type { Operation } from './operation'

const tag = 'Components'

const Version = z.object({
  id: z.string(),
  version: z.number().int(),
  declaration: Declaration,
  archived: z.boolean(),
  note: z.string(),
  createdBy: z.string().nullable(),
  createdAt: z.string(),
}) satisfies z.ZodType<OwnVersion>

export const WorkspaceComponent = Version.extend({
  kind: z.enum(ownKinds),
  source: z.string(),
  latest: z.number().int(),
  draftPipeline: z.string().nullable(),
  versions: z.array(z.object({ version: z.number().int(), note: z.string(), createdBy: z.string().nullable(), createdAt: z.string() })),
}) satisfies z.ZodType<OwnView>

export const componentOperations: Operation[] = [
  { method: 'get', path: '/components', tag, summary: "List the workspace's own components, every version", permission: 'components.read', response: z.object({ components: z.array(Version) }) },
  {
    method: 'post',
    path: '/components',
    tag,
    summary: 'Make a component of steps, or of Python',
    description: 'Graphs name it `id@version`. Without an `id`, one is made of the name.',
    permission: 'components.write',
    body: CreateOwnInput,
    status: 201,
    response: WorkspaceComponent,
    errors: ['conflict'],
  },
  {
    method: 'post',
    path: '/components/try',
    tag,
    summary: 'Run a Python component without keeping it',
    description: 'On tables in the body or on the first rows of data assets; the answer is a run.',
    permission: 'components.write',
    body: TryOwnInput,
    status: 201,
    response: RunView,
  },
  { method: 'get', path: '/components/{id}', tag, summary: 'Read the newest version of a component', permission: 'components.read', response: WorkspaceComponent, errors: ['not_found'] },
  { method: 'patch', path: '/components/{id}', tag, summary: 'Take a component out of the palette, or back', permission: 'components.write', body: ChangeOwnInput, response: WorkspaceComponent, errors: ['not_found'] },
  {
    method: 'post',
    path: '/components/{id}/versions',
    tag,
    summary: 'Publish the next version of a component',
    description: 'Versions never change; steps that name an older one go on using it. With `after`, it is refused where a newer version has come since.',
    permission: 'components.write',
    body: PublishOwnInput,
    status: 201,
    response: WorkspaceComponent,
    errors: ['not_found', 'conflict'],
  },
  { method: 'get', path: '/components/{id}/versions/{n}', tag, summary: 'Read one version of a component', permission: 'components.read', response: WorkspaceComponent, errors: ['not_found'] },
  {
    method: 'post',
    path: '/components/{id}/inside',
    tag,
    summary: 'Open the inside of a sub-pipeline as a pipeline',
    permission: 'components.write',
    response: z.object({ pipelineId: z.string() }),
    errors: ['not_found'],
  },
]
