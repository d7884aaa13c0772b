'use client'

import { useLayoutEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { linesBox, markPath, type Ink } from '../prepare/run-lines-svg'
import type { RunLinesSpec } from '../prepare/run-lines'

export interface RunLinesDrawingProps {
  spec: RunLinesSpec
  width: number
  height: number
  ink: Ink
  /** After it has been drawn. */
  onDrawn?: (() => void) | undefined
}

const font = '11px "Inter Variable", system-ui, sans-serif'
/** Places of all lines together from which on they are drawn as fine as can be: browsers take thirty times as long for what is wider than a pixel. */
const dense = 4_000
const linear = uPlot.paths.linear!()

/** Lines on a canvas, fifty of a thousand places in a few milliseconds. Everything is decided in the spec. */
export default function RunLinesDrawing({ spec, width, height, ink, onDrawn }: RunLinesDrawingProps) {
  const place = useRef<HTMLDivElement>(null)
  // Before the paint: what stands around it is of the same data.
  useLayoutEffect(() => {
    const chart = new uPlot(options(spec, width, height, ink), dataOf(spec), place.current!)
    onDrawn?.()
    return () => chart.destroy()
  }, [spec, width, height, ink, onDrawn])
  return <div ref={place} aria-hidden className="pointer-events-none" style={{ height }} />
}

function dataOf(spec: RunLinesSpec): uPlot.AlignedData {
  // A list of its own for each line, as the runs have their points at different places.
  return [null, ...spec.lines.map(({ xs, ys }) => [xs, ys])] as unknown as uPlot.AlignedData
}

function options(spec: RunLinesSpec, width: number, height: number, ink: Ink): uPlot.Options {
  const box = linesBox(spec, width, height)
  const lineWidth = spec.lines.reduce((places, { xs }) => places + xs.length, 0) > dense ? 1 : 1.5
  const axis = (side: 'x' | 'y'): uPlot.Axis => ({
    scale: side,
    stroke: ink.muted,
    font,
    grid: { stroke: ink.grid, width: 1 },
    ticks: { show: false },
    gap: 6,
    size: side === 'x' ? height - box.bottom : box.left,
    splits: () => spec[side].ticks,
    values: (_, splits) => splits.map((value) => spec[side].format(value)),
  })
  const scale = (side: 'x' | 'y', log: boolean): uPlot.Scale => ({ time: false, auto: false, distr: log ? 3 : 1, range: () => spec[side].domain })
  return {
    mode: 2,
    width,
    height,
    padding: [box.top, width - box.right, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: scale('x', spec.logX), y: scale('y', spec.logY) },
    axes: [axis('x'), axis('y')],
    series: [
      {},
      ...spec.lines.map((line) => ({
        facets: [{ scale: 'x', auto: false }, { scale: 'y', auto: false }],
        stroke: ink.of(line.colour),
        width: lineWidth,
        alpha: line.faint ? 0.25 : 1,
        dash: line.dash?.split(' ').map(Number),
        spanGaps: false,
        // Rounded to whole pixels, a line would pass beside its points.
        pxAlign: 0,
        paths: linear,
        points: { show: false },
      })),
    ] as uPlot.Series[],
    hooks: { drawAxes: [(u) => drawBands(u, spec, ink)], draw: [(u) => drawMarks(u, spec, ink)] },
  }
}

function drawBands(u: uPlot, { bands }: RunLinesSpec, ink: Ink): void {
  const { ctx, bbox } = u
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  for (const { xs, low, high, colour } of bands) {
    const path = new Path2D()
    xs.forEach((x, index) => path.lineTo(u.valToPos(x, 'x', true), u.valToPos(high[index]!, 'y', true)))
    for (let index = xs.length - 1; index >= 0; index--) path.lineTo(u.valToPos(xs[index]!, 'x', true), u.valToPos(low[index]!, 'y', true))
    path.closePath()
    ctx.globalAlpha = 0.15
    ctx.fillStyle = ink.of(colour)
    ctx.fill(path)
  }
  ctx.restore()
}

function drawMarks(u: uPlot, { lines, marks, x, y }: RunLinesSpec, ink: Ink): void {
  const { ctx, bbox } = u
  const ratio = devicePixelRatio
  ctx.save()
  ctx.font = `${11 * ratio}px "Inter Variable", system-ui, sans-serif`
  ctx.fillStyle = ink.muted
  ctx.textAlign = 'left'
  ctx.textBaseline = 'alphabetic'
  ctx.fillText(y.label.length > 60 ? `${y.label.slice(0, 59)}…` : y.label, 0, 12 * ratio)
  ctx.textAlign = 'right'
  ctx.fillText(x.label, bbox.left + bbox.width, bbox.top + bbox.height + 34 * ratio)
  const within = (at: number) => at >= bbox.left - 1 && at <= bbox.left + bbox.width + 1
  for (const { dots, colour } of lines) {
    ctx.fillStyle = ink.of(colour)
    for (const [dx, dy] of dots) {
      const at = u.valToPos(dx, 'x', true)
      if (!within(at)) continue
      ctx.beginPath()
      ctx.arc(at, u.valToPos(dy, 'y', true), 2.5 * ratio, 0, 2 * Math.PI)
      ctx.fill()
    }
  }
  ctx.lineWidth = 1.5 * ratio
  for (const { x: at, kind, colour } of marks) {
    const px = u.valToPos(at, 'x', true)
    if (!within(px)) continue
    ctx.strokeStyle = ink.of(colour)
    ctx.save()
    ctx.translate(px, kind === 'Infinity' ? bbox.top : bbox.top + bbox.height)
    ctx.scale(ratio, ratio)
    ctx.lineWidth = 1.5
    ctx.stroke(new Path2D(markPath(kind, 0, 0)))
    ctx.restore()
  }
  ctx.restore()
}
