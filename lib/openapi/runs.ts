import { z } from 'zod'
import { LogLine, RerunInput, RunSummary, RunView, SubmitInput } from '@/lib/runs/schema'
import { ListRunsInput } from '@/lib/runs/list'
import type { Operation } from './operation'

const tag = 'Runs'

export const runOperations: Operation[] = [
  {
    method: 'post',
    path: '/pipelines/{id}/runs',
    tag,
    summary: 'Run a pipeline’s draft as it is now',
    description: 'The graph is checked and frozen. Steps whose equal has succeeded before are reused at once. A graph that cannot run is refused with `details.problems`, a wrong value for a parameter with `details.parameters`.',
    permission: 'runs.submit',
    body: SubmitInput,
    optionalBody: true,
    status: 201,
    response: RunView,
    errors: ['not_found', 'conflict'],
  },
  {
    method: 'get',
    path: '/runs',
    tag,
    summary: 'List runs, newest first',
    description: '`state` takes one state or several with commas. `cursor` is `next` of the page before.',
    permission: 'runs.read',
    query: ListRunsInput,
    response: z.object({ runs: z.array(RunSummary), next: z.string().nullable() }),
  },
  { method: 'get', path: '/runs/{id}', tag, summary: 'Read a run with its steps, attempts, outputs, metrics and why each step waits or was reused', permission: 'runs.read', response: RunView, errors: ['not_found'] },
  { method: 'post', path: '/runs/{id}/cancel', tag, summary: 'Cancel a run', description: 'What no agent has ends at once; running steps get SIGTERM, after five seconds SIGKILL.', permission: 'runs.cancel', response: RunView, errors: ['not_found', 'conflict'] },
  { method: 'post', path: '/runs/{id}/retry', tag, summary: 'Try again what failed, was cancelled or was skipped', description: 'Opens the same run; former attempts stay beside the new ones.', permission: 'runs.submit', response: RunView, errors: ['not_found', 'conflict'] },
  { method: 'post', path: '/runs/{id}/rerun', tag, summary: 'Run the frozen graph of a run again, as a new run', permission: 'runs.submit', body: RerunInput, optionalBody: true, status: 201, response: RunView, errors: ['not_found'] },
  {
    method: 'get',
    path: '/runs/{id}/logs',
    tag,
    summary: 'Read log lines in the order of their arrival',
    description: 'With `after` set to `next` of the answer before, only what came later. `format=text` downloads the whole log as plain text.',
    permission: 'runs.read',
    query: z.object({
      node: z.string().optional(),
      search: z.string().max(500).optional(),
      after: z.string().optional(),
      limit: z.number().int().min(1).max(10_000).default(2_000),
      format: z.enum(['json', 'text']).default('json'),
    }),
    response: z.object({ lines: z.array(LogLine), next: z.string().nullable() }),
    otherResponses: { 'text/plain': 'The log as text, one line a line.' },
    errors: ['not_found'],
  },
  {
    method: 'get',
    path: '/runs/{id}/events',
    tag,
    summary: 'Be told of changes of a run',
    description: 'Server-sent events: `run` with data `{}` at once and after each change or new log line, at most 150 ms later. Read the run then.',
    permission: 'runs.read',
    otherResponses: { 'text/event-stream': 'Events `run`.' },
    errors: ['not_found'],
  },
  {
    method: 'get',
    path: '/runs/{id}/steps/{node}/outputs/{port}',
    tag,
    summary: 'Download what lies at a port of a step',
    description: 'JSON for an evaluation or a transformation, Parquet for a table. `Range: bytes=a-b` gives a part.',
    permission: 'runs.read',
    otherResponses: { 'application/json': 'An evaluation or a transformation.', 'application/vnd.apache.parquet': 'A table.', 'application/octet-stream': 'Anything else.' },
    errors: ['not_found'],
  },
  {
    method: 'get',
    path: '/events',
    tag,
    summary: 'Be told of changes of any run of the workspace',
    description: 'Server-sent events: `runs` with data `{"run": id}`.',
    permission: 'runs.read',
    otherResponses: { 'text/event-stream': 'Events `runs`.' },
  },
]
