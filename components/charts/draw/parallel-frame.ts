import type { ParallelLine } from '../prepare/parallel'

export interface ParallelFrame {
  top: number
  bottom: number
  /** Where each axis stands, in pixels. */
  xs: number[]
}

/** Room for names above the axes and for the marks beside them. */
export function frameOf(width: number, height: number, axes: number): ParallelFrame {
  const [left, right] = [40, Math.max(40, width - 40)]
  const xs = Array.from({ length: axes }, (_, index) => (axes === 1 ? (left + right) / 2 : left + (index * (right - left)) / (axes - 1)))
  return { top: 34, bottom: height - 14, xs }
}

export const yOf = ({ top, bottom }: ParallelFrame, place: number): number => bottom - place * (bottom - top)
export const placeAt = ({ top, bottom }: ParallelFrame, y: number): number => Math.min(1, Math.max(0, (bottom - y) / (bottom - top)))

/** Where a value is missing the line begins anew; a value alone between two gaps is a short dash. */
export function pathOf(line: Pick<ParallelLine, 'places'>, frame: ParallelFrame): string {
  const parts: string[] = []
  line.places.forEach((place, index) => {
    if (place === null) return
    const [x, y] = [frame.xs[index]!, yOf(frame, place)]
    const joined = index > 0 && line.places[index - 1] !== null
    const alone = !joined && (line.places[index + 1] ?? null) === null
    parts.push(alone ? `M${x - 6} ${y}H${x + 6}` : `${joined ? 'L' : 'M'}${x} ${y}`)
  })
  return parts.join('')
}

/** Better lines are stronger in colour; the best has one of its own. */
export function shadeColour({ shade, best }: Pick<ParallelLine, 'shade' | 'best'>): string {
  if (best) return 'var(--series-2)'
  if (shade === null) return 'var(--control)'
  return `color-mix(in oklab, var(--series-1) ${Math.round(20 + shade * 80)}%, var(--line-strong))`
}
