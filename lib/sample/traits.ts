import { wholeRows } from './schema'

/** Steps whose values come from many rows at once, so that a sample gives other ones than the whole. */
const gathers = new Set([
  'transform.group-and-aggregate',
  'transform.pivot',
  'transform.window',
  'transform.remove-duplicates',
  'transform.normalize',
  'transform.bin',
  'transform.clip-outliers',
  'transform.target-encode',
  'transform.sample',
  'script.sql',
])

/** Steps that a run takes apart: by themselves they give nothing. */
const ofRuns: Record<string, string> = { 'control.for-each': 'For each goes through its values or groups in a run. Run to here, and its tables are shown.' }

/** Tables that others look things up in: a sample of them would have few partners. With how many rows are taken whole. */
const lookups: Record<string, { port: string; most: number }> = {
  'transform.join': { port: 'right', most: wholeRows },
  // Each text is compared with each.
  'transform.fuzzy-join': { port: 'right', most: 5_000 },
}

const idOf = (ref: string) => ref.split('@')[0]!

export function gathersRows(ref: string): boolean {
  return gathers.has(idOf(ref))
}

/** Why only a run can show what the step gives; undefined where a sample can. */
export function ofRunsOnly(ref: string): string | undefined {
  return ofRuns[idOf(ref)]
}

export function lookupOf(ref: string): { port: string; most: number } | undefined {
  return lookups[idOf(ref)]
}
