import { toCsv } from './prepare/csv'
import type { Frame } from './prepare/spec'

const kept = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'stroke-linecap', 'stroke-linejoin', 'opacity', 'font-size', 'font-family', 'font-weight', 'text-anchor', 'dominant-baseline']
const PAD = 16
const NS = 'http://www.w3.org/2000/svg'

export interface LegendEntry {
  label: string
  colour: string
  dash?: string
}

/** The drawing as a document of its own: tokens resolved, on its ground, under its title and with its legend. */
export function svgDocument(svg: SVGSVGElement, frame: Frame, legend: LegendEntry[]): { text: string; width: number; height: number } {
  const box = svg.getBoundingClientRect()
  const ground = getComputedStyle(svg.closest('[data-chart-card]') ?? document.body)
  const root = document.createElementNS(NS, 'svg')
  const head = 48
  const width = Math.ceil(box.width) + 2 * PAD
  const height = Math.ceil(box.height) + head + legend.length * 18 + 2 * PAD
  for (const [name, value] of Object.entries({ xmlns: NS, width, height, viewBox: `0 0 ${width} ${height}` })) root.setAttribute(name, String(value))
  root.append(shape('rect', { width, height, fill: ground.backgroundColor }))
  const font = { 'font-family': 'Inter, system-ui, sans-serif', fill: ground.color }
  root.append(label(frame.title, { x: PAD, y: PAD + 14, 'font-size': 14, 'font-weight': 600, ...font }))
  root.append(label(frame.subtitle, { x: PAD, y: PAD + 32, 'font-size': 11, 'fill-opacity': 0.75, ...font }))
  const drawing = copy(svg)
  for (const [name, value] of Object.entries({ x: PAD, y: PAD + head, width: box.width, height: box.height, overflow: 'visible' })) drawing.setAttribute(name, String(value))
  root.append(drawing)
  legend.forEach((entry, index) => {
    const y = PAD + head + box.height + 12 + index * 18
    root.append(shape('line', { x1: PAD, x2: PAD + 20, y1: y, y2: y, stroke: resolve(entry.colour, svg), 'stroke-width': 2, ...(entry.dash ? { 'stroke-dasharray': entry.dash } : {}) }))
    root.append(label(entry.label, { x: PAD + 28, y: y + 4, 'font-size': 11, ...font }))
  })
  return { text: new XMLSerializer().serializeToString(root), width, height }
}

/** @throws Error where the browser cannot draw it. */
export async function pngBlob(document_: { text: string; width: number; height: number }, scale = 2): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(document_.text)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = document_.width * scale
  canvas.height = document_.height * scale
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolveBlob, reject) => canvas.toBlob((blob) => (blob ? resolveBlob(blob) : reject(new Error('The browser could not draw the picture.'))), 'image/png'))
}

export function csvBlob(frame: Frame): Blob {
  // The mark lets spreadsheets read it as UTF-8.
  return new Blob(['\uFEFF', toCsv(frame.table)], { type: 'text/csv;charset=utf-8' })
}

export function save(blob: Blob, fileName: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = fileName.replace(/[^\p{L}\p{N}._-]+/gu, '-')
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** A deep copy whose looks stand in attributes instead of style sheets. */
function copy(svg: SVGSVGElement): SVGSVGElement {
  const twin = svg.cloneNode(true) as SVGSVGElement
  const from = [svg, ...svg.querySelectorAll('*')]
  const to = [twin, ...twin.querySelectorAll('*')]
  from.forEach((element, index) => {
    const style = getComputedStyle(element)
    const target = to[index] as Element
    for (const name of kept) target.setAttribute(name, style.getPropertyValue(name))
    target.removeAttribute('class')
    target.removeAttribute('style')
  })
  for (const element of twin.querySelectorAll('[data-export="no"], title')) element.remove()
  return twin
}

function resolve(colour: string, near: Element): string {
  const name = /^var\((--[\w-]+)\)$/.exec(colour)?.[1]
  if (!name) return colour
  const probe = document.createElement('i')
  probe.style.color = colour
  ;(near.parentElement ?? document.body).append(probe)
  const value = getComputedStyle(probe).color
  probe.remove()
  return value
}

function shape(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(NS, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  return element
}

function label(text: string, attributes: Record<string, string | number>): SVGElement {
  const element = shape('text', attributes)
  element.textContent = text
  return element
}
