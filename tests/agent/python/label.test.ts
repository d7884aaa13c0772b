import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { environmentPython } from '@/agent/python/build'
import { curatedEnvironments } from '@/lib/environments/list'
import { findComponent } from '@/lib/catalog'
import { thresholdAt } from '@/lib/labeling/assist/measure'
import { home, parquet, rows, useSteps } from './support'

const steps = useSteps()
const digits = path.join(path.dirname(createRequire(import.meta.url).resolve('mnist')), 'digits')
const python = environmentPython(home, curatedEnvironments().find(({ name }) => name === 'labels')!)

/** Handwritten zeros to threes, twenty each: the first twelve of each labeled. */
async function pictures(): Promise<string> {
  const made: string[] = []
  for (const digit of [0, 1, 2, 3]) {
    const { data } = JSON.parse(readFileSync(path.join(digits, `${digit}.json`), 'utf8')) as { data: number[] }
    for (let at = 0; at < 20; at++) {
      const grey = Buffer.from(data.slice(at * 784, at * 784 + 784).map((value) => 255 - Math.round(value * 255)))
      const png = await sharp(grey, { raw: { width: 28, height: 28, channels: 1 } }).png().toBuffer()
      made.push(`('${digit}-${at}.png', ${at < 12 ? `'${digit}'` : 'null'}, from_hex('${png.toString('hex')}'))`)
    }
  }
  return parquet(path.join(steps.folder, 'pictures.parquet'), `SELECT * FROM (VALUES ${made.join(', ')}, ('torn.png', null, from_hex('89504e47'))) t(image, label, picture)`)
}

/** Of a binomial distribution. */
function chanceOfAtLeast(right: number, of: number, share: number): number {
  let [sum, choose] = [0, 1]
  for (let count = of; count >= right; count--) {
    sum += choose * share ** count * (1 - share) ** (of - count)
    choose = (choose * count) / (of - count + 1)
  }
  return sum
}

let described: string
beforeAll(async () => void (described = (await steps.run('embed_images', { picture: 'picture' }, { table: await pictures() })).outputs.table!.path), 600_000)

test('Embed images gives the numbers of the network whose weights the package carries, and zeros for a torn picture', async () => {
  const script = path.join(import.meta.dirname, 'direct-label.py')
  const [found] = JSON.parse(execFileSync(python, [script], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: path.resolve(import.meta.dirname, '../../../python') } })) as { china: number[]; flower: number[] }[]
  // Classes of ImageNet: 698 palace, 985 daisy.
  expect(found).toMatchObject({ china: [698, 442], flower: [985, 947] })
  const [sizes] = await rows(described, 'SELECT count(*)::INT n, min(len(network))::INT network, max(len(classical))::INT classical, count(*) FILTER (list_sum(network) = 0 AND list_sum(classical) = 0)::INT empty FROM t')
  expect(sizes).toEqual({ n: 81, network: 1280, classical: 1880, empty: 1 })
  expect(await rows(described, 'SELECT * EXCLUDE (network, classical) FROM t LIMIT 1')).toEqual([{ image: '0-0.png', label: '0' }])
})

test('Group similar images puts digits of one kind together', async () => {
  const { outputs } = await steps.run('group_images', { picture: 'picture', first: 8, seed: 42 }, { table: described })
  const [{ pure } = {}] = await rows(outputs.table!.path, `SELECT sum(most)::DOUBLE / 80 pure FROM (SELECT max(n) most FROM (SELECT "group", image[1] digit, count(*) n FROM t WHERE image <> 'torn.png' GROUP BY ALL) GROUP BY "group")`)
  expect(pure).toBeGreaterThan(0.7)
  // Each image has its turn once, and those of the eight kinds that come first show all four digits.
  expect(await rows(outputs.table!.path, `SELECT count(DISTINCT turn)::INT AS turns, max(turn)::INT AS last, count(DISTINCT image[1]) FILTER (turn < 8 AND image <> 'torn.png')::INT AS digits FROM t`)).toEqual([{ turns: 81, last: 80, digits: 4 }])
})

