import type { RunAxis } from '@/components/charts/prepare/run-axes'
import { mostRuns } from '@/lib/comparison/limits'
import type { LineSettings } from './metric-lines'

/** A part of the address; null where it is not there. */
type Get = (name: string) => string | null

const axes: RunAxis[] = ['step', 'relative', 'wall']

/** Ids of runs as `runs=id,id` holds them, each once; those beyond the most that can be compared are left out. */
export function runsIn(text: string | null): { ids: string[]; dropped: number } {
  const ids = [...new Set((text ?? '').split(',').map((id) => id.trim()).filter(Boolean))]
  return { ids: ids.slice(0, mostRuns), dropped: Math.max(0, ids.length - mostRuns) }
}

/** A list of names as it stands in the address: JSON, as names may hold anything. Undefined where none or nonsense does. */
export function namesIn(text: string | null): string[] | undefined {
  try {
    const names: unknown = JSON.parse(text ?? '')
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names.slice(0, 60) : undefined
  } catch {
    return undefined
  }
}

export function lineSettingsIn(get: Get): LineSettings {
  const smoothing = Number(get('smooth') ?? 0)
  return {
    axis: axes.find((axis) => axis === get('x')) ?? 'step',
    logX: get('logx') === 'true' && get('x') !== 'wall',
    logY: get('logy') === 'true',
    smoothing: smoothing > 0 && smoothing < 1 ? smoothing : 0,
    zoom: rangeIn(get('zoom')),
  }
}

/** `12.5~80`; null where it is no range. */
export function rangeIn(text: string | null): [number, number] | null {
  const parts = text?.split('~').map(Number) ?? []
  return parts.length === 2 && parts.every(Number.isFinite) && parts[0]! < parts[1]! ? [parts[0]!, parts[1]!] : null
}

export const rangeText = (range: readonly [number, number] | null): string | null => (range ? range.map((value) => Number(value.toPrecision(15))).join('~') : null)
