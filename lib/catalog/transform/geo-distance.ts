import * as z from 'zod/mini'
import { freshName, numericTypes } from '../columns'
import { defineComponent, type InferContext, type Inference } from '../types'
import { checkNeeded } from './entries'

/** Metres in a unit. */
export const lengthUnits = { metres: 1, kilometres: 1000, miles: 1609.344, 'nautical-miles': 1852 } as const

export const GeoDistanceParams = z.object({
  latitude: z._default(z.string(), ''),
  longitude: z._default(z.string(), ''),
  to: z._default(z.enum(['columns', 'point']), 'columns'),
  toLatitude: z._default(z.string(), ''),
  toLongitude: z._default(z.string(), ''),
  pointLatitude: z._default(z.number().check(z.gte(-90), z.lte(90)), 0),
  pointLongitude: z._default(z.number().check(z.gte(-180), z.lte(180)), 0),
  unit: z._default(z.enum(['metres', 'kilometres', 'miles', 'nautical-miles']), 'kilometres'),
  name: z._default(z.string().check(z.minLength(1)), 'distance'),
  errors: z._default(z.enum(['missing', 'stop']), 'missing'),
})
export type GeoDistanceParams = z.infer<typeof GeoDistanceParams>

function infer({ params, inputs }: InferContext<GeoDistanceParams>): Inference {
  const input = inputs.table
  const wanted: [string, string, string][] = [['latitude', params.latitude, 'the column of latitudes'], ['longitude', params.longitude, 'the column of longitudes']]
  if (params.to === 'columns') wanted.push(['toLatitude', params.toLatitude, 'the column of latitudes of the other place'], ['toLongitude', params.toLongitude, 'the column of longitudes of the other place'])
  const problems = wanted.flatMap(([param, name, what]) => checkNeeded(param, name, input, 'table', what, numericTypes))
  return { outputs: { table: input && [...input, { name: freshName(params.name, input.map((column) => column.name)), type: 'number' }] }, problems }
}

function describe({ latitude, longitude, to, toLatitude, toLongitude, pointLatitude, pointLongitude, unit }: GeoDistanceParams): string {
  const end = to === 'point' ? `${pointLatitude}, ${pointLongitude}` : `${toLatitude || '…'}, ${toLongitude || '…'}`
  return `${unit.replace('-', ' ')} from ${latitude || '…'}, ${longitude || '…'} to ${end}`
}

export const geoDistance = defineComponent({
  id: 'transform.geo-distance',
  version: 1,
  name: 'Geo distance',
  category: 'Transform',
  icon: 'map-pin',
  summary: 'How far two places are apart, by latitude and longitude',
  keywords: ['haversine', 'latitude', 'longitude', 'coordinates', 'kilometres', 'miles', 'gps', 'great circle'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The table with coordinates in degrees.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The same rows with the distance.' }],
  params: GeoDistanceParams,
  fields: [
    { name: 'latitude', label: 'Latitude', kind: 'column', from: 'table', types: numericTypes, help: 'Degrees north, −90 to 90.' },
    { name: 'longitude', label: 'Longitude', kind: 'column', from: 'table', types: numericTypes, help: 'Degrees east, −180 to 180.' },
    { name: 'to', label: 'Distance to', kind: 'choice', options: [{ value: 'columns', label: 'A place in other columns' }, { value: 'point', label: 'One fixed place' }] },
    { name: 'toLatitude', label: 'Other latitude', kind: 'column', from: 'table', types: numericTypes, visible: (params) => params.to !== 'point' },
    { name: 'toLongitude', label: 'Other longitude', kind: 'column', from: 'table', types: numericTypes, visible: (params) => params.to !== 'point' },
    { name: 'pointLatitude', label: 'Its latitude', kind: 'number', min: -90, max: 90, visible: (params) => params.to === 'point' },
    { name: 'pointLongitude', label: 'Its longitude', kind: 'number', min: -180, max: 180, visible: (params) => params.to === 'point' },
    { name: 'unit', label: 'Unit', kind: 'choice', options: [{ value: 'metres', label: 'Metres' }, { value: 'kilometres', label: 'Kilometres' }, { value: 'miles', label: 'Miles' }, { value: 'nautical-miles', label: 'Nautical miles' }] },
    { name: 'name', label: 'Name of the new column', kind: 'text' },
    { name: 'errors', label: 'Coordinates that cannot be', kind: 'choice', options: [{ value: 'missing', label: 'Give a missing distance, counted' }, { value: 'stop', label: 'Stop the step' }], advanced: true },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
