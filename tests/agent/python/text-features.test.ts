import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import type { Column } from '@/lib/catalog/types'
import { direct, expectClose, parquet, rows, useSteps } from './support'

const steps = useSteps(2)
const input: Column[] = [{ name: 'id', type: 'integer' }, { name: 'text', type: 'text' }]
let train: string
let other: string
let truth: { words: string[]; train: number[][]; other: number[][]; hashed: number[][] }

beforeAll(async () => {
  const texts = ['The good tea was good', 'not good at all, cold tea', 'Cold and bitter TEA', 'good price, fast delivery', 'fast delivery and a fair price', 'bitter price']
  const list = texts.map((text, at) => `(${at}, '${text}')`).join(', ')
  train = await parquet(path.join(steps.folder, 'train.parquet'), `SELECT * FROM (VALUES ${list}, (6, NULL)) v(id, text)`)
  other = await parquet(path.join(steps.folder, 'other.parquet'), "SELECT * FROM (VALUES (1, 'cold coffee, good price'), (2, 'unheard')) v(id, text)")
  truth = direct('direct-text.py', train, other)
}, 120_000)

const drawn = (params: Record<string, unknown>) => {
  const component = findComponent('learn.text-features@1')!
  return component.infer({ params: component.params.parse(params), inputs: { table: input, second: input }, connected: new Set(['table']), asset: () => undefined })
}

test('TF-IDF weighs the words as scikit-learn does, and other rows by what was learned', async () => {
  const params = { column: 'text', columns: 12, ngrams: 2, stop_words: 'english', sublinear: true }
  const { outputs, metrics } = await steps.run('text_features', params, { table: train, second: other })
  const names = (port: string) => (outputs[port]!.meta.columns as Column[]).map(({ name }) => name)
  expect(names('table')).toEqual(['id', 'text', ...truth.words.map((word) => `text_${word}`)])
  expect(names('second')).toEqual(names('table'))
  expect(metrics.added_columns).toBe(truth.words.length)
  const weights = async (port: string) => (await rows(outputs[port]!.path)).map((row) => Object.values(row).slice(2))
  expectClose(await weights('table'), truth.train)
  expectClose(await weights('second'), truth.other)
  expect(drawn(params).outputs).toEqual({ table: undefined, second: undefined })
})

test('hashing is drawn before it runs, and without other rows the second output is empty', async () => {
  const params = { column: 'text', method: 'hashing', columns: 8, keep: false }
  const { outputs } = await steps.run('text_features', params, { table: train })
  expect(outputs.table!.meta.columns).toEqual(drawn(params).outputs.table)
  expect(outputs.second!.meta).toEqual({ rows: 0, columns: drawn(params).outputs.second })
  expectClose((await rows(outputs.table!.path)).map((row) => Object.values(row).slice(1)), truth.hashed)
  expect((await steps.run('text_features', params, { table: train })).outputs.table!.digest).toBe(outputs.table!.digest)
})

test('says what stands in the way', async () => {
  const refused = (params: Record<string, unknown>, message: RegExp) =>
    expect(steps.run('text_features', params, { table: train })).rejects.toMatchObject({ reason: 'user_error', message: expect.stringMatching(message) })
  await refused({ column: 'body' }, /no column “body”/)
  await refused({ column: 'id' }, /“id” is not text/)
  await refused({ column: 'text', least: 7 }, /No word is left of “text”/)
  expect(drawn({}).problems).toMatchObject([{ severity: 'error', fix: { params: { column: 'text' } } }])
  expect(drawn({ column: 'id' }).problems.map(({ message }) => message)).toEqual(['“id” is not text'])
})
