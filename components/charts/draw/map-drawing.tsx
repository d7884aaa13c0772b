'use client'

import { useMemo } from 'react'
import { geoEquirectangular, geoGraticule10, geoMercator, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import land from 'world-atlas/land-110m.json'
import { nearest } from '../prepare/series'
import type { MapSpec } from '../prepare/spec'
import type { Hovered } from './layers'

const outlines = feature(land as unknown as Topology, (land as unknown as Topology).objects.land as GeometryCollection)

export interface MapDrawingProps {
  spec: MapSpec
  width: number
  height: number
  onHover: (hovered: Hovered | null) => void
}

/** Points over land and a graticule: the region that holds them, or the whole earth where they are far apart. */
export default function MapDrawing({ spec, width, height, onHover }: MapDrawingProps) {
  const { ground, lines, places } = useMemo(() => layout(spec, width, height), [spec, width, height])
  const colours = spec.groups?.map((group) => group.colour) ?? ['var(--series-1)']
  const move = (event: React.PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const found = places[nearest(places, event.clientX - box.left, event.clientY - box.top, 24)]
    onHover(found ? { px: found.px, py: found.py, title: spec.groups?.[found.point.group]?.name, colour: colours[found.point.group], facts: found.point.facts } : null)
  }
  return (
    <svg width={width} height={height} style={{ overflow: 'hidden' }} onPointerMove={move} onPointerLeave={() => onHover(null)}>
      <rect width={width} height={height} fill="var(--sunken)" />
      <path d={lines} fill="none" stroke="var(--line)" strokeWidth={0.5} />
      <path d={ground} fill="var(--surface)" stroke="var(--line-strong)" strokeWidth={0.75} />
      {colours.map((colour, group) => (
        <path
          key={group}
          d={places.filter((place) => place.point.group === group).map((place) => `M${place.px.toFixed(1)} ${place.py.toFixed(1)}h0`).join('')}
          stroke={colour}
          strokeWidth={places.length > 800 ? 4 : 6}
          strokeOpacity={places.length > 800 ? 0.45 : 0.7}
          strokeLinecap="round"
          fill="none"
        />
      ))}
    </svg>
  )
}

function layout(spec: MapSpec, width: number, height: number) {
  const longitudes = spec.points.map((point) => point.longitude)
  const latitudes = spec.points.map((point) => point.latitude)
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)]
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)]
  const wide = east - west > 180 || north - south > 90 || north > 80 || south < -80
  const pad: [[number, number], [number, number]] = [[24, 24], [width - 24, height - 24]]
  // One place alone still shows the country around it.
  const room = Math.max(0, 2 - Math.max(east - west, north - south)) / 2
  const corners: [number, number][] = [[west - room, south - room], [east + room, north + room], [west - room, north + room], [east + room, south - room]]
  const projection = wide ? geoEquirectangular().fitExtent([[0, 0], [width, height]], { type: 'Sphere' }) : geoMercator().fitExtent(pad, { type: 'MultiPoint', coordinates: corners }).clipExtent([[-8, -8], [width + 8, height + 8]])
  const path = geoPath(projection)
  return {
    ground: path(outlines) ?? '',
    lines: path(geoGraticule10()) ?? '',
    places: spec.points.flatMap((point) => {
      const at = projection([point.longitude, point.latitude])
      return at ? [{ px: at[0], py: at[1], point }] : []
    }),
  }
}
