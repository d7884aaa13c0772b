import { formatNumber } from '@/lib/results/format'
import { termName, type StructureView } from '@/lib/results/model-structure'
import { axis } from './scale'
import { top } from './series'
import type { BarSpec } from './spec'

type Linear = Extract<StructureView, { kind: 'linear' }>

/** The coefficients of one class or of the number, the largest first, with their sign. */
export function prepareCoefficients(structure: Linear, target: string, place: number, limit = 20): BarSpec {
  const { classes } = structure
  // Of two classes the coefficients speak for the second.
  const name = classes ? classes[structure.coefficients.length === 1 ? 1 : place] : undefined
  const terms = (structure.coefficients[place] ?? []).flatMap((value, index) => {
    const column = structure.columns[index]
    return column && value !== null ? [{ label: termName(column), value, scale: column.scale }] : []
  })
  const { kept, dropped } = top(terms, limit, (term) => Math.abs(term.value), (term) => term.label)
  const intercept = structure.intercepts[place]
  const what = name === undefined ? `Change of the predicted ${target}` : `Change of the log-odds of “${name}”`
  return {
    title: name === undefined ? 'Coefficients' : `Coefficients of ${name}`,
    subtitle: `${what} when a number grows by one standard deviation, or a category or truth value holds; intercept ${formatNumber(intercept)}${dropped > 0 ? `; the ${limit} largest of ${terms.length}` : ''}`,
    description: `Coefficients for ${name ?? target}: ${kept.slice(0, 5).map((term) => `${term.label} ${formatNumber(term.value)}`).join(', ')}.`,
    fileName: `${target}-coefficients`,
    x: axis('Coefficient', kept.map((term) => term.value), { zero: true }),
    bars: kept.map((term) => ({
      label: term.label,
      value: term.value,
      text: formatNumber(term.value),
      facts: [
        { label: 'Coefficient', value: formatNumber(term.value) },
        ...(term.scale === null ? [] : [{ label: 'One deviation', value: formatNumber(term.scale) }, { label: 'Per unit', value: formatNumber(term.scale === 0 ? null : term.value / term.scale) }]),
      ],
    })),
    table: {
      columns: [{ label: 'Column', numeric: false }, { label: 'Coefficient', numeric: true }, { label: 'One deviation', numeric: true }, { label: 'Per unit', numeric: true }],
      rows: top(terms, terms.length, (term) => Math.abs(term.value), (term) => term.label).kept.map((term) => [term.label, term.value, term.scale, term.scale ? term.value / term.scale : null]),
    },
    empty: terms.length === 0 ? 'The model has no coefficients.' : null,
  }
}
