import type { ConfusionSpec } from '@/components/charts/prepare/spec'
import { formatInteger, formatPercent } from '@/components/ui/format'
import type { Cell, QualityReport } from '@/lib/labeling/quality/schema'
import type { LabelView } from '@/lib/labeling/schema'

/** Which images stand in the list below the numbers, as it is written in the address. */
export interface Look {
  list: 'differ' | 'checked' | 'doubted'
  label: string | null
  /** One or two people. */
  people: string[]
  /** What the one and the other said; `nothing` for nothing. */
  cell: [string, string] | null
  against: 'gold' | 'review' | null
}

const lists = ['differ', 'checked', 'doubted'] as const

export function readLook(get: (name: string) => string | null): Look {
  const cell = get('cell')?.split(' ')
  const against = get('against')
  return {
    list: lists.find((list) => list === get('list')) ?? 'differ',
    label: get('of'),
    people: get('people')?.split(' ').filter(Boolean) ?? [],
    cell: cell?.length === 2 ? [cell[0]!, cell[1]!] : null,
    against: against === 'gold' || against === 'review' ? against : null,
  }
}

export const lookToUrl = (look: Partial<Look>): Record<string, string | null> => ({
  list: look.list === 'differ' ? null : (look.list ?? null),
  of: look.label ?? null,
  people: look.people?.join(' ') || null,
  cell: look.cell?.join(' ') ?? null,
  against: look.against ?? null,
})

export interface QualityRow {
  key: string
  task: string
  /** Whose opinions to put beside each other; none for the result. */
  left: string | null
  right: string | null
  /** Labels that differ; null for nothing. */
  cells: { a: string | null; b: string | null }[]
  /** 0 to 1. */
  score: number
  about: 'pair' | 'gold' | 'review' | 'model'
}

const name = (label: string | null) => label ?? 'nothing'

/** The lines of a list that a look lets through, in the list's order. */
export function rowsOf(report: QualityReport, look: Look): QualityRow[] {
  const { label, people, cell } = look
  if (look.list === 'doubted')
    return (report.suspects ?? [])
      .filter((row) => !label || row.given === label || row.better === label)
      .map((row) => ({ key: row.task, task: row.task, left: null, right: null, cells: [{ a: row.given, b: row.better }], score: row.betterProbability, about: 'model' }))
  if (look.list === 'checked')
    return report.checked
      .filter((row) => (people.length === 0 || people.includes(row.person)) && (!look.against || row.against === look.against))
      .map((row) => ({ key: `${row.task} ${row.person} ${row.against}`, task: row.task, left: row.person, right: null, cells: [], score: row.score, about: row.against }))
  return report.disagreements
    .filter((row) => people.every((person) => person === row.a || person === row.b))
    .filter((row) => !label || row.cells.some(({ a, b }) => a === label || b === label))
    .filter((row) => !cell || row.cells.some(({ a, b }) => (name(a) === cell[0] && name(b) === cell[1]) || (people.length < 2 && name(a) === cell[1] && name(b) === cell[0])))
    .map((row) => ({ key: `${row.task} ${row.a} ${row.b}`, task: row.task, left: row.a, right: row.b, cells: row.cells, score: row.score, about: 'pair' }))
}

/** What one said down and the other across. Without a pair, all pairs, each counted both ways. */
export function prepareCells(cells: Cell[], labels: LabelView[], sides: { down: string; across: string }): ConfusionSpec & { ids: string[] } {
  const ids = [...labels.map(({ id }) => id).filter((id) => cells.some(({ a, b }) => a === id || b === id)), ...(cells.some(({ a, b }) => a === null || b === null) ? ['nothing'] : [])]
  const nameOf = (id: string) => (id === 'nothing' ? 'nothing' : (labels.find((label) => label.id === id)?.name ?? 'unknown'))
  const counts = new Map<string, number>()
  for (const { a, b, count } of cells) counts.set(`${name(a)} ${name(b)}`, (counts.get(`${name(a)} ${name(b)}`) ?? 0) + count)
  const at = (down: string, across: string) => counts.get(`${down} ${across}`) ?? 0
  const rowTotals = ids.map((down) => ids.reduce((sum, across) => sum + at(down, across), 0))
  const classes = ids.map(nameOf)
  return {
    title: 'Confusion between people',
    subtitle: `Down: what ${sides.down} said. Across: what ${sides.across} said of the same. “Nothing” where one found nothing there`,
    description: `Confusion between ${sides.down} and ${sides.across}: ${classes.map((each, row) => `${at(ids[row]!, ids[row]!)} of ${rowTotals[row]} ${each} alike`).join(', ')}.`,
    fileName: 'confusion-between-people',
    target: '',
    sides,
    ids,
    classes,
    rowTotals,
    cells: ids.flatMap((down, actual) =>
      ids.map((across, predicted) => {
        const count = at(down, across)
        const share = rowTotals[actual]! > 0 ? count / rowTotals[actual]! : null
        const facts = [
          { label: sides.down, value: nameOf(down) },
          { label: sides.across, value: nameOf(across) },
          { label: 'Times', value: `${formatInteger(count)} of ${formatInteger(rowTotals[actual]!)}` },
        ]
        return { actual, predicted, count, text: formatInteger(count), share, percent: share === null ? '' : formatPercent(share), shade: share ?? 0, right: actual === predicted, facts }
      }),
    ),
    table: { columns: [{ label: sides.down, numeric: false }, ...classes.map((label) => ({ label: `${label} to ${sides.across}`, numeric: true }))], rows: ids.map((down, row) => [classes[row]!, ...ids.map((across) => at(down, across))]) },
    empty: ids.length === 0 ? 'Nobody has compared opinions yet.' : null,
  }
}

/** Of all pairs, each counted both ways, so that neither person comes first. */
export const bothWays = (report: QualityReport): Cell[] => report.pairs.flatMap(({ cells }) => cells.flatMap((cell) => [cell, { a: cell.b, b: cell.a, count: cell.count }]))
