import type { DrawnLine, RunLinesSpec } from './run-lines'

export interface LinesBox {
  width: number
  height: number
  left: number
  top: number
  right: number
  bottom: number
}

/** Room for labels: `width` × `height` around the place where lines are. */
export function linesBox(spec: RunLinesSpec, width: number, height: number): LinesBox {
  const label = Math.max(3, ...spec.y.ticks.map((value) => spec.y.format(value).length))
  return { width, height, left: 14 + label * 6.4, top: 22, right: width - 14, bottom: height - 40 }
}

/** Where a value lies between 0 and 1 on an axis. */
export function share([low, high]: readonly [number, number], log: boolean, value: number): number {
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low)
}

/** The value at a share of an axis: the other way round. */
export function valueAt([low, high]: readonly [number, number], log: boolean, at: number): number {
  return log ? low * (high / low) ** at : low + (high - low) * at
}

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

/** Colours as they are in the theme: a picture knows no variables. */
export interface Ink {
  of: (colour: string) => string
  ground: string
  text: string
  muted: string
  grid: string
}

/** The chart as a document of its own, under its title and with its legend: the same lines as on the screen. */
export function runLinesSvg(spec: RunLinesSpec, size: { width: number; height: number }, ink: Ink): { text: string; width: number; height: number } {
  const [pad, head] = [16, 48]
  const box = linesBox(spec, size.width, size.height)
  const px = (x: number) => box.left + share(spec.x.domain, spec.logX, x) * (box.right - box.left)
  const py = (y: number) => box.bottom - share(spec.y.domain, spec.logY, y) * (box.bottom - box.top)
  const text = (x: number, y: number, words: string, rest = '') => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="11" fill="${ink.muted}" ${rest}>${escape(words)}</text>`
  const shown = spec.lines.filter(({ faint }) => !faint)
  const height = size.height + head + shown.length * 18 + 2 * pad
  const width = size.width + 2 * pad
  const parts = [
    `<rect width="${width}" height="${height}" fill="${ink.ground}"/>`,
    `<text x="${pad}" y="${pad + 14}" font-size="14" font-weight="600" fill="${ink.text}">${escape(spec.title)}</text>`,
    text(pad, pad + 32, spec.subtitle),
    `<g transform="translate(${pad} ${pad + head})">`,
    `<clipPath id="plot"><rect x="${box.left}" y="${box.top - 6}" width="${box.right - box.left}" height="${box.bottom - box.top + 12}"/></clipPath>`,
    ...spec.y.ticks.map((value) => `<line x1="${box.left}" x2="${box.right}" y1="${py(value).toFixed(1)}" y2="${py(value).toFixed(1)}" stroke="${ink.grid}"/>${text(box.left - 6, py(value) + 4, spec.y.format(value), 'text-anchor="end"')}`),
    ...spec.x.ticks.map((value) => `<line x1="${px(value).toFixed(1)}" x2="${px(value).toFixed(1)}" y1="${box.top}" y2="${box.bottom}" stroke="${ink.grid}"/>${text(px(value), box.bottom + 16, spec.x.format(value), 'text-anchor="middle"')}`),
    text(0, 12, spec.y.label),
    text(box.right, box.bottom + 34, spec.x.label, 'text-anchor="end"'),
    `<g clip-path="url(#plot)" fill="none" stroke-linejoin="round" stroke-linecap="round">`,
    ...spec.bands.map(({ xs, low, high, colour }) => (xs.length === 0 ? '' : `<path d="M${[...xs.map((x, index) => `${px(x).toFixed(1)} ${py(high[index]!).toFixed(1)}`), ...xs.map((x, index) => `${px(x).toFixed(1)} ${py(low[index]!).toFixed(1)}`).reverse()].join('L')}Z" fill="${ink.of(colour)}" fill-opacity="0.15"/>`)),
    ...spec.lines.map((line) => `<path d="${pathOf(line, px, py)}" stroke="${ink.of(line.colour)}" stroke-width="1.5" ${line.faint ? 'stroke-opacity="0.25"' : ''} ${line.dash ? `stroke-dasharray="${line.dash}"` : ''}/>${line.dots.map(([x, y]) => `<circle cx="${px(x).toFixed(1)}" cy="${py(y).toFixed(1)}" r="2.5" fill="${ink.of(line.colour)}"/>`).join('')}`),
    ...spec.marks.map(({ x, kind, colour }) => `<path d="${markPath(kind, px(x), kind === 'Infinity' ? box.top : box.bottom)}" stroke="${ink.of(colour)}" stroke-width="1.5"/>`),
    '</g></g>',
    ...shown.map((line, index) => {
      const y = pad + head + size.height + 12 + index * 18
      return `<line x1="${pad}" x2="${pad + 20}" y1="${y}" y2="${y}" stroke="${ink.of(line.colour)}" stroke-width="2" ${line.dash ? `stroke-dasharray="${line.dash}"` : ''}/>${text(pad + 28, y + 4, line.name)}`
    }),
  ]
  return { text: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, system-ui, sans-serif">${parts.join('')}</svg>`, width, height }
}

function pathOf({ xs, ys }: DrawnLine, px: (x: number) => number, py: (y: number) => number): string {
  let pen = false
  return ys
    .map((y, index) => {
      if (y === null) {
        pen = false
        return ''
      }
      const command = pen ? 'L' : 'M'
      pen = true
      return `${command}${px(xs[index]!).toFixed(1)} ${py(y).toFixed(1)}`
    })
    .join('')
}

/** A cross for what is no number, an arrow up or down for what is infinite. */
export function markPath(kind: 'NaN' | 'Infinity' | '-Infinity', x: number, y: number): string {
  if (kind === 'NaN') return `M${x - 3.5} ${y - 3.5}L${x + 3.5} ${y + 3.5}M${x - 3.5} ${y + 3.5}L${x + 3.5} ${y - 3.5}`
  const up = kind === 'Infinity' ? 1 : -1
  return `M${x - 4} ${y + 5 * up}L${x} ${y}L${x + 4} ${y + 5 * up}`
}
