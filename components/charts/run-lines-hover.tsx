'use client'

import { useEffect, useRef, type RefObject } from 'react'
import type { HoverLink } from './hover-link'
import { readAt, type Reading } from './prepare/read-at'
import { placeText } from './prepare/run-axes'
import { linesBox, share, valueAt } from './prepare/run-lines-svg'
import type { RunLinesSpec } from './prepare/run-lines'

export interface RunLinesHoverProps {
  spec: RunLinesSpec
  width: number
  height: number
  link: HoverLink | undefined
  source: string
  legend: RefObject<HTMLUListElement | null>
  onZoom: ((range: [number, number] | null) => void) | undefined
  zoomed: boolean
}

const NAMED = 8

/** Everything that follows the pointer or the arrow keys: cross-hair, card, values in the legend, and the part to zoom into. None of it is React state. */
export function RunLinesHover({ spec, width, height, link, source, legend, onZoom, zoomed }: RunLinesHoverProps) {
  const area = useRef<HTMLDivElement>(null)
  const hair = useRef<HTMLDivElement>(null)
  const dot = useRef<HTMLDivElement>(null)
  const card = useRef<HTMLDivElement>(null)
  const part = useRef<HTMLDivElement>(null)
  /** Places on the axis: where the pointer or the keys stand, and where a drag began; `y` in pixels where a pointer is. */
  const state = useRef<{ at: number | null; y: number | null; from: number | null }>({ at: null, y: null, from: null })
  const box = linesBox(spec, width, height)
  const wide = box.right - box.left
  const pxOf = (x: number) => share(spec.x.domain, spec.logX, x) * wide
  const atPx = (px: number) => valueAt(spec.x.domain, spec.logX, Math.min(1, Math.max(0, px / wide)))
  const yOf = (y: number) => (1 - share(spec.y.domain, spec.logY, y)) * (box.bottom - box.top)

  const show = (at: number | null, own: boolean) => {
    const inside = at !== null && at >= spec.x.domain[0] && at <= spec.x.domain[1]
    const readings = inside ? readAt(spec.read, at) : []
    const px = inside ? pxOf(at) : 0
    hair.current!.style.display = inside ? '' : 'none'
    hair.current!.style.transform = `translateX(${px}px)`
    const pointer = own ? state.current.y : null
    const away = ({ low, high, y }: Reading) => (pointer === null || y === null ? Infinity : Math.min(...[low, high, y].map((value) => (value === null || (spec.logY && value <= 0) ? Infinity : Math.abs(yOf(value) - pointer)))))
    const order = pointer === null ? readings : [...readings].sort((a, b) => away(a) - away(b))
    const near = pointer === null ? undefined : order[0]
    fillLegend(legend.current, readings, near)
    placeDot(dot.current!, near && near.y !== null && !(spec.logY && near.y <= 0) ? { px, py: yOf(nearestOf(near, pointer!, yOf, spec.logY)), colour: near.line.colour } : null)
    fillCard(card.current!, own && inside ? { title: placeText(spec.axis, readings.length === 1 ? readings[0]!.x : at), readings: order.slice(0, NAMED), more: readings.length - NAMED, near } : null, px, wide)
    if (own && inside) area.current!.setAttribute('aria-valuetext', `${placeText(spec.axis, at)}: ${readings.slice(0, NAMED).map(({ line, text }) => `${line.name} ${text}`).join(', ')}`)
  }

  const latest = useRef(show)
  useEffect(() => {
    latest.current = show
    // After new data the values under a resting pointer are new too.
    if (state.current.at !== null) show(state.current.at, true)
  })
  useEffect(() => link?.subscribe((place) => place?.source !== source && latest.current(place?.x ?? null, false)), [link, source])

  const move = (at: number | null, y: number | null) => {
    Object.assign(state.current, { at, y })
    show(at, true)
    link?.set(at === null ? null : { x: at, source })
  }
  const placeOf = (event: React.PointerEvent) => {
    const frame = area.current!.getBoundingClientRect()
    return { at: atPx(event.clientX - frame.left), y: event.clientY - frame.top }
  }
  const drawPart = () => {
    const { from, at } = state.current
    const [a, b] = from === null || at === null ? [0, 0] : [Math.min(pxOf(from), pxOf(at)), Math.max(pxOf(from), pxOf(at))]
    Object.assign(part.current!.style, { left: `${a}px`, width: `${b - a}px`, display: b - a > 3 ? '' : 'none' })
  }
  const end = () => {
    const { from, at } = state.current
    state.current.from = null
    drawPart()
    if (onZoom && from !== null && at !== null && Math.abs(pxOf(from) - pxOf(at)) > 6) onZoom([Math.min(from, at), Math.max(from, at)])
  }
  const key = (event: React.KeyboardEvent) => {
    const at = state.current.at ?? spec.x.domain[0]
    const target = stepTo(event.key, pxOf(at), wide, event.shiftKey ? 40 : 4)
    if (target !== null) move(atPx(target), null)
    else if (onZoom && (event.key === '+' || event.key === '=')) onZoom([atPx(Math.max(0, pxOf(at) - wide / 4)), atPx(Math.min(wide, pxOf(at) + wide / 4))])
    else if (event.key === 'Escape' && (zoomed || state.current.at !== null)) {
      if (state.current.at !== null) move(null, null)
      else onZoom?.(null)
    } else if (onZoom && (event.key === '-' || event.key === '0') && zoomed) onZoom(null)
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={area}
      role="slider"
      tabIndex={0}
      aria-label={`Read ${spec.title}${onZoom ? '; plus zooms in, 0 shows all' : ''}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
      aria-valuetext="nowhere yet"
      className="absolute cursor-crosshair touch-pan-y rounded-sm"
      style={{ left: box.left, top: box.top, width: wide, height: box.bottom - box.top }}
      onPointerDown={(event) => {
        if (!onZoom || event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        state.current.from = placeOf(event).at
      }}
      onPointerMove={(event) => {
        const { at, y } = placeOf(event)
        move(at, y)
        drawPart()
      }}
      onPointerUp={end}
      onPointerCancel={() => {
        state.current.from = null
        drawPart()
      }}
      onPointerLeave={() => state.current.from === null && move(null, null)}
      onDoubleClick={() => onZoom?.(null)}
      onKeyDown={key}
      onBlur={() => move(null, null)}
    >
      <div ref={part} className="pointer-events-none absolute inset-y-0 bg-accent/20" style={{ display: 'none' }} />
      <div ref={hair} className="pointer-events-none absolute inset-y-0 left-0 w-px bg-control" style={{ display: 'none' }} />
      <div ref={dot} className="pointer-events-none absolute top-0 left-0 -mt-1 -ml-1 size-2 rounded-full border-2 border-surface box-content" style={{ display: 'none' }} />
      <div ref={card} role="presentation" data-hover-card className="pointer-events-none absolute top-0 z-20 max-w-96 min-w-44 rounded-md bg-raised px-2.5 py-1.5 text-sm tabular shadow-pop" style={{ display: 'none' }} />
    </div>
  )
}

function stepTo(key: string, px: number, wide: number, by: number): number | null {
  if (key === 'ArrowRight') return Math.min(wide, px + by)
  if (key === 'ArrowLeft') return Math.max(0, px - by)
  if (key === 'Home') return 0
  return key === 'End' ? wide : null
}

/** Of a bucket the mean, the lowest or the highest: whichever is nearest to the pointer. */
function nearestOf({ y, low, high }: Reading, pointer: number, yOf: (y: number) => number, log: boolean): number {
  return [y!, low, high].filter((value): value is number => value !== null && !(log && value <= 0)).sort((a, b) => Math.abs(yOf(a) - pointer) - Math.abs(yOf(b) - pointer))[0]!
}

function fillLegend(list: HTMLUListElement | null, readings: Reading[], near: Reading | undefined): void {
  if (!list) return
  const texts = new Map(readings.map(({ line, text }) => [line.id, text]))
  for (const item of list.children) {
    const id = (item as HTMLElement).dataset.line!
    item.querySelector('[data-value]')!.textContent = texts.get(id) ?? ''
    item.toggleAttribute('data-near', near?.line.id === id)
  }
}

function placeDot(dot: HTMLElement, at: { px: number; py: number; colour: string } | null): void {
  dot.style.display = at ? '' : 'none'
  if (at) Object.assign(dot.style, { transform: `translate(${at.px - 2}px, ${at.py - 2}px)`, background: at.colour })
}

function fillCard(card: HTMLElement, content: { title: string; readings: Reading[]; more: number; near: Reading | undefined } | null, px: number, wide: number): void {
  card.style.display = content ? '' : 'none'
  if (!content) return
  const make = (tag: string, text: string, look = '') => Object.assign(document.createElement(tag), { textContent: text, className: look })
  const rows = content.readings.map(({ line, text }) => {
    const row = make('div', '', `flex items-center gap-1.5${content.near?.line.id === line.id ? ' font-semibold' : ''}`)
    const swatch = make('span', '', 'h-0.5 w-3 shrink-0 rounded-full')
    swatch.style.background = line.colour
    row.append(swatch, make('span', line.name, 'min-w-16 flex-1 truncate'), make('span', text, 'shrink-0 pl-2'))
    return row
  })
  card.replaceChildren(make('div', content.title, 'text-muted'), ...rows, ...(content.more > 0 ? [make('div', `and ${content.more} more`, 'text-muted')] : []))
  Object.assign(card.style, px < wide / 2 ? { left: `${px + 12}px`, right: '' } : { left: '', right: `${wide - px + 12}px` })
}
