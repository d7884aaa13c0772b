import { styleOf } from '@/components/charts/prepare/series'
import type { LineLook } from '@/components/charts/prepare/run-lines'
import type { ComparedRun } from '@/lib/comparison/schema'
import { isOpen } from '../status'
import type { LineRun } from './metric-lines'

/** Colour and line style by the place among those that are compared, so that hiding some repaints none. Equal names get a part of the id. */
export function runLooks(runs: readonly Pick<ComparedRun, 'id' | 'name' | 'status'>[]): LineRun[] {
  const ids = runs.map(({ id }) => id)
  const twice = new Set(runs.map(({ name }) => name).filter((name, index, all) => all.indexOf(name) !== index))
  return runs.map(({ id, name, status }) => ({ id, name: twice.has(name) ? `${name} (${id.slice(0, 6)})` : name, ...styleOf(id, ids), open: isOpen(status) }))
}

export const groupLooks = (names: readonly string[]): LineLook[] => names.map((name) => ({ id: name, name, ...styleOf(name, names) }))
