import type { Column } from '@/lib/catalog/types'

export interface ColumnChanges {
  added: string[]
  removed: string[]
  retyped: { name: string; before: Column['type']; after: Column['type'] }[]
  /** The same columns in another order. */
  moved: boolean
}

/** What a new version's columns change for whoever reads the data. Names are told apart by case, as pipelines do. */
export function compareColumns(before: Column[], after: Column[]): ColumnChanges {
  const [old, now] = [new Map(before.map((column) => [column.name, column])), new Map(after.map((column) => [column.name, column]))]
  const added = after.filter(({ name }) => !old.has(name)).map(({ name }) => name)
  const removed = before.filter(({ name }) => !now.has(name)).map(({ name }) => name)
  const retyped = after.flatMap(({ name, type }) => (old.has(name) && old.get(name)!.type !== type ? [{ name, before: old.get(name)!.type, after: type }] : []))
  const kept = (columns: Column[], others: Map<string, Column>) => columns.filter(({ name }) => others.has(name)).map(({ name }) => name)
  return { added, removed, retyped, moved: kept(before, now).join('\0') !== kept(after, old).join('\0') }
}

export function anyChange({ added, removed, retyped, moved }: ColumnChanges): boolean {
  return added.length > 0 || removed.length > 0 || retyped.length > 0 || moved
}
