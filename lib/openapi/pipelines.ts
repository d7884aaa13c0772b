import { z } from 'zod'
import { Endpoint, Graph } from '@/lib/graph/schema'
import { ChangePipelineInput, CreatePipelineInput, PublishInput, type PipelineFile, type PipelineSummary, type PipelineVersion, type PipelineVersionWithGraph, type PipelineView } from '@/lib/pipelines/schema'
import { runStates } from '@/lib/protocol/states'
import { AddCommentInput, ChangeCommentInput, Comment } from '@/lib/comments/schema'
import type { Operation } from './operation'

const tag = 'Pipelines'

export const Pipeline = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  revision: z.number().int(),
  graph: Graph,
  createdAt: z.string(),
  updatedAt: z.string(),
  deletedAt: z.string().nullable(),
}) satisfies z.ZodType<PipelineView>

const PipelineProblem = z.object({
  severity: z.enum(['error', 'warning']),
  node: z.string(),
  port: z.string().optional(),
  param: z.string().optional(),
  message: z.string(),
  code: z.string().optional(),
  dismissed: z.literal(true).optional(),
  fix: z
    .object({
      label: z.string(),
      params: z.record(z.string(), z.unknown()),
      insert: z.object({ component: z.string(), params: z.record(z.string(), z.unknown()), on: z.string() }).optional(),
      rewire: z
        .object({
          add: z.array(z.object({ as: z.string(), component: z.string(), params: z.record(z.string(), z.unknown()), near: z.string(), side: z.enum(['above', 'right']) })),
          wires: z.array(z.object({ from: Endpoint, to: Endpoint })),
          swap: z.tuple([z.string(), z.string()]).optional(),
        })
        .optional(),
    })
    .optional(),
})

export const PipelineListItem = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  steps: z.number().int(),
  revision: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  deletedAt: z.string().nullable(),
  createdBy: z.string().nullable(),
  lastRun: z.object({ id: z.string(), number: z.number().int(), state: z.enum(runStates), createdAt: z.string() }).nullable(),
}) satisfies z.ZodType<PipelineSummary>

const PipelineExport = z.object({ atelier: z.literal('pipeline'), version: z.literal(1), name: z.string(), description: z.string(), graph: Graph }) satisfies z.ZodType<PipelineFile>

const Version = z.object({
  version: z.number().int(),
  note: z.string(),
  steps: z.number().int(),
  createdBy: z.string().nullable(),
  createdAt: z.string(),
}) satisfies z.ZodType<PipelineVersion>

const VersionWithGraph = Version.extend({ graph: Graph }) satisfies z.ZodType<PipelineVersionWithGraph>

export const pipelineOperations: Operation[] = [
  {
    method: 'get',
    path: '/pipelines',
    tag,
    summary: 'List pipelines, latest change first',
    permission: 'pipelines.read',
    query: z.object({ search: z.string().optional(), deleted: z.boolean().default(false), limit: z.number().int().min(1).max(500).default(200) }),
    response: z.object({ pipelines: z.array(PipelineListItem) }),
  },
  { method: 'post', path: '/pipelines', tag, summary: 'Create a pipeline from JSON', description: 'Takes also what export writes.', permission: 'pipelines.write', body: CreatePipelineInput, status: 201, response: Pipeline },
  { method: 'get', path: '/pipelines/{id}', tag, summary: 'Read a pipeline with its draft and its problems', permission: 'pipelines.read', response: Pipeline.extend({ problems: z.array(PipelineProblem) }), errors: ['not_found'] },
  { method: 'patch', path: '/pipelines/{id}', tag, summary: 'Rename or describe a pipeline, or take it out of the trash', permission: 'pipelines.write', body: ChangePipelineInput, response: Pipeline, errors: ['not_found'] },
  { method: 'delete', path: '/pipelines/{id}', tag, summary: 'Move a pipeline to the trash', permission: 'pipelines.delete', status: 204, errors: ['not_found'] },
  { method: 'post', path: '/pipelines/{id}/duplicate', tag, summary: 'Copy a pipeline', permission: 'pipelines.write', status: 201, response: Pipeline, errors: ['not_found'] },
  { method: 'get', path: '/pipelines/{id}/export', tag, summary: 'Download a pipeline as a JSON file', permission: 'pipelines.read', response: PipelineExport, errors: ['not_found'] },
  { method: 'get', path: '/pipelines/{id}/versions', tag, summary: 'List published versions, newest first', permission: 'pipelines.read', response: z.object({ versions: z.array(Version) }), errors: ['not_found'] },
  { method: 'post', path: '/pipelines/{id}/versions', tag, summary: 'Publish the draft as the next version', permission: 'pipelines.write', body: PublishInput, status: 201, response: VersionWithGraph, errors: ['not_found'] },
  { method: 'get', path: '/pipelines/{id}/versions/{n}', tag, summary: 'Read a published version with its graph', permission: 'pipelines.read', response: VersionWithGraph, errors: ['not_found'] },
  { method: 'get', path: '/pipelines/{id}/comments', tag, summary: 'List the comments on its steps, oldest first', permission: 'pipelines.read', response: z.object({ comments: z.array(Comment) }), errors: ['not_found'] },
  { method: 'post', path: '/pipelines/{id}/comments', tag, summary: 'Comment on a step, or answer in a thread', permission: 'comments.write', body: AddCommentInput, status: 201, response: Comment, errors: ['not_found'] },
  { method: 'patch', path: '/pipelines/{id}/comments/{comment}', tag, summary: 'Change one’s own comment, resolve a thread or open it again', permission: 'comments.write', body: ChangeCommentInput, response: Comment, errors: ['not_found'] },
  { method: 'delete', path: '/pipelines/{id}/comments/{comment}', tag, summary: 'Delete a comment; one that began a thread with its answers', permission: 'comments.write', status: 204, errors: ['not_found'] },
  {
    method: 'post',
    path: '/pipelines/{id}/updates',
    tag,
    summary: 'Add one Yjs update to the draft',
    description: 'The draft is a Yjs document: map `nodes` of `{component, name, note, position, params}`, map `edges` of `{from, to}`. Header `x-origin` names the editing tab.',
    permission: 'pipelines.write',
    otherBodies: { 'application/octet-stream': { description: 'The update’s bytes.', schema: { type: 'string', format: 'binary' } } },
    response: z.object({ revision: z.number().int() }),
    errors: ['not_found', 'conflict', 'too_large'],
  },
  { method: 'get', path: '/pipelines/{id}/events', tag, summary: 'Follow the draft and who edits it', description: 'Server-sent events: `update` (base64 of a Yjs update), `presence`, `comments` (those on its steps changed), `ready`.', permission: 'pipelines.read', otherResponses: { 'text/event-stream': 'Events of the draft.' }, errors: ['not_found'] },
]
