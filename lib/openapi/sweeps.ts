import { z } from 'zod'
import { CreateSweepInput, PromoteInput, ResumeSweepInput } from '@/lib/sweeps/input'
import { Objective, SweepConfig, SweepValues, sweepMethods, sweepStates, trialStates } from '@/lib/sweeps/schema'
import type { Operation } from './operation'

const tag = 'Sweeps'

const Instant = z.string()

export const SweepSummary = z.object({
  id: z.string(),
  number: z.number().int(),
  name: z.string(),
  pipelineId: z.string().nullable(),
  pipelineName: z.string().nullable(),
  state: z.enum(sweepStates),
  reason: z.string(),
  method: z.enum(sweepMethods),
  objective: Objective,
  trials: z.number().int(),
  running: z.number().int(),
  total: z.number().int(),
  best: z.number().nullable(),
  createdBy: z.string(),
  createdAt: Instant,
  endedAt: Instant.nullable(),
})

const Trial = z.object({
  number: z.number().int(),
  state: z.enum(trialStates),
  values: SweepValues,
  run: z.object({ id: z.string(), number: z.number().int() }).nullable(),
  objective: z.number().nullable(),
  series: z.array(z.object({ step: z.number(), value: z.number() })),
  message: z.string(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
})

export const SweepView = SweepSummary.extend({
  config: SweepConfig,
  elapsedMs: z.number(),
  choosing: z.string().nullable(),
  bestTrial: z.number().int().nullable(),
  trialList: z.array(Trial),
  importances: z.array(z.object({ name: z.string(), share: z.number() })).nullable(),
})

export const sweepOperations: Operation[] = [
  {
    method: 'get',
    path: '/sweeps',
    tag,
    summary: 'List sweeps, newest first',
    description: '`pipeline` takes a pipeline’s id. `cursor` is `next` of the page before.',
    permission: 'runs.read',
    query: z.object({ pipeline: z.string().optional(), cursor: z.string().optional() }),
    response: z.object({ sweeps: z.array(SweepSummary), next: z.string().nullable() }),
  },
  {
    method: 'post',
    path: '/sweeps',
    tag,
    summary: 'Begin a sweep over a pipeline’s parameters, or over a command',
    description: 'The pipeline’s draft is frozen as it is now. Each trial is a run. A command runs a program of the agent’s machine, or with `files`, `environment` or `experiment`, or sent as a form with files beside the field `request`, a snapshot of its code as `POST /commands` does.',
    permission: 'runs.submit',
    body: CreateSweepInput,
    otherBodies: { 'multipart/form-data': { description: 'The command’s code as files.', schema: { type: 'object', required: ['request'], properties: { request: { type: 'string' }, file: { type: 'string', format: 'binary' } } } } },
    status: 201,
    response: SweepView,
    errors: ['not_found'],
  },
  { method: 'get', path: '/sweeps/{id}', tag, summary: 'Read a sweep with its trials, the best of them, and how much each parameter explains', permission: 'runs.read', response: SweepView, errors: ['not_found'] },
  { method: 'post', path: '/sweeps/{id}/pause', tag, summary: 'Begin no further trials; those that run go on', permission: 'runs.cancel', response: SweepView, errors: ['not_found', 'conflict'] },
  {
    method: 'post',
    path: '/sweeps/{id}/resume',
    tag,
    summary: 'Go on, with other limits if given',
    description: 'Also after the end, where `trials` leaves room. From then on trials run in the name of whoever asked.',
    permission: 'runs.submit',
    body: ResumeSweepInput,
    optionalBody: true,
    response: SweepView,
    errors: ['not_found', 'conflict'],
  },
  { method: 'post', path: '/sweeps/{id}/stop', tag, summary: 'End a sweep and cancel its running trials', permission: 'runs.cancel', response: SweepView, errors: ['not_found', 'conflict'] },
  {
    method: 'post',
    path: '/sweeps/{id}/promote',
    tag,
    summary: 'Make the best trial the pipeline’s defaults, or register its model',
    permission: 'pipelines.write',
    body: PromoteInput,
    optionalBody: true,
    response: z.object({ trial: z.number().int(), defaults: z.array(z.string()), model: z.object({ name: z.string(), version: z.number().int() }).nullable() }),
    errors: ['not_found', 'conflict'],
  },
  {
    method: 'get',
    path: '/sweeps/{id}/events',
    tag,
    summary: 'Be told of changes of a sweep',
    description: 'Server-sent events: `run` with data `{}` at once and after each change. Read the sweep then.',
    permission: 'runs.read',
    otherResponses: { 'text/event-stream': 'Events `run`.' },
    errors: ['not_found'],
  },
  {
    method: 'get',
    path: '/pipelines/{id}/sweep-options',
    tag,
    summary: 'Read what a sweep over a pipeline may vary and measure',
    permission: 'runs.read',
    response: z.object({
      pipeline: z.object({ id: z.string(), name: z.string() }),
      parameters: z.array(z.record(z.string(), z.unknown())),
      metrics: z.array(z.object({ metric: z.string(), label: z.string(), node: z.string(), nodeName: z.string(), better: z.enum(['higher', 'lower', 'none']), latest: z.number().nullable() })),
    }),
    errors: ['not_found'],
  },
]