test('Train image classifier answers as its ONNX file does, measures itself out of fold, and tells from which confidence on it is sure', async () => {
  const params = { label: 'label', picture: 'picture', image: 'image', target_precision: 0.9, seed: 42 }
  const { outputs, metrics } = await steps.run('train_image_classifier', params, { table: described })
  const said = await rows(outputs.predictions!.path)
  const fresh = said.filter(({ out_of_fold, image }) => !out_of_fold && image !== 'torn.png')
  expect(fresh).toHaveLength(32)
  expect(fresh.filter(({ image, predicted }) => String(image)[0] === predicted).length).toBeGreaterThanOrEqual(29)
  const report = JSON.parse(readFileSync(outputs.report!.path, 'utf8')) as { labels: number; accuracy: number; threshold: number | null; needed: number; curve: { confidence: number; images: number; precision: number; lowerBound: number }[] }
  const measured = said.filter(({ out_of_fold }) => out_of_fold)
  const right = measured.filter(({ label, predicted }) => label === predicted).length
  expect(report).toMatchObject({ labels: 48, needed: 29, accuracy: right / 48 })
  expect(metrics.accuracy).toBe(report.accuracy)
  // Clopper and Pearson's bound by its definition: so many right or more have a chance of 5% where the true share is just that.
  const last = report.curve.at(-1)!
  expect(last).toMatchObject({ images: 48, precision: right / 48 })
  expect(chanceOfAtLeast(right, 48, last.lowerBound)).toBeCloseTo(0.05, 9)
  expect(report.threshold).toBe(thresholdAt(report.curve.map((point) => ({ coverage: point.images / 48, ...point })), 0.9))
  const script = path.join(import.meta.dirname, 'direct-label.py')
  const own = JSON.parse(execFileSync(python, [script, outputs.model!.path, path.join(steps.folder, 'pictures.parquet')], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: path.resolve(import.meta.dirname, '../../../python') } })) as { classes: string[]; predicted: string[]; confidence: number[] }
  expect(own.classes).toEqual(['0', '1', '2', '3'])
  said.forEach(({ out_of_fold, image, predicted, confidence }, at) => {
    if (out_of_fold || image === 'torn.png') return
    expect(own.predicted[at]).toBe(predicted)
    expect(Math.abs(own.confidence[at]! - Number(confidence))).toBeLessThan(0.01)
  })
})

test('Train image classifier says what stands in the way', async () => {
  const params = { label: 'label', picture: 'picture', image: 'image', target_precision: 0.9, seed: 42 }
  const one = await parquet(path.join(steps.folder, 'one.parquet'), `SELECT * REPLACE (CASE WHEN label = '0' THEN '0' END AS label) FROM read_parquet('${described}')`)
  await expect(steps.run('train_image_classifier', params, { table: one })).rejects.toThrow('There must be labeled images of two labels at least to learn from; here are 12 labeled images of 1.')
  const bare = await parquet(path.join(steps.folder, 'bare.parquet'), `SELECT 1 AS a, 'x' AS label`)
  await expect(steps.run('train_image_classifier', params, { table: bare })).rejects.toThrow('The table has no column “picture”')
  await expect(steps.run('embed_images', { picture: 'a' }, { table: bare })).rejects.toThrow('The column “a” holds int32, not the bytes of pictures or base64 text.')
  const component = findComponent('label.train-image-classifier@1')!
  const messages = component.infer({ params: component.params.parse({ label: 'lable' }), inputs: { table: [{ name: 'image', type: 'text' }, { name: 'label', type: 'text' }, { name: 'picture', type: 'other' }] }, connected: new Set(['table']), asset: () => undefined }).problems.map(({ message }) => message)
  expect(messages).toEqual(['The column “lable” is not in the input; did you mean “label”?'])
})
