import { formatCount, formatInteger } from '@/components/ui/format'
import { evenRows, type SampleSource, type SampleTable } from '@/lib/sample/schema'

/** `Sample of 1,000 of 12,034 rows`, or that nothing was left out. */
export function sampleTitle({ sources, exact }: Pick<SampleTable, 'sources' | 'exact'>): string {
  const [first] = sources
  if (!first) return 'No data'
  if (sources.length === 1) return exact ? `From all ${formatCount(first.of, 'row')}` : `Sample of ${formatInteger(first.taken)} of ${formatCount(first.of, 'row')}`
  return exact ? `From all rows of ${sources.length} tables` : `Sample: ${sources.map(sourceWords).join(', ')}`
}

function sourceWords({ name, taken, of }: SampleSource): string {
  return taken === of ? `all ${formatInteger(of)} of ${name}` : `${formatInteger(taken)} of ${formatInteger(of)} of ${name}`
}

/** How the rows were chosen, for the title's tooltip. */
export function samplingWords({ sources, exact }: Pick<SampleTable, 'sources' | 'exact'>): string {
  if (exact) return 'Nothing is left out: a run gives the same.'
  const long = sources.some((source) => source.taken < source.of && source.of > evenRows)
  return `${long ? 'Drawn from ten places spread over the table' : 'Drawn evenly over the whole table'}, in its order; the same rows every time. A run uses all rows.`
}

/** `1,000 → 412 rows` where the step has a table before it, else `412 rows`. */
export function rowsWords({ rowsIn, rowsOut }: Pick<SampleTable, 'rowsIn' | 'rowsOut'>): string {
  return rowsIn === null || rowsIn === rowsOut ? formatCount(rowsOut, 'row') : `${formatInteger(rowsIn)} → ${formatCount(rowsOut, 'row')}`
}

/** What the step did besides dropping rows: `2 columns added, 31 cells changed`. */
export function changeWords({ added, removed, retyped, changedCells }: Pick<SampleTable, 'added' | 'removed' | 'retyped' | 'changedCells'>): string {
  const parts = [
    added.length > 0 && `${formatCount(added.length, 'column')} added`,
    removed.length > 0 && `${formatCount(removed.length, 'column')} gone`,
    retyped.length > 0 && `${formatCount(retyped.length, 'column')} of another type`,
    changedCells !== null && changedCells > 0 && `${formatCount(changedCells, 'cell')} changed`,
  ]
  return parts.filter(Boolean).join(', ')
}
