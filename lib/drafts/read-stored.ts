import type { StepCompute } from '@/lib/graph/compute-schema'
import { markColors } from '@/lib/graph/mark-colors'
import type { GraphBookmark, GraphGroup, GraphNote, MarkColor } from '@/lib/graph/marks'
import type { PipelineParameter } from '@/lib/graph/parameter-schema'
import type { GraphEdge, GraphNode } from '@/lib/graph/schema'

/*
 * What a draft's document holds, read by hand and not by the schemas of lib/graph: the browser reads it to open a pipeline,
 * and the schemas with the library behind them would be a twentieth of all script. A test holds both to the same answers.
 * Each gives undefined for what is not of the shape.
 */

type Stored = Record<string, unknown>

const componentRef = /^[a-z0-9-]+\.[a-z0-9-]+@[0-9]+$/
const plainId = /^[A-Za-z0-9_-]{1,64}$/
const environmentRef = /^[a-z][a-z0-9-]{0,39}(@[0-9]{1,9})?$/
const tag = /^[^\s,]{1,40}$/
const resourceName = /^[A-Za-z][\w.:-]{0,59}$/
const parameterName = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/

export function nodeOf(stored: Stored): GraphNode | undefined {
  const { id, component, disabled, collapsed, dismissed, compute } = stored
  const name = text(stored.name, 200, '')
  const note = text(stored.note, 10_000, '')
  const position = point(stored.position)
  const params = stored.params === undefined ? {} : stored.params
  if (!matches(id, plainId) || !matches(component, componentRef) || name === undefined || note === undefined || !position || !isObject(params)) return undefined
  if (!optional(disabled, isBoolean) || !optional(collapsed, isBoolean) || !optional(dismissed, isDismissed)) return undefined
  const wishes = compute === undefined ? undefined : computeOf(compute)
  if (compute !== undefined && !wishes) return undefined
  return { id, component, name, params, note, ...given({ disabled }), position, ...given({ collapsed, dismissed, compute: wishes }) }
}

function computeOf(stored: unknown): StepCompute | undefined {
  if (!isObject(stored)) return undefined
  const { target, cpus, memoryMb, gpus, tags, resources, priority, timeoutSeconds, environment } = stored
  if (!optional(target, isTarget) || !optional(cpus, isCpus) || !optional(memoryMb, whole(1, 100_000_000)) || !optional(gpus, whole(0, 64))) return undefined
  if (!optional(tags, isTags) || !optional(resources, isResources) || !optional(priority, whole(-100, 100)) || !optional(timeoutSeconds, whole(1, 2_000_000)) || !optional(environment, isEnvironment)) return undefined
  return given({ target, cpus, memoryMb, gpus, tags, resources, priority, timeoutSeconds, environment })
}

export function edgeOf(stored: unknown): GraphEdge | undefined {
  if (!isObject(stored)) return undefined
  const [from, to] = [endOf(stored.from), endOf(stored.to)]
  return from && to && { from, to }
}

function endOf(stored: unknown): GraphEdge['from'] | undefined {
  return isObject(stored) && matches(stored.node, plainId) && typeof stored.port === 'string' ? { node: stored.node, port: stored.port } : undefined
}

export function noteOf({ id, color = 'yellow', size = { width: 240, height: 120 }, ...stored }: Stored): GraphNote | undefined {
  const written = text(stored.text, 10_000, '')
  const position = point(stored.position)
  if (!matches(id, plainId) || written === undefined || !isColor(color) || !position) return undefined
  if (!isObject(size) || !within(size.width, 80, 4000) || !within(size.height, 40, 4000)) return undefined
  return { id, text: written, color, position, size: { width: size.width, height: size.height } }
}

export function groupOf({ id, color = 'blue', collapsed = false, members, ...stored }: Stored): GraphGroup | undefined {
  const title = text(stored.title, 200, '')
  if (!matches(id, plainId) || title === undefined || !isColor(color) || !isBoolean(collapsed)) return undefined
  return isList(members, 5000, (member) => matches(member, plainId)) ? { id, title, color, collapsed, members: members as string[] } : undefined
}

export function bookmarkOf({ slot, x, y, zoom, ...stored }: Stored): GraphBookmark | undefined {
  const name = text(stored.name, 100, '')
  if (!within(slot, 1, 9) || !Number.isInteger(slot) || name === undefined || !isNumber(x) || !isNumber(y) || !within(zoom, 0.05, 2)) return undefined
  return { slot, name, x, y, zoom }
}

export function parameterOf(stored: Stored): PipelineParameter | undefined {
  const { name, type, default: value, choices } = stored
  const help = text(stored.help, 1000, '')
  if (!matches(name, parameterName) || help === undefined) return undefined
  const about = { name, help }
  if (type === 'number' && isNumber(value)) return { ...about, type, default: value }
  if (type === 'integer' && Number.isSafeInteger(value)) return { ...about, type, default: value as number }
  if (type === 'text' && typeof value === 'string' && value.length <= 10_000) return { ...about, type, default: value }
  if (type === 'boolean' && isBoolean(value)) return { ...about, type, default: value }
  if (type !== 'choice' || typeof value !== 'string' || !isList(choices, 100, (choice) => typeof choice === 'string' && choice.length >= 1 && choice.length <= 200)) return undefined
  return choices.includes(value) ? { ...about, type, choices: choices as string[], default: value } : undefined
}

const isObject = (value: unknown): value is Stored => typeof value === 'object' && value !== null && !Array.isArray(value)
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
const isNumber = (value: unknown): value is number => Number.isFinite(value)
const isColor = (value: unknown): value is MarkColor => (markColors as readonly unknown[]).includes(value)
const matches = (value: unknown, pattern: RegExp): value is string => typeof value === 'string' && pattern.test(value)
const within = (value: unknown, least: number, most: number): value is number => isNumber(value) && value >= least && value <= most
const isList = (value: unknown, most: number, item: (value: unknown) => boolean): value is unknown[] => Array.isArray(value) && value.length <= most && value.every(item)
const isDismissed = (value: unknown): value is string[] => isList(value, 200, (item) => typeof item === 'string' && item.length <= 500)
const isTarget = (value: unknown): value is string => typeof value === 'string' && value.length >= 1 && value.length <= 40
const isCpus = (value: unknown): value is number => isNumber(value) && value > 0 && value <= 4096
const isTags = (value: unknown): value is string[] => isList(value, 20, (item) => matches(item, tag))
const isResources = (value: unknown): value is Record<string, number> =>
  isObject(value) && Object.entries(value).every(([name, count]) => resourceName.test(name) && isNumber(count) && count > 0 && count <= 1_000_000)
const isEnvironment = (value: unknown): value is string => matches(value, environmentRef)
const whole = (least: number, most: number) => (value: unknown): value is number => Number.isInteger(value) && within(value, least, most)

function optional<T>(value: unknown, is: (value: unknown) => value is T): value is T | undefined {
  return value === undefined || is(value)
}

function text(value: unknown, most: number, initial: string): string | undefined {
  if (value === undefined) return initial
  return typeof value === 'string' && value.length <= most ? value : undefined
}

function point(value: unknown): { x: number; y: number } | undefined {
  if (value === undefined) return { x: 0, y: 0 }
  return isObject(value) && isNumber(value.x) && isNumber(value.y) ? { x: value.x, y: value.y } : undefined
}

/** Without what is undefined, so that equal things look equal. */
function given<T extends Stored>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
