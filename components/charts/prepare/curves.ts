import type { ClassificationEvaluation } from '@/lib/results/evaluation'
import { prevalence } from '@/lib/results/explain'
import { formatScore } from '@/lib/results/format'
import { unitAxis } from './scale'
import { styleOf, thin } from './series'
import type { LineSpec, Point, Reference, Series } from './spec'

type Curve = ClassificationEvaluation['curves'][number]

const SHOWN = 8
const muted = 'var(--control)'

/** ROC curves, one per class (binary: the positive class), with the diagonal of chance and each area in the legend. */
export function prepareRoc(evaluation: ClassificationEvaluation): LineSpec {
  const series = prepareSeries(evaluation, (curve) => curve.roc.fpr.map((x, index) => point(x, curve.roc.tpr[index], curve.roc.threshold[index], 'False positive rate', 'True positive rate')), 'rocAuc', 'AUC')
  const chance: Reference = { label: 'chance, AUC 0.5', listed: true, colour: muted, from: { x: 0, y: 0 }, to: { x: 1, y: 1 } }
  return {
    title: 'ROC curve',
    subtitle: subtitle(evaluation, series, 'How many of a class are found against how many others are called it, at each threshold'),
    description: describe('ROC curve', evaluation, series, 'area under the curve'),
    fileName: `${evaluation.target}-roc`,
    x: unitAxis('False positive rate'),
    y: unitAxis('True positive rate'),
    series,
    references: [chance],
    table: curveTable(evaluation, ['False positive rate', 'True positive rate'], (curve) => [curve.roc.fpr, curve.roc.tpr, curve.roc.threshold]),
    empty: emptiness(evaluation, series),
  }
}

/** Precision–recall curves, with the share of the positive class as baseline where there is one curve. */
export function preparePrecisionRecall(evaluation: ClassificationEvaluation): LineSpec {
  const several = evaluation.curves.length > 1
  const series = prepareSeries(evaluation, (curve) => curve.pr.recall.map((x, index) => point(x, curve.pr.precision[index], curve.pr.threshold[index], 'Recall', 'Precision')), 'averagePrecision', 'AP').map((line) => {
    const share = prevalence(evaluation, line.name)
    return several && line.note && share !== undefined ? { ...line, note: `${line.note}, random ${formatScore(share)}` } : line
  })
  return {
    title: 'Precision–recall curve',
    subtitle: subtitle(evaluation, series, 'How many called a class are it against how many of it are found, at each threshold'),
    description: describe('Precision–recall curve', evaluation, series, 'average precision'),
    fileName: `${evaluation.target}-precision-recall`,
    x: unitAxis('Recall'),
    y: unitAxis('Precision'),
    series,
    // Beyond four classes their baselines would crowd the drawing.
    references: baselines(evaluation, evaluation.curves.length <= 4 ? evaluation.curves : []),
    table: curveTable(evaluation, ['Recall', 'Precision'], (curve) => [curve.pr.recall, curve.pr.precision, curve.pr.threshold]),
    empty: emptiness(evaluation, series),
  }
}

function baselines(evaluation: ClassificationEvaluation, curves: Curve[]): Reference[] {
  return curves.flatMap((curve) => {
    const share = prevalence(evaluation, curve.label)
    if (share === undefined) return []
    const colour = curves.length === 1 ? muted : styleOf(curve.label, evaluation.classes).colour
    const label = curves.length === 1 ? `random ranking, ${formatScore(share)}` : `${curve.label} at random, ${formatScore(share)}`
    return [{ label, listed: curves.length === 1, colour, from: { x: 0, y: share }, to: { x: 1, y: share } }]
  })
}

function prepareSeries(evaluation: ClassificationEvaluation, points: (curve: Curve) => (Point | null)[], area: 'rocAuc' | 'averagePrecision', short: string): Series[] {
  const areaOf = (label: string) => evaluation.perClass.find((entry) => entry.label === label)?.[area] ?? null
  const drawn = evaluation.curves.map((curve) => ({ curve, points: points(curve).filter((entry) => entry !== null) })).filter((entry) => entry.points.length > 0)
  // Beyond eight, the weakest classes are what a reader looks for; the others wait in the legend.
  const weakest = new Set([...drawn].sort((a, b) => (areaOf(a.curve.label) ?? 0) - (areaOf(b.curve.label) ?? 0)).slice(0, SHOWN).map((entry) => entry.curve.label))
  return drawn.map(({ curve, points: all }) => {
    const value = areaOf(curve.label)
    return { name: curve.label, note: value === null ? '' : `${short} ${formatScore(value)}`, ...styleOf(curve.label, evaluation.classes), points: thin(all), hidden: !weakest.has(curve.label) }
  })
}

function point(x: number | null | undefined, y: number | null | undefined, threshold: number | null | undefined, xLabel: string, yLabel: string): Point | null {
  if (x === null || x === undefined || y === null || y === undefined || !Number.isFinite(x) || !Number.isFinite(y)) return null
  const cut = threshold === null || threshold === undefined ? 'none reach it' : `≥ ${formatScore(threshold)}`
  return { x, y, facts: [{ label: xLabel, value: formatScore(x) }, { label: yLabel, value: formatScore(y) }, { label: 'Probability', value: cut }] }
}

function subtitle(evaluation: ClassificationEvaluation, series: Series[], what: string): string {
  const classes = evaluation.classes.length > 2 ? ', each class against the rest' : series[0] ? ` (positive class: ${series[0].name})` : ''
  const hidden = series.filter((entry) => entry.hidden).length
  return `${what}${classes}${hidden > 0 ? `; the ${SHOWN} weakest of ${series.length} classes` : ''}`
}

function describe(what: string, evaluation: ClassificationEvaluation, series: Series[], area: string): string {
  if (series.length === 0) return `${what} of ${evaluation.target}: nothing to draw.`
  const each = series.map((entry) => `${entry.name}: ${entry.note.replace(/^\S+ /, '') || 'unknown'}`).join(', ')
  return `${what} of ${evaluation.target}, ${area} by class: ${each}.`
}

function emptiness(evaluation: ClassificationEvaluation, series: Series[]): string | null {
  if (series.length > 0) return null
  return evaluation.rows === 0 ? 'There were no rows to evaluate.' : 'The predictions carry no probabilities, so there is no threshold to vary.'
}

function curveTable(evaluation: ClassificationEvaluation, names: [string, string], columns: (curve: Curve) => [(number | null)[], (number | null)[], (number | null)[]]) {
  return {
    columns: [{ label: 'Class', numeric: false }, ...names.map((label) => ({ label, numeric: true })), { label: 'Threshold', numeric: true }],
    rows: evaluation.curves.flatMap((curve) => {
      const [x, y, threshold] = columns(curve)
      return x.map((value, index) => [curve.label, value, y[index] ?? null, threshold[index] ?? null])
    }),
  }
}
