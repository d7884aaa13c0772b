import { findColumn, freshName, numericTypes } from '../columns'
import { ident, numeric } from '../sql-text'
import { GeoDistanceParams, lengthUnits } from '../transform/geo-distance'
import { UserError } from '../user-error'
import { defineRunner, input, oneRow, physicalTypes, realValue, requireColumns, type PhysicalColumn } from './support'

/** The earth's mean radius in metres (IUGG R1). */
const radius = 6_371_008.8

export const runGeoDistance = defineRunner(GeoDistanceParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  const names = params.to === 'columns' ? [params.latitude, params.longitude, params.toLatitude, params.toLongitude] : [params.latitude, params.longitude]
  requireColumns(columns, names)
  const values = names.map((name) => {
    const column = findColumn(columns, name) as PhysicalColumn
    if (!numericTypes.includes(column.type)) throw new UserError(`“${name}” is not a number; coordinates are degrees.`)
    return realValue(column)
  })
  if (params.to === 'point') values.push(`${numeric(params.pointLatitude)}::DOUBLE`, `${numeric(params.pointLongitude)}::DOUBLE`)
  const [lat1, lon1, lat2, lon2] = values as [string, string, string, string]
  const possible = `(${lat1} BETWEEN -90 AND 90 AND ${lat2} BETWEEN -90 AND 90 AND ${lon1} BETWEEN -180 AND 180 AND ${lon2} BETWEEN -180 AND 180)`
  const numbered = `(SELECT *, row_number() OVER () AS "geo row" FROM ${table})`
  const [wrong, row] = await oneRow(step.engine, numbered, [`count(*) FILTER (WHERE NOT ${possible})`, `min("geo row") FILTER (WHERE NOT ${possible})`])
  if (Number(wrong) > 0) {
    const many = `${String(wrong)} ${Number(wrong) === 1 ? 'row has' : 'rows have'} a coordinate out of range, the first is row ${String(row)}`
    if (params.errors === 'stop') throw new UserError(`${many}. Latitudes are −90 to 90 degrees, longitudes −180 to 180.`)
    step.engine.log(`Warning: ${many}; the distance there is missing`)
  }
  step.metric('rows_out_of_range', Number(wrong))
  const a = `(pow(sin(radians(${lat2} - ${lat1}) / 2), 2) + cos(radians(${lat1})) * cos(radians(${lat2})) * pow(sin(radians(${lon2} - ${lon1}) / 2), 2))`
  const distance = `CASE WHEN ${possible} THEN ${numeric((2 * radius) / lengthUnits[params.unit])} * asin(least(1, sqrt(${a}))) END`
  await step.writeTable('table', `SELECT *, ${distance} AS ${ident(freshName(params.name, columns.map((column) => column.name)))} FROM ${table}`)
})
