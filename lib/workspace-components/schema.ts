import * as z from 'zod/mini'
import { portTypes, type PortType } from '@/lib/catalog/types'
import { Graph, NodeId } from '@/lib/graph/schema'

/** The id of a component of a workspace: `custom.` and a name of letters, digits and hyphens. */
export const OwnId = z.string().check(z.regex(/^custom\.[a-z0-9][a-z0-9-]{0,59}$/, 'The id of a workspace component is “custom.” and 1 to 60 small letters, digits or hyphens'))

export const ownPrefix = 'custom.'
export const isOwnRef = (ref: string): boolean => ref.startsWith(ownPrefix)

/** Words that Python keeps for itself; an argument cannot be called so. */
const reserved = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(' '),
)

/** A port or parameter is an argument of a function, and a key in a pipeline's JSON. */
export const ArgumentName = z
  .string().check(z.regex(/^[A-Za-z_][A-Za-z0-9_]{0,39}$/, 'A name has 1 to 40 letters, digits or _ and does not begin with a digit'), z.refine((name) => !reserved.has(name), 'Python keeps this word for itself; choose another name'))

const Title = z.string().check(z.trim(), z.minLength(1, 'A component needs a name'), z.maxLength(80, 'A name has at most 80 characters'))
const Summary = z._default(z.string().check(z.trim(), z.maxLength(200, 'The summary has at most 200 characters')), '')
const Label = z._default(z.string().check(z.trim(), z.maxLength(80, 'A label has at most 80 characters')), '')
const Help = z._default(z.string().check(z.trim(), z.maxLength(500, 'A help text has at most 500 characters')), '')

const InnerEnd = z.object({ node: NodeId, port: z.string() })

const portShape = { name: ArgumentName, label: Label, help: Help }

export const InsideInput = z.object({ ...portShape, to: z.array(InnerEnd).check(z.minLength(1, 'An input leads to at least one step inside')) })
export type InsideInput = z.infer<typeof InsideInput>
export const InsideOutput = z.object({ ...portShape, from: InnerEnd })
export type InsideOutput = z.infer<typeof InsideOutput>
/** A parameter of a step inside that the component shows as its own. Its default is what the step inside has. */
export const InsideParam = z.object({ ...portShape, node: NodeId, param: z.string() })
export type InsideParam = z.infer<typeof InsideParam>

/** Steps that are used as one. */
export const SubPipeline = z.object({
  kind: z.literal('sub-pipeline'),
  name: Title,
  summary: Summary,
  graph: Graph,
  inputs: z._default(z.array(InsideInput).check(z.maxLength(20)), []),
  outputs: z._default(z.array(InsideOutput).check(z.maxLength(20)), []),
  params: z._default(z.array(InsideParam).check(z.maxLength(60)), []),
})
export type SubPipeline = z.infer<typeof SubPipeline>

/** What a Python component takes and gives: tables as data frames, files as paths. */
export const pythonPortTypes = ['table', 'file'] as const satisfies PortType[]
const PythonPortType = z._default(z.enum(pythonPortTypes), 'table')
export const PythonInput = z.object({ ...portShape, type: PythonPortType, optional: z._default(z.boolean(), false) })
export type PythonInput = z.infer<typeof PythonInput>
export const PythonOutput = z.object({
  ...portShape,
  type: PythonPortType,
  /** The input whose columns this table has too; empty where only a run can tell. */
  like: z._default(z.string(), ''),
})
export type PythonOutput = z.infer<typeof PythonOutput>

export const pythonParamTypes = ['text', 'number', 'integer', 'boolean', 'choice', 'column', 'columns'] as const
export const PythonParam = z.object({
  ...portShape,
  type: z.enum(pythonParamTypes),
  /** Absent: it must be given. */
  default: z.optional(z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  choices: z._default(z.array(z.string().check(z.trim(), z.minLength(1, 'A choice cannot be empty'), z.maxLength(200))).check(z.maxLength(100)), []),
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  /** The input whose columns are offered. */
  from: z._default(z.string(), ''),
})
export type PythonParam = z.infer<typeof PythonParam>

/** A function written in Python. Its source is kept beside the declaration. */
export const PythonComponent = z.object({
  kind: z.literal('python'),
  name: Title,
  summary: Summary,
  inputs: z._default(z.array(PythonInput).check(z.maxLength(10)), []),
  outputs: z.array(PythonOutput).check(z.minLength(1, 'It needs at least one output'), z.maxLength(10)),
  params: z._default(z.array(PythonParam).check(z.maxLength(40)), []),
  environment: z._default(z.string().check(z.minLength(1)), 'sklearn'),
})
export type PythonComponent = z.infer<typeof PythonComponent>

export const Declaration = z.discriminatedUnion('kind', [SubPipeline, PythonComponent])
export type Declaration = z.infer<typeof Declaration>
export type OwnKind = Declaration['kind']
export const ownKinds = ['sub-pipeline', 'python'] as const satisfies OwnKind[]

export const maxSource = 200_000
const Source = z.string().check(z.maxLength(maxSource, 'The source has at most 200,000 characters'))
const Note = z._default(z.string().check(z.trim(), z.maxLength(2_000, 'A note has at most 2,000 characters')), '')

/** What `POST /api/v1/components` takes. Without an id, one is made of the name. */
export const CreateOwnInput = z.object({ id: z.optional(OwnId), declaration: Declaration, source: z._default(Source, ''), note: Note })
export type CreateOwnInput = z.input<typeof CreateOwnInput>

/** What `POST /api/v1/components/{id}/versions` takes. */
export const PublishOwnInput = z.object({
  declaration: Declaration,
  source: z._default(Source, ''),
  note: Note,
  /** The version that this one was made from: refused where a newer one has come since. */
  after: z.optional(z.number().check(z.int(), z.positive())),
})
export type PublishOwnInput = z.input<typeof PublishOwnInput>

/** What `PATCH /api/v1/components/{id}` takes. */
export const ChangeOwnInput = z.object({ archived: z.boolean() })
export type ChangeOwnInput = z.input<typeof ChangeOwnInput>

/** What `POST /api/v1/components/try` takes: a Python component that need not be stored, on tables typed by hand or on data assets. */
export const TryOwnInput = z.object({
  id: z.optional(OwnId),
  declaration: PythonComponent,
  source: Source,
  params: z._default(z.record(z.string(), z.unknown()), {}),
  /** By input: a data asset by name, or a small table. */
  inputs: z._default(z.record(
    z.string(),
    z.union([
      z.object({ asset: z.object({ name: z.string(), version: z._default(z.union([z.literal('latest'), z.number().check(z.int())]), 'latest') }), rows: z._default(z.number().check(z.int(), z.gte(1), z.lte(100_000)), 1_000) }),
      z.object({ table: z.object({ columns: z.array(z.object({ name: z.string(), type: z.string() })), rows: z.array(z.array(z.nullable(z.string()))).check(z.maxLength(1_000)) }) }),
    ]),
  ), {}),
})
export type TryOwnInput = z.input<typeof TryOwnInput>

/** One version as everybody who draws needs it; the Python source is left out. */
export interface OwnVersion {
  id: string
  version: number
  declaration: Declaration
  archived: boolean
  note: string
  createdBy: string | null
  createdAt: string
}

/** A component of a workspace. Instants are ISO 8601 in UTC. */
export interface OwnView extends OwnVersion {
  kind: OwnKind
  source: string
  latest: number
  /** The pipeline in which its inside is edited, where somebody has opened one. */
  draftPipeline: string | null
  /** Newest first. */
  versions: { version: number; note: string; createdBy: string | null; createdAt: string }[]
}
