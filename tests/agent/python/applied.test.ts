import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import type { Column } from '@/lib/catalog/types'
import { Workbench } from '../../lib/catalog/bench'
import { names, wild } from '../../lib/catalog/wild'
import { expectClose, parquet, rows, useSteps } from './support'

const steps = useSteps(2)
const bench = new Workbench()
afterAll(() => bench.close())

const file = (name: string, query: string) => parquet(path.join(steps.folder, `${name}.parquet`), query)
const output = (found: string, type = 'table') => ({ path: found, digest: '', size: 0, type, meta: {} })
const apply = async (transformation: string, table: string) => bench.read((await bench.run('transform.apply-transformation@1', {}, { transformation: output(transformation, 'transformation'), table: output(table) })).outputs.table!)

/** Columns of every type with gaps, of names that break careless quoting, and a text with rare values. */
const training = `SELECT *, CASE WHEN "row" < 60 THEN 'common' WHEN "row" < 62 THEN 'rare ' || "row" ELSE 'o''ther' END AS kind FROM (${wild.replace('range(60)', 'range(80)')})`

test.each([true, false])('principal components of other rows are those that scikit-learn would give (columns kept: %s)', async (keep) => {
  const train = await file(`train-${keep}`, training)
  const params = { components: 4, exclude: [names.decimal], max_categories: 3, keep }
  const { outputs } = await steps.run('reduce_dimensions', params, { table: train })
  // Applied to the training rows it gives the components that were learned there.
  const learned = (await rows(outputs.table!.path)).map((row) => [1, 2, 3, 4].map((at) => row[`component_${at}`]))
  const again = await apply(outputs.transformation!.path, train)
  expect(again.columns).toEqual(outputs.table!.meta.columns)
  again.rows.forEach((row, at) => row.slice(-4).forEach((value, place) => expect(value as number).toBeCloseTo(learned[at]![place] as number, 9)))
  // The same as it was drawn.
  const component = findComponent('learn.reduce-dimensions@1')!
  const columns = (await bench.read(output(train))).columns
  const drawn = component.infer({ params: component.params.parse(params), inputs: { table: columns }, connected: new Set(['table']), asset: () => undefined })
  expect(drawn.effects!.transformation!.apply(columns)).toEqual(again.columns)
  // Rows by themselves get what they got among all: nothing is learned from them. Unknown texts count as rare.
  const some = await file(`some-${keep}`, `SELECT * REPLACE (CASE WHEN kind LIKE 'rare%' THEN 'never seen' ELSE kind END AS kind) FROM (${training}) WHERE "row" % 7 = 0 OR "row" = 61`)
  const places = (await rows(train, `SELECT "row" AS place FROM t WHERE "row" % 7 = 0 OR "row" = 61`)).map(({ place }) => Number(place))
  const part = await apply(outputs.transformation!.path, some)
  part.rows.forEach((row, at) => row.slice(-4).forEach((value, place) => expect(value as number).toBeCloseTo(learned[places[at]!]![place] as number, 9)))
})

test('TF-IDF of other texts is what Text features gives them beside the training rows', async () => {
  const texts = ['The good tea was good', 'not good at all, cold TEA', 'Ünïcode größe 42 größe', 'a b c', '', 'good price, fast delivery and_more', 'fast delivery; and a fair price', 'bitter price, größe']
  const train = await file('texts', `SELECT * FROM (VALUES ${texts.map((text, at) => `(${at}, '${text}')`).join(', ')}, (8, NULL)) v(id, words)`)
  const other = await file('others', `SELECT * FROM (VALUES (1, 'cold COFFEE, good price good'), (2, 'unheard'), (3, NULL), (4, 'größe, fast delivery  fast')) v(id, words)`)
  for (const params of [{}, { ngrams: 2, sublinear: true }, { ngrams: 3, stop_words: 'english', least: 1, keep: false, prefix: 'w ' }, { columns: 3, stop_words: 'english' }]) {
    const { outputs } = await steps.run('text_features', { column: 'words', ...params }, { table: train, second: other })
    for (const [table, port] of [[train, 'table'], [other, 'second']] as const) {
      const expected = await bench.read(output(outputs[port]!.path))
      const found = await apply(outputs.transformation!.path, table)
      expect(found.columns).toEqual(expected.columns)
      expectClose(found.rows, expected.rows, JSON.stringify(params))
    }
  }
})

test('what learned nothing says what to do instead, and so does a table that lacks a column', async () => {
  const train = await file('numbers', 'SELECT i AS a, (i * 7) % 13 AS b, \'word \' || i % 3 AS words FROM range(40) r(i)')
  const map = (await steps.run('reduce_dimensions', { method: 't_sne', perplexity: 5, exclude: ['words'] }, { table: train })).outputs.transformation!.path
  await expect(apply(map, train)).rejects.toMatchObject({ message: expect.stringContaining('Use principal components') })
  const hashed = (await steps.run('text_features', { column: 'words', method: 'hashing' }, { table: train })).outputs.transformation!.path
  await expect(apply(hashed, train)).rejects.toMatchObject({ message: expect.stringContaining('Hashing learns nothing') })
  const components = (await steps.run('reduce_dimensions', { exclude: ['words'] }, { table: train })).outputs.transformation!.path
  await expect(apply(components, await file('lacking', 'SELECT 1 AS a'))).rejects.toMatchObject({ message: expect.stringContaining('“b”') })
  await expect(apply(components, await file('typed', `SELECT 1 AS a, 'x' AS b`))).rejects.toMatchObject({ message: expect.stringContaining('“b” is') })
  const drawn = (columns: Column[]) => findComponent('learn.reduce-dimensions@1')!.infer({ params: findComponent('learn.reduce-dimensions@1')!.params.parse({ features: ['a', 'b'] }), inputs: { table: columns }, connected: new Set(['table']), asset: () => undefined })
  expect(drawn([{ name: 'a', type: 'number' }, { name: 'b', type: 'number' }]).effects!.transformation!.needs).toEqual(['a', 'b'])
})
