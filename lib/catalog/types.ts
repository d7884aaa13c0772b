import type { ZodObject } from 'zod'
import type * as z from 'zod/mini'

/** A zod object. Declarations use zod/mini, which is small enough to send to the browser; both kinds parse alike. */
export type ParamsSchema = z.ZodMiniObject | ZodObject

/** What travels along an edge. A port accepts its own type; `any` accepts everything. */
export const portTypes = ['table', 'model', 'transformation', 'evaluation', 'image-folder', 'file', 'any'] as const
export type PortType = (typeof portTypes)[number]

/** Logical column types, what a person picks by; `integer` and `number` are numeric. */
export const columnTypes = ['integer', 'number', 'text', 'boolean', 'date', 'timestamp', 'other'] as const
export type ColumnType = (typeof columnTypes)[number]

export interface Column {
  name: string
  type: ColumnType
}

/** A table's columns where they are known while drawing; `undefined` where only a run can tell. */
export type TableSchema = Column[] | undefined

export interface Port {
  name: string
  type: PortType
  label: string
  /** One sentence for the docs page and the port's tooltip. */
  help: string
  /** An input that may stay unconnected. */
  optional?: boolean
  /** An output at which sometimes nothing comes: steps that need it are then skipped. */
  sometimes?: boolean
}

/** How the inspector draws one parameter. `name` is a key of the component's params. */
export type Field = {
  name: string
  label: string
  help?: string
  /** Shown only while this holds for the current params. */
  visible?: (params: Record<string, unknown>) => boolean
  /** Filed under "More options". */
  advanced?: boolean
} & (
  /** `lines`: it may have several, which a person types or pastes. */
  | { kind: 'text'; placeholder?: string; lines?: boolean }
  | { kind: 'number'; min?: number; max?: number; step?: number; unit?: string; nullable?: boolean }
  | { kind: 'switch' }
  | { kind: 'choice'; options: { value: string; label: string; help?: string }[] }
  /** One column of the table at input `from`. */
  | { kind: 'column'; from: string; types?: ColumnType[] }
  /** Several columns of the table at input `from`, in the order chosen. */
  | { kind: 'columns'; from: string; types?: ColumnType[] }
  | { kind: 'code'; language: 'python' | 'sql' | 'expression'; from?: string; placeholder?: string }
  /** A data asset of the workspace; the value is `{name, version}` with version `'latest'` or a number. */
  | { kind: 'data-asset' }
  /** What is read of a datastore; the value is data.postgres' `source`. */
  | { kind: 'datastore' }
  /** A Python environment, written `name` or `name@version`; unset means the component's own. */
  | { kind: 'environment' }
  /** A small table typed by hand; the value is `{columns: Column[], rows: (string|null)[][]}`. */
  | { kind: 'grid' }
  /** A component that takes one table and gives one; the value is written `id@version`. */
  | { kind: 'component' }
  /** A parameter of the component that the param `of` names. */
  | { kind: 'component-param'; of: string }
  /** The params of the component that `of` names, as an object, but for one that is set elsewhere; its table is the one at input `from`. */
  | { kind: 'component-params'; of: string; from: string; without?: (params: Record<string, unknown>) => string | undefined }
  /** A list of small forms, one per entry; the value is an array of objects. */
  | { kind: 'list'; item: Field[]; addLabel: string; empty?: string }
)

export type Severity = 'error' | 'warning'

/** Something wrong with a step, in plain words, found without running it. */
export interface Problem {
  severity: Severity
  node: string
  port?: string
  param?: string
  message: string
  /** Names a warning that says the same in other words tomorrow, such as other counts; a person dismisses it by this name. */
  code?: string
  /** Set where a person has said that it does not matter here. */
  dismissed?: true
  fix?: Fix
}

/** A repair that one click makes, as one undo. */
export interface Fix {
  /** On the button. */
  label: string
  /** To merge into the step's; a param of `undefined` is removed. */
  params: Record<string, unknown>
  /** A step to put on the wire into the step's input `on`. */
  insert?: { component: string; params: Record<string, unknown>; on: string }
  rewire?: Rewiring
}

export interface Rewiring {
  /** Steps to add, each above or beside another; `as` names them in `wires`. */
  add: { as: string; component: string; params: Record<string, unknown>; near: string; side: 'above' | 'right' }[]
  /** Wires to draw; each takes over the input that it leads to. */
  wires: { from: FixEnd; to: FixEnd }[]
  /** Two steps that change places, so that wires still lead down. */
  swap?: [string, string]
}

export interface FixEnd {
  node: string
  port: string
}

/** What a transformation will do to a table's columns, as far as drawing can tell. */
export interface TransformationEffect {
  /** Names of the columns that the table must have. */
  needs: string[]
  apply: (columns: Column[]) => TableSchema
}

export interface InferContext<P> {
  params: P
  /** By input port: the columns, `undefined` if unknown or unconnected. */
  inputs: Record<string, TableSchema>
  /** By input port of type `transformation`: what it does to columns, where that is known. */
  effects?: Record<string, TransformationEffect | undefined>
  /** Which input ports have an edge. */
  connected: Set<string>
  /** Columns of a data asset's version; `undefined` while not known (yet), `null` where there is no such asset or version. */
  asset: (name: string, version: number | 'latest') => Column[] | undefined | null
  /** Looks up another component that the params name. */
  find?: (ref: string) => Component | undefined
}

