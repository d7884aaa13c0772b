import { thin } from '../charts/prepare/series'
import type { Axis, BarSpec, HistogramSpec, LineSpec, Reference, ScatterSpec } from '../charts/prepare/spec'
import { html, type Html, type Part } from './html'

const WIDTH = 520
const HEIGHT = 300
const PAD = { top: 24, right: 14, bottom: 42 }

/** The light theme's colours: a report is read on paper. */
const colours: Record<string, string> = {
  'var(--series-1)': '#0072b2',
  'var(--series-2)': '#c75b12',
  'var(--series-3)': '#00835c',
  'var(--series-4)': '#a8518a',
  'var(--series-5)': '#8a6d00',
  'var(--series-6)': '#3f4756',
  'var(--series-7)': '#0b8aa8',
  'var(--series-8)': '#8c3b2e',
}
export const colour = (name: string) => colours[name] ?? '#8b8f99'
const at = (value: number) => value.toFixed(1)

interface Scales {
  x: (value: number) => number
  y: (value: number) => number
}

function frame(xAxis: Axis, yAxis: Axis, label: string, layers: (scales: Scales) => Part): Html {
  const left = 12 + 6.4 * Math.max(...yAxis.ticks.map((tick) => yAxis.format(tick).length))
  const [right, bottom] = [WIDTH - PAD.right, HEIGHT - PAD.bottom]
  const x = (value: number) => left + ((value - xAxis.domain[0]) / (xAxis.domain[1] - xAxis.domain[0])) * (right - left)
  const y = (value: number) => bottom - ((value - yAxis.domain[0]) / (yAxis.domain[1] - yAxis.domain[0])) * (bottom - PAD.top)
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
    ${xAxis.ticks.map((tick) => html`<path d="M${at(x(tick))} ${PAD.top}V${bottom}" class="grid"/><text x="${at(x(tick))}" y="${bottom + 15}" text-anchor="middle">${xAxis.format(tick)}</text>`)}
    ${yAxis.ticks.map((tick) => html`<path d="M${at(left)} ${at(y(tick))}H${right}" class="grid"/><text x="${at(left - 5)}" y="${at(y(tick) + 4)}" text-anchor="end">${yAxis.format(tick)}</text>`)}
    <path d="M${at(left)} ${PAD.top}V${bottom}H${right}" class="axis"/>
    <text x="0" y="12">${yAxis.label}</text><text x="${right}" y="${HEIGHT - 8}" text-anchor="end">${xAxis.label}</text>
    ${layers({ x, y })}
  </svg>`
}

const reference = ({ x, y }: Scales, line: Reference) => html`<path d="M${at(x(line.from.x))} ${at(y(line.from.y))}L${at(x(line.to.x))} ${at(y(line.to.y))}" stroke="${colour(line.colour)}" stroke-dasharray="4 4" fill="none"/>`

/** Curves with their legend below. */
export function lineSvg(spec: LineSpec): Html {
  const shown = spec.series.filter((line) => !line.hidden)
  const drawing = frame(spec.x, spec.y, spec.description, (scales) => [
    spec.references.map((line) => reference(scales, line)),
    shown.map((line) => {
      const points = thin(line.points, 400).filter((point) => Number.isFinite(point.y))
      const path = points.map((point, index) => `${index === 0 ? 'M' : 'L'}${at(scales.x(point.x))} ${at(scales.y(point.y))}`).join('')
      const dots = line.dots ? points.map((point) => html`<circle cx="${at(scales.x(point.x))}" cy="${at(scales.y(point.y))}" r="3" fill="${colour(line.colour)}"/>`) : null
      return html`<path d="${path}" stroke="${colour(line.colour)}" stroke-width="1.75"${line.dash ? html` stroke-dasharray="${line.dash}"` : null} fill="none"/>${dots}`
    }),
  ])
  const legend = [...shown.map((line) => ({ text: [line.name, line.note].filter(Boolean).join(', '), colour: line.colour })), ...spec.references.filter((line) => line.listed).map((line) => ({ text: line.label, colour: line.colour }))]
  return html`${drawing}<p class="legend">${legend.map((entry) => html`<span><i style="background:${colour(entry.colour)}"></i>${entry.text}</span>`)}</p>`
}

/** Dots with the lines they are compared with. */
export function scatterSvg(spec: ScatterSpec): Html {
  return frame(spec.x, spec.y, spec.description, (scales) => [
    spec.references.map((line) => reference(scales, line)),
    html`<path d="${spec.points.map((point) => `M${at(scales.x(point.x))} ${at(scales.y(point.y))}h0`).join('')}" stroke="#0072b2" stroke-width="4" stroke-linecap="round" stroke-opacity="0.5" fill="none"/>`,
  ])
}

export function histogramSvg(spec: HistogramSpec): Html {
  return frame(spec.x, spec.y, spec.description, ({ x, y }) =>
    spec.bins.map((bin) => html`<rect x="${at(x(bin.from) + 0.5)}" y="${at(y(bin.count))}" width="${at(Math.max(1, x(bin.to) - x(bin.from) - 1))}" height="${at(y(0) - y(bin.count))}" fill="#0072b2"/>`),
  )
}

/** Horizontal bars with their values. */
export function barSvg(spec: BarSpec): Html {
  const band = 20
  const height = spec.bars.length * band + 8
  const left = Math.min(190, 14 + Math.max(...spec.bars.map((bar) => bar.label.length)) * 6.2)
  const [low, high] = spec.x.domain
  const x = (value: number) => left + ((value - low) / (high - low)) * (WIDTH - left - 64)
  const cut = (name: string) => (name.length > 29 ? `${name.slice(0, 28)}…` : name)
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${spec.description}">
    ${spec.bars.map((bar, index) => {
      const [from, to] = [Math.min(x(0), x(bar.value)), Math.max(x(0), x(bar.value))]
      return html`<text x="${at(left - 6)}" y="${index * band + 15}" text-anchor="end" class="name">${cut(bar.label)}</text><rect x="${at(from)}" y="${index * band + 4}" width="${at(to - from)}" height="14" fill="#0072b2"/><text x="${at(to + 5)}" y="${index * band + 15}">${bar.text}</text>`
    })}
    <path d="M${at(x(0))} 0V${height}" class="axis"/>
  </svg>`
}
