import type { PipelineParameter } from '@/lib/graph/parameters'
import { placeholdersOf, wordsOf } from '@/lib/commands/words'
import type { CreateSweepInput } from '@/lib/sweeps/input'
import type { SweepMethod } from '@/lib/sweeps/schema'
import { countCombinations, gridSize } from '@/lib/sweeps/space'
import type { Domain, Space, SweepValue } from '@/lib/sweeps/schema'

/** One parameter as the form holds it: what is typed stays text until it is sent. */
export interface Row {
  name: string
  /** Of a pipeline's parameter; null for a command's. */
  type: PipelineParameter['type'] | null
  use: boolean
  kind: 'range' | 'list'
  min: string
  max: string
  log: boolean
  whole: boolean
  points: string
  values: string
}

export interface SweepForm {
  name: string
  command: string
  /** Where a command's program lies. */
  code: 'paste' | 'files' | 'machine'
  script: string
  files: File[]
  experiment: string
  environment: string
  folder: string
  rows: Row[]
  /** `step metric` of a pipeline; the metric's name alone for a command. */
  metric: string
  direction: 'maximize' | 'minimize'
  method: SweepMethod
  trials: string
  parallel: string
  minutes: string
  stopping: 'none' | 'median' | 'hyperband'
  stopFrom: string
  stopTo: string
}

/** A row with a first proposal around the default. */
export function rowFor(parameter: PipelineParameter, use: boolean): Row {
  const base = { name: parameter.name, type: parameter.type, use, kind: 'list' as const, min: '', max: '', log: false, whole: parameter.type === 'integer', points: '5', values: '' }
  switch (parameter.type) {
    case 'choice':
      return { ...base, values: parameter.choices.join(', ') }
    case 'boolean':
      return { ...base, values: 'true, false' }
    case 'text':
      return { ...base, values: parameter.default }
    default:
      return { ...base, kind: 'range', ...proposed(parameter.default, parameter.type === 'integer') }
  }
}

/** From a quarter to four times the default; on a logarithmic scale where it is small. */
function proposed(value: number, whole: boolean): Pick<Row, 'min' | 'max' | 'log'> {
  if (value === 0) return { min: '0', max: whole ? '10' : '1', log: false }
  const [low, high] = value > 0 ? [value / 4, value * 4] : [value * 4, value / 4]
  const tidy = (number: number) => String(whole ? Math.round(number) : Number(number.toPrecision(3)))
  return { min: whole && value > 0 ? String(Math.max(1, Math.round(low))) : tidy(low), max: tidy(high), log: !whole && value > 0 && value < 0.5 }
}

/** The rows of a command's placeholders, keeping what was typed for those that stay. */
export function rowsForCommand(command: string, rows: readonly Row[]): Row[] {
  const named = placeholdersOf(wordsOf(command) ?? command.split(/\s+/))
  return named.map((name) => rows.find((row) => row.name === name) ?? { name, type: null, use: true, kind: 'range', min: '0', max: '1', log: false, whole: false, points: '5', values: '' })
}

/** Reads what is typed of one row; a number where it is one and the parameter takes it. Null where it cannot be read. */
export function domainOf(row: Row, method: SweepMethod): Domain | null {
  if (row.kind === 'list') {
    const values = row.values.split(',').map((part) => part.trim()).filter((part) => part !== '').map((text) => valueOf(text, row.type))
    return values.length > 0 ? { values } : null
  }
  const [min, max, points] = [Number(row.min), Number(row.max), Number(row.points)]
  if (row.min.trim() === '' || row.max.trim() === '' || !Number.isFinite(min) || !Number.isFinite(max)) return null
  if (method === 'grid' && !(Number.isInteger(points) && points >= 2 && points <= 100)) return null
  return { min, max, scale: row.log ? 'log' : 'linear', whole: row.whole, points: method === 'grid' ? points : 5 }
}

function valueOf(text: string, type: Row['type']): SweepValue {
  if (type === 'boolean') return text === 'true'
  if (type === 'choice' || type === 'text') return text
  const number = Number(text)
  return Number.isFinite(number) ? number : text
}

/** The space so far, without rows that cannot be read; and which those are. */
export function spaceOf(form: Pick<SweepForm, 'rows' | 'method'>): { space: Space; unread: string[] } {
  const space: Space = {}
  const unread: string[] = []
  for (const row of form.rows.filter(({ use }) => use)) {
    const domain = domainOf(row, form.method)
    if (domain) space[row.name] = domain
    else unread.push(row.name)
  }
  return { space, unread }
}

/** How many trials there will be, in words. */
export function sizeWords(form: SweepForm): string {
  const { space, unread } = spaceOf(form)
  if (Object.keys(space).length === 0) return 'Choose at least one parameter to vary.'
  if (unread.length > 0) return `Fill in ${unread.map((name) => `“${name}”`).join(' and ')}.`
  const size = form.method === 'grid' ? gridSize(space) : countCombinations(space)
  const limit = Number(form.trials)
  const combinations = `${size.toLocaleString('en')} ${size === 1 ? 'combination' : 'combinations'}`
  if (form.method === 'grid') return form.trials.trim() === '' || size <= limit ? `The grid has ${combinations}; all are tried.` : `The grid has ${combinations}; the first ${limit} are tried. Raise the limit to try all.`
  return size === Infinity || form.trials.trim() === '' ? 'Values lie anywhere between the ends.' : size <= limit ? `There are ${combinations}; each is tried at most once.` : `There are ${combinations}, of which ${limit} are tried.`
}

const number = (text: string): number | undefined => (text.trim() === '' ? undefined : Number(text))

function commandOf(form: SweepForm): Pick<CreateSweepInput, 'command' | 'folder' | 'files' | 'experiment' | 'environment'> {
  const { command } = form
  if (form.code === 'machine') return { command, ...(form.folder.trim() && { folder: form.folder.trim() }) }
  return {
    command,
    environment: form.environment,
    ...(form.experiment.trim() && { experiment: form.experiment.trim() }),
    ...(form.code === 'paste' && { files: [{ path: 'script.py', text: form.script }] }),
  }
}

/** What is sent; chosen files go beside it. */
export function inputOf(form: SweepForm, pipeline: string | null): CreateSweepInput {
  const [node, metric] = pipeline ? (JSON.parse(form.metric || '["",""]') as [string, string]) : ['', form.metric.trim()]
  const trials = number(form.trials)
  return {
    ...(form.name.trim() && { name: form.name.trim() }),
    ...(pipeline ? { pipeline } : commandOf(form)),
    parameters: spaceOf(form).space,
    method: form.method,
    objective: { metric, ...(node && { node }), direction: form.direction },
    limits: { ...(trials !== undefined && { trials }), parallel: number(form.parallel) ?? 2, minutes: number(form.minutes) ?? null },
    stopping:
      form.stopping === 'none'
        ? { rule: 'none' }
        : form.stopping === 'median'
          ? { rule: 'median', from: number(form.stopFrom) ?? 1 }
          : { rule: 'hyperband', from: Math.max(1, number(form.stopFrom) ?? 1), to: number(form.stopTo) ?? 27 },
  }
}