export interface Inference {
  /** By output port of type `table`. */
  outputs: Record<string, TableSchema>
  /** By output port of type `transformation`. */
  effects?: Record<string, TransformationEffect | undefined>
  /** Columns that arrive inside a sub-pipeline, by `step.port`: what its parameters choose from. */
  inside?: Record<string, TableSchema>
  problems: Omit<Problem, 'node'>[]
}

/**
 * Where a step executes.
 * `table`: in an agent's DuckDB child, by the run file of the same name in lib/catalog/runners.
 * `python`: in a forked child of the warm process of `environment`, by python/atelier_runner/steps/<entry>.py.
 * `command`: as a program of an agent whose owner allows that, by agent/command.
 * `inside`: not at all; a run has the steps inside it instead.
 */
export type Runner = { kind: 'table' } | { kind: 'command' } | { kind: 'python'; environment: string; entry: string } | { kind: 'inside' }

/**
 * One component: the palette, the inspector, validation and schema inference come from this alone. Its docs page is
 * `<name>.docs.ts` beside it, listed in lib/catalog/docs.ts.
 */
export interface Component<S extends ParamsSchema = ParamsSchema> {
  /** `category.kebab-name`; with the version it is written `id@version` in a graph. */
  id: string
  version: number
  name: string
  category: 'Data' | 'Transform' | 'Learn' | 'Label' | 'Control' | 'Script' | 'Workspace'
  /** A lucide icon name, kebab-case. */
  icon: string
  /** One line for the palette. */
  summary: string
  /** Further words by which the palette's search finds it. */
  keywords?: string[]
  inputs: Port[]
  outputs: Port[]
  params: S
  fields: Field[]
  /** The one line on the step's card, made from its params. Never empty. */
  describe: (params: z.infer<S>) => string
  infer: (ctx: InferContext<z.infer<S>>) => Inference
  runner: Runner
  /** False where equal inputs may give different outputs; such a step is never reused. */
  deterministic: boolean
  /** Where a param lets a person ask for a fresh computation each time; false means: never reuse. */
  reuses?: (params: z.infer<S>) => boolean
  /** The agent fetches the rows of a datastore for the runner: its inputs `rows` (CSV) and `columns` (JSON). */
  reads?: 'datastore'
  resources?: { cpu?: number; memoryMb?: number }
  /** In the browser: only the head is here yet (late.ts). Parameters, fields, columns and problems are not to be asked for. */
  pending?: true
}

/** What the palette, the wires and a card need of a component; the browser has it of all of them from the start. */
export type ComponentHead = Pick<Component, 'id' | 'version' | 'name' | 'category' | 'icon' | 'summary' | 'keywords' | 'inputs' | 'outputs'>

/** Keeps the params' type while the registry stores components of every shape. */
export function defineComponent<S extends ParamsSchema>(component: Component<S>): Component {
  return component as unknown as Component
}

/** One open DuckDB connection inside the child, as table runners see it. */
export interface TableEngine {
  /** Runs a statement. Values are bound, never pasted. */
  run(sql: string, values?: unknown[]): Promise<void>
  /** Runs a query; rows as plain objects with JSON-safe values (bigint → number when safe, else text). */
  all(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  /** Columns of a table, view or query text. */
  columns(relation: string): Promise<Column[]>
  /** A line in the step's log. */
  log(line: string): void
}

export interface TableStep<P> {
  engine: TableEngine
  params: P
  /** By input port: for tables the name of a view over the Parquet file, already quoted for SQL; for others the file's path. */
  inputs: Record<string, string>
  /** The table at an input with the number of each row, from 0, as one more column: `row` is its name, quoted. Unlike a window it is read by several threads. */
  numbered(port: string): Promise<{ table: string; row: string }>
  /** Writes a table output from a query, keeping row order; `meta` is told beside its rows and columns. `rows` is checked against the file before it is renamed into place. */
  writeTable(port: string, query: string, meta?: Record<string, unknown>): Promise<{ rows: number }>
  /** Writes a JSON output (transformation, evaluation); `meta` is what the studio shows without opening the file. */
  writeJson(port: string, value: unknown, meta?: Record<string, unknown>): Promise<void>
  /** Writes an output of type file: `write` fills the path that it is given, whose name ends in `extension` (`.csv`). */
  writeFile(port: string, extension: string, write: (file: string) => Promise<void>, meta?: Record<string, unknown>): Promise<void>
  /** Local path of the blob with this digest (for Import data). */
  blob(digest: string): string
  /** Makes an existing Parquet blob the table at an output, byte for byte, without rewriting it. */
  passBlob(port: string, digest: string): Promise<void>
  /** Makes the table at an input the table at an output, byte for byte; `meta` is told beside its rows and columns. */
  passInput(port: string, from: string, meta?: Record<string, unknown>): Promise<void>
  metric(name: string, value: number): void
}

export type TableRunner<P = any> = (step: TableStep<P>) => Promise<void>
