import { z } from 'zod'
import type { ErrorCode } from '@/lib/errors'
import { LogLine, RunSummary, RunView, StepView } from '@/lib/runs/schema'
import { Graph } from '@/lib/graph/schema'
import { agentOperations } from './agents'
import { componentOperations, WorkspaceComponent } from './components'
import { computeOperations } from './compute'
import { dashboardOperations } from './dashboards'
import { DataAsset, DataVersion, dataOperations } from './data'
import { datastoreOperations } from './datastores'
import { Environment, environmentOperations } from './environments'
import { comparisonOperations } from './comparison'
import { experimentOperations } from './experiments'
import { labelingOperations } from './labeling'
import { labelingAssistOperations } from './labeling-assist'
import { modelOperations } from './models'
import type { Operation } from './operation'
import { Pipeline, pipelineOperations, PipelineListItem } from './pipelines'
import { runOperations } from './runs'
import { sampleOperations } from './samples'
import { studioOperations } from './studio'
import { sweepOperations } from './sweeps'
import { tensorboardOperations } from './tensorboards'
import { uploadOperations } from './uploads'

type Json = Record<string, unknown>

export const operations: Operation[] = [...pipelineOperations, ...sampleOperations, ...componentOperations, ...runOperations, ...sweepOperations, ...dataOperations, ...uploadOperations, ...datastoreOperations, ...environmentOperations, ...labelingOperations, ...labelingAssistOperations, ...experimentOperations, ...comparisonOperations, ...tensorboardOperations, ...modelOperations, ...dashboardOperations, ...agentOperations, ...computeOperations, ...studioOperations]

const statuses: Record<ErrorCode, [number, string]> = {
  invalid: [400, 'The input is not what was expected; `details` says where.'],
  unauthenticated: [401, 'The credentials are missing or not valid any more.'],
  forbidden: [403, 'The role does not allow it; the message says who can change that.'],
  not_found: [404, 'There is no such thing in this workspace.'],
  conflict: [409, 'The thing is in a state that does not allow it.'],
  stale_lease: [409, 'The lease has ended.'],
  too_large: [413, 'It is larger than the limit.'],
  rate_limited: [429, 'Too many tries; `retry-after` says when to try again.'],
  unavailable: [503, 'What is needed is away for the moment.'],
}

const named: Record<string, z.core.$ZodType> = { Graph, Pipeline, PipelineListItem, RunSummary, RunView, StepView, LogLine, DataAsset, DataVersion, Environment, WorkspaceComponent }

const conversion = {
  unrepresentable: 'any' as const,
  /** The bounds of JavaScript's integers say nothing, and answers may gain fields. */
  override({ jsonSchema }: { jsonSchema: Json }) {
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
  },
}

/** The OpenAPI 3.1 description of /api/v1, made from the schemas that the studio itself parses with. */
export function openApiDocument(): Json {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id })
  const { schemas } = z.toJSONSchema(registry, { ...conversion, uri: (id) => `#/components/schemas/${id}`, io: 'output' })
  const paths: Record<string, Json> = {}
  for (const operation of operations) (paths[operation.path] ??= {})[operation.method] = describe(operation)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Atelier',
      version: '1',
      description: 'Credentials: `Authorization: Bearer atl_pat_…`, a personal access token, which names its workspace. Instants are ISO 8601 in UTC. Every error is `{"error": {"code", "message", "details"}}`.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    tags: [...new Set(operations.map((operation) => operation.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A personal access token, made under Settings or with `bin/atelier token create`.' } },
      schemas: { ...Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, plain(schema as Json)])), Error: errorSchema },
      responses: Object.fromEntries((Object.keys(statuses) as ErrorCode[]).map((code) => [code, { description: statuses[code][1], content: jsonContent({ $ref: '#/components/schemas/Error' }) }])),
    },
  }
}

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: { code: { type: 'string', enum: [...Object.keys(statuses), 'internal'] }, message: { type: 'string', description: 'A sentence that a person can act on.' }, details: { type: 'object' } },
    },
  },
}

function describe(operation: Operation): Json {
  const path = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  const status = operation.status ?? 200
  const content = { ...(operation.response && jsonContent(reference(operation.response))), ...others(operation.otherResponses) }
  const errors = new Set<ErrorCode>(['invalid', 'unauthenticated', 'forbidden', ...(operation.errors ?? [])])
  return {
    operationId: operationId(operation),
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description && { description: operation.description }),
    'x-permission': operation.permission,
    ...(path.length + (operation.query ? 1 : 0) > 0 && { parameters: [...path, ...queryParameters(operation.query)] }),
    ...((operation.body ?? operation.otherBodies) && { requestBody: requestBody(operation) }),
    responses: {
      [status]: { description: status === 204 ? 'Done.' : 'As asked.', ...(Object.keys(content).length > 0 && { content }) },
      ...Object.fromEntries([...errors].map((code) => [statuses[code][0], { $ref: `#/components/responses/${code}` }])),
    },
  }
}

const jsonContent = (schema: Json): Json => ({ 'application/json': { schema } })

function others(types: Record<string, string> = {}): Json {
  return Object.fromEntries(Object.entries(types).map(([type, description]) => [type, { schema: { type: 'string', description } }]))
}

function requestBody({ body, optionalBody, otherBodies = {} }: Operation): Json {
  const other = Object.entries(otherBodies).map(([type, { description, schema }]) => [type, { schema: { ...plain(schema), description } }])
  return { required: !optionalBody, content: { ...(body && jsonContent(inline(body, 'input'))), ...Object.fromEntries(other) } }
}

function queryParameters(query: z.ZodObject | undefined): Json[] {
  if (!query) return []
  const schema = inline(query, 'input') as { properties?: Record<string, Json>; required?: string[] }
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({ name, in: 'query', required: schema.required?.includes(name) ?? false, schema: property }))
}

function reference(schema: z.core.$ZodType): Json {
  const name = Object.entries(named).find(([, other]) => other === schema)?.[0]
  return name ? { $ref: `#/components/schemas/${name}` } : inline(schema, 'output')
}

const inline = (schema: z.core.$ZodType, io: 'input' | 'output'): Json => plain(z.toJSONSchema(schema, { ...conversion, io }) as Json)

/** Without what belongs to a JSON Schema document of its own. */
function plain({ $schema: _dialect, $id: _id, ...rest }: Json): Json {
  return rest
}

/** `get /runs/{id}/logs` → `getRunsLogs`. */
function operationId({ method, path }: Operation): string {
  const words = path.split('/').filter((part) => part !== '' && !part.startsWith('{'))
  const single = path.endsWith('}') ? 'One' : ''
  return method + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('') + single
}
