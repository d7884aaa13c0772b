import type { Comparator, Field } from '@/lib/tracking/filter/schema'

/** Attributes of a run in words, in the order in which they are offered. */
export const attributeLabels: Record<string, string> = {
  run_name: 'Name',
  status: 'State',
  user_id: 'By',
  kind: 'Kind',
  start_time: 'Started',
  end_time: 'Ended',
  duration: 'Duration (ms)',
  run_id: 'Run id',
}

/** By which runs can be grouped. */
export const groupAttributes = ['status', 'user_id', 'kind', 'run_name']

const kinds: Record<Field['kind'], string> = { metric: 'metric', param: 'parameter', tag: 'tag', dataset: 'dataset', attribute: '' }

/** "metric loss", "State". */
export const fieldLabel = ({ kind, key }: Field) => (kind === 'attribute' ? (attributeLabels[key] ?? key) : `${kinds[kind]} ${key}`)

export const comparatorWords: Record<Comparator, string> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
  LIKE: 'is like (% any, _ one sign)',
  'NOT LIKE': 'is not like',
  ILIKE: 'is like, any case',
  'NOT ILIKE': 'is not like, any case',
  RLIKE: 'fits the expression',
  IN: 'is one of',
  'NOT IN': 'is none of',
  BETWEEN: 'is between',
  'IS NULL': 'is missing',
  'IS NOT NULL': 'is there',
}

/** Values that an attribute can have and no other. */
export const choicesOf: Record<string, { value: string; label: string }[]> = {
  status: [
    { value: 'RUNNING', label: 'Running' },
    { value: 'SCHEDULED', label: 'Queued' },
    { value: 'FINISHED', label: 'Succeeded' },
    { value: 'FAILED', label: 'Failed' },
    { value: 'KILLED', label: 'Cancelled' },
  ],
  kind: [
    { value: 'mlflow', label: 'Logged by a client' },
    { value: 'pipeline', label: 'Pipeline' },
    { value: 'command', label: 'Command' },
  ],
}
