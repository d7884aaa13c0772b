import { formatInteger, formatPercent } from '@/components/ui/format'
import { axis, niceDomain, unitAxis } from '@/components/charts/prepare/scale'
import { seriesColours } from '@/components/charts/prepare/series'
import type { LineSpec } from '@/components/charts/prepare/spec'
import type { CurvePoint, Learns, RoundView } from '@/lib/labeling/assist/schema'

const percentAxis = (label: string) => ({ ...unitAxis(label), format: (value: number) => formatPercent(value, 0) })

/** What the two lines of a round are called, by what it learns. */
const words: Record<Learns, { x: string; y: string; right: string; sure: string; subtitle: string }> = {
  label: { x: 'Labels learned from', y: 'Share of labeled images', right: 'right', sure: 'sure enough to be proposed', subtitle: 'Share of the labeled images, by cross-validation: each is asked of a model that had not seen it' },
  labels: { x: 'Images learned from', y: 'Share', right: 'answers that are right', sure: 'labels that would be proposed', subtitle: 'By cross-validation: each labeled image is asked of a model that had not seen it' },
  things: { x: 'Images learned from', y: 'Precision, and share of what people drew', right: 'mean average precision', sure: 'share that would be proposed', subtitle: 'By cross-validation: each labeled image is searched by a model that had not seen it' },
}

/** Accuracy and coverage of each round, by the labels that it learned from. */
export function prepareRounds(rounds: RoundView[], learns: Learns = 'label'): LineSpec {
  const word = words[learns]
  const nice = niceDomain(rounds.length > 0 ? [0, Math.max(...rounds.map(({ labels }) => labels))] : null)
  const points = (value: (round: RoundView) => number) =>
    rounds.map((round) => ({
      x: round.labels,
      y: value(round),
      facts: [{ label: word.x, value: formatInteger(round.labels) }, { label: word.right, value: formatPercent(round.accuracy) }, { label: word.sure, value: formatPercent(round.coverage ?? 0) }],
    }))
  return {
    title: 'What each round came to',
    subtitle: word.subtitle,
    description: `Rounds of training, ${word.x.toLowerCase()} and ${word.right}: ${rounds.map(({ labels, accuracy }) => `${labels}, ${formatPercent(accuracy)}`).join('; ')}.`,
    fileName: 'labeling-learning-curve',
    x: { label: word.x, domain: nice.domain, ticks: nice.ticks, format: formatInteger },
    y: percentAxis(word.y),
    series: [
      { name: word.right, note: '', colour: seriesColours[0]!, dash: undefined, hidden: false, dots: true, points: points(({ accuracy }) => accuracy) },
      { name: word.sure, note: '', colour: seriesColours[1]!, dash: '6 3', hidden: false, dots: true, points: points(({ coverage }) => coverage ?? 0) },
    ],
    references: [],
    table: {
      columns: ['Round', 'Labels', 'Right', 'Sure enough', 'Threshold', 'Proposed'].map((label) => ({ label, numeric: true })),
      rows: rounds.map(({ number, labels, accuracy, coverage, threshold, proposed }) => [number, labels, accuracy, coverage ?? 0, threshold, proposed]),
    },
    empty: rounds.length === 0 ? 'It has not learned yet.' : null,
  }
}

/** How right the model is on the images that it is surest of, by how many of them there are. */
export function prepareCoverage(curve: CurvePoint[], target: number): LineSpec {
  const points = (value: (point: CurvePoint) => number) =>
    curve.map((point) => ({
      x: point.coverage,
      y: value(point),
      facts: [{ label: 'Confidence at least', value: formatPercent(point.confidence) }, { label: 'Images', value: formatInteger(point.images) }, { label: 'Right', value: formatPercent(point.precision) }, { label: 'Shown with 95% certainty', value: formatPercent(point.lowerBound) }],
    }))
  const lowest = Math.min(target, ...curve.map(({ lowerBound }) => lowerBound))
  const y = axis('Share that is right', [Math.max(0, Math.min(lowest, 0.95)), 1])
  return {
    title: 'How far it can be trusted',
    subtitle: 'Of the labeled images that it is surest of, the share that is right, by cross-validation',
    description: `Coverage curve of ${curve.length} points; wanted are ${formatPercent(target, 0)}.`,
    fileName: 'labeling-coverage',
    x: percentAxis('Share of labeled images, the surest first'),
    y: { ...y, domain: [y.domain[0], 1], ticks: y.ticks.filter((tick) => tick <= 1), format: (value) => formatPercent(value, 0) },
    series: [
      { name: 'right', note: '', colour: seriesColours[0]!, dash: undefined, hidden: false, points: points(({ precision }) => precision) },
      { name: 'shown with 95% certainty', note: '', colour: seriesColours[1]!, dash: '6 3', hidden: false, points: points(({ lowerBound }) => lowerBound) },
    ],
    references: [{ label: `wanted, ${formatPercent(target, 0)}`, listed: true, colour: 'var(--muted)', from: { x: 0, y: target }, to: { x: 1, y: target } }],
    table: {
      columns: ['Confidence', 'Images', 'Share of images', 'Right', 'Lower bound'].map((label) => ({ label, numeric: true })),
      rows: curve.map(({ confidence, images, coverage, precision, lowerBound }) => [confidence, images, coverage, precision, lowerBound]),
    },
    empty: curve.length === 0 ? 'It has not learned yet.' : null,
  }
}
