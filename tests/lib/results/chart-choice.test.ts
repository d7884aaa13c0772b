import { describe, expect, test } from 'vitest'
import type { Column, ColumnType } from '@/lib/catalog/types'
import { ChartRequest } from '@/lib/data/chart-query'
import { chartRequest, chooseChart, coordinates, firstChart, tableCharts } from '@/lib/results/chart-choice'

const columns = (of: Record<string, ColumnType>): Column[] => Object.entries(of).map(([name, type]) => ({ name, type }))
const none = { chart: null, x: null, y: null, by: null, cols: null, how: null, bins: null }
const sales = columns({ order_id: 'integer', day: 'date', price: 'number', amount: 'integer', town: 'text', tags: 'other' })

describe('the first chart', () => {
  test('fits the types of the columns', () => {
    expect(firstChart(columns({ lat: 'number', lng: 'number', price: 'number' }))).toBe('map')
    expect(firstChart(sales)).toBe('line')
    expect(firstChart(columns({ town: 'text', price: 'number' }))).toBe('histogram')
    expect(firstChart(columns({ town: 'text', ok: 'boolean' }))).toBe('counts')
  })

  test('draws no number that only names rows, where there is another', () => {
    expect(chooseChart({ ...none, chart: 'histogram' }, sales).x).toBe('price')
    expect(chooseChart(none, sales)).toMatchObject({ kind: 'line', x: 'day', y: 'price' })
    expect(chooseChart({ ...none, chart: 'histogram' }, columns({ id: 'integer' })).x).toBe('id')
  })

  test('knows coordinates by their names', () => {
    expect(coordinates(columns({ pickup_latitude: 'number', pickup_longitude: 'number' }))).toEqual({ latitude: 'pickup_latitude', longitude: 'pickup_longitude' })
    expect(coordinates(columns({ latency: 'number', longest: 'number' }))).toBeNull()
    expect(coordinates(columns({ lat: 'text', lon: 'text' }))).toBeNull()
  })
})

describe('what the address says', () => {
  test('holds where the table has such columns, and gives way where it does not', () => {
    expect(chooseChart({ ...none, chart: 'scatter', x: 'amount', y: 'price', by: 'town' }, sales)).toMatchObject({ kind: 'scatter', x: 'amount', y: 'price', by: 'town' })
    expect(chooseChart({ ...none, chart: 'scatter', x: 'gone', y: 'town', by: 'tags' }, sales)).toMatchObject({ x: 'price', y: 'amount', by: undefined })
    expect(chooseChart({ ...none, chart: 'pie', bins: '-3', cols: '{' }, sales)).toMatchObject({ kind: 'line', bins: 2 })
    expect(chooseChart({ ...none, chart: 'correlation', cols: '["amount","town","price"]' }, sales).columns).toEqual(['price', 'amount'])
    expect(chooseChart({ ...none, chart: 'line', y: '' }, sales).y).toBeUndefined()
  })

  test('makes a question that the studio takes, or says what is wanting', () => {
    for (const table of [sales, columns({ a: 'text' }), columns({ a: 'number' }), columns({})]) {
      for (const chart of tableCharts) {
        const request = chartRequest(chooseChart({ ...none, chart }, table))
        if (typeof request === 'string') expect(request).toMatch(/^(A|This) .*\.$/)
        else expect(ChartRequest.parse(request)).toEqual(request)
      }
    }
    expect(chartRequest(chooseChart({ ...none, chart: 'scatter' }, columns({ a: 'number' })))).toBe('A scatter needs two columns of numbers.')
  })
})
