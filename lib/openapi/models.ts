import { z } from 'zod'
import { AliasInput } from '@/lib/registry/aliases'
import { ChangeModelInput, ChangeVersionInput } from '@/lib/registry/change'
import { RegisterInput } from '@/lib/registry/register'
import { ModelDetail, ModelSummary, VersionDetail, VersionSummary } from '@/lib/registry/views'
import type { Operation } from './operation'

const read = { method: 'get', tag: 'Models', permission: 'models.read' } satisfies Partial<Operation>
const write = { tag: 'Models', permission: 'models.write' } satisfies Partial<Operation>

export const modelOperations: Operation[] = [
  {
    ...read,
    path: '/models',
    summary: 'List registered models, the last changed first',
    description: 'The registry is the same that the MLflow protocol reads and writes under /api/2.0/mlflow.',
    query: z.object({ contains: z.string().optional(), cursor: z.string().optional() }),
    response: z.object({ models: z.array(ModelSummary), next: z.string().nullable() }),
  },
  { ...read, path: '/models/{name}', summary: 'Read a model with its versions, the newest first', response: ModelDetail, errors: ['not_found'] },
  { ...write, method: 'patch', path: '/models/{name}', summary: 'Rename, describe or tag a model', description: 'A tag whose value is null is taken away.', body: ChangeModelInput, response: ModelDetail, errors: ['not_found', 'conflict'] },
  { ...write, method: 'delete', path: '/models/{name}', summary: 'Delete a model with its versions', description: 'Refused while an alias leads to one of them. Runs and their files stay.', status: 204, errors: ['not_found', 'conflict'] },
  {
    ...write,
    method: 'post',
    path: '/models/{name}/versions',
    summary: 'Register a version of a model',
    description: 'The model is made where there is none of the name. `modelId` names a model that a run has logged; `source` says where files lie that are not logged as a model.',
    body: RegisterInput,
    response: VersionSummary,
    errors: ['not_found', 'conflict'],
  },
  { ...read, path: '/models/{name}/versions/{version}', summary: 'Read a version: its run, metrics, signature and files', response: VersionDetail, errors: ['not_found'] },
  { ...write, method: 'patch', path: '/models/{name}/versions/{version}', summary: 'Describe or tag a version', description: 'A tag whose value is null is taken away.', body: ChangeVersionInput, response: VersionSummary, errors: ['not_found'] },
  { ...write, method: 'delete', path: '/models/{name}/versions/{version}', summary: 'Delete a version', description: 'Refused while an alias leads to it.', status: 204, errors: ['not_found', 'conflict'] },
  { ...write, method: 'post', path: '/models/{name}/aliases', summary: 'Let an alias lead to a version', body: AliasInput, status: 204, errors: ['not_found'] },
  { ...write, method: 'delete', path: '/models/{name}/aliases/{alias}', summary: 'Remove an alias', status: 204, errors: ['not_found'] },
]
