export type FieldKind = 'metric' | 'param' | 'tag' | 'attribute' | 'dataset'

export interface Field {
  kind: FieldKind
  key: string
}

export const comparators = ['=', '!=', '<', '<=', '>', '>=', 'LIKE', 'NOT LIKE', 'ILIKE', 'NOT ILIKE', 'RLIKE', 'IN', 'NOT IN', 'BETWEEN', 'IS NULL', 'IS NOT NULL'] as const
export type Comparator = (typeof comparators)[number]

export type Value = string | number

export interface Comparison {
  op: 'compare'
  field: Field
  comparator: Comparator
  /** None for IS NULL, two for BETWEEN, one or more for IN, else one. */
  values: Value[]
}

export type Filter = { op: 'and' | 'or'; of: Filter[] } | { op: 'not'; of: Filter } | Comparison

export interface Order {
  field: Field
  ascending: boolean
}

/** What can be asked about one kind of thing. */
export interface Searchable {
  /** Attributes by name, with the type of their values. */
  attributes: Record<string, 'text' | 'number'>
  /** Other names of attributes. */
  aliases?: Record<string, string>
  kinds: readonly FieldKind[]
}

const runAttributes = {
  run_id: 'text',
  run_name: 'text',
  experiment_id: 'text',
  status: 'text',
  user_id: 'text',
  artifact_uri: 'text',
  lifecycle_stage: 'text',
  kind: 'text',
  start_time: 'number',
  end_time: 'number',
  duration: 'number',
} as const

export const searchableRuns: Searchable = {
  attributes: runAttributes,
  aliases: { 'run name': 'run_name', 'Run name': 'run_name', 'Run Name': 'run_name', created: 'start_time', Created: 'start_time' },
  kinds: ['metric', 'param', 'tag', 'attribute', 'dataset'],
}

export const searchableExperiments: Searchable = {
  attributes: { name: 'text', experiment_id: 'text', creation_time: 'number', last_update_time: 'number' },
  kinds: ['attribute', 'tag'],
}

export const searchableLoggedModels: Searchable = {
  attributes: {
    name: 'text',
    model_id: 'text',
    model_type: 'text',
    status: 'text',
    source_run_id: 'text',
    experiment_id: 'text',
    creation_timestamp: 'number',
    last_updated_timestamp: 'number',
  },
  aliases: { creation_time: 'creation_timestamp', creation_timestamp_ms: 'creation_timestamp', last_updated_timestamp_ms: 'last_updated_timestamp' },
  kinds: ['metric', 'param', 'tag', 'attribute'],
}

export const searchableModels: Searchable = {
  attributes: { name: 'text', creation_timestamp: 'number', last_updated_timestamp: 'number' },
  aliases: { timestamp: 'last_updated_timestamp' },
  kinds: ['attribute', 'tag'],
}

export const searchableVersions: Searchable = {
  attributes: { name: 'text', run_id: 'text', source_path: 'text', version_number: 'number', creation_timestamp: 'number', last_updated_timestamp: 'number' },
  aliases: { source: 'source_path', version: 'version_number', timestamp: 'last_updated_timestamp' },
  kinds: ['attribute', 'tag'],
}
