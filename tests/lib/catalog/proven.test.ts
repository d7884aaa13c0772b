import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { components, findComponent } from '@/lib/catalog'
import { docs } from '@/lib/catalog/docs'
import { proofs, type Proof } from './proofs'

const root = path.resolve(import.meta.dirname, '../..')
const sources = new Map<string, string>()
const source = (file: string) => {
  if (!sources.has(file)) sources.set(file, readFileSync(path.join(root, file), 'utf8'))
  return sources.get(file)!
}

/** The test, or group of tests, of that title is in the file, and is run. */
function expectProof([file, title]: Proof): void {
  const text = source(file)
  const quoted = title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  expect(text, `${file}: ${title}`).toMatch(new RegExp(`['"\`]${quoted}[^\\n]*['"\`], (\\{ timeout: [\\d_]+ \\}, )?(async )?\\(`))
  expect(text, `${file}: no test is left out`).not.toMatch(/\b(test|describe|it)\.(skip|todo|only)\b/)
}

test('every component of the catalogue is proven here, and nothing else is', () => {
  expect(Object.keys(proofs).sort(), 'add what you made to tests/lib/catalog/proofs.ts').toEqual(components.map(({ id }) => id).sort())
})

describe.each(components.map(({ id }) => [id]))('%s', (id) => {
  // The first test tells which one is missing.
  const proof = proofs[id]
  if (!proof) return
  const { numbers, error, schema } = proof

  test('has a test of its numbers, one of an error, and one of what is drawn', () => {
    for (const claim of [numbers, error, schema]) expectProof(claim)
  })

  test('is named where it is tested: itself, its runner’s entry, or its name', () => {
    const component = components.find((other) => other.id === id)!
    const entry = component.runner.kind === 'python' ? component.runner.entry : id
    const spellings = [id, entry, id.slice(id.indexOf('.') + 1), component.name.toLowerCase()]
    // The tests of one file may be about a family: train_${task} and the like.
    if (component.id.startsWith('learn.train-')) spellings.push('train_')
    for (const [file] of [numbers, error]) expect(spellings.some((spelling) => source(file).toLowerCase().includes(spelling)), `${file} does not name ${id}`).toBe(true)
  })

  // What needs a data asset, a video, a database or an owner’s leave cannot be run from its docs alone.
  test.runIf(!['data.import', 'label.import-images', 'label.import-video', 'data.postgres', 'script.command'].includes(id))('has an example in its docs, which the tests of examples run', () => {
    expect(docs[id]).toMatch(/```json pipeline\n/)
  })
})

/** What no other file tests: a column that the table has no more. */
test.each([
  ['transform.sort@1', { by: [{ column: 'heigth' }] }],
  ['transform.sample@1', { method: 'stratified', column: 'heigth' }],
  ['transform.split-by-value@1', { method: 'groups', column: 'heigth' }],
  ['transform.select-columns@1', { mode: 'keep', columns: ['heigth'] }],
  ['transform.split-data@1', { method: 'stratified', stratify: 'heigth' }],
])('a column that is gone is named: %s', (ref, params) => {
  const component = findComponent(ref)!
  const { problems } = component.infer({ params: component.params.parse(params), inputs: { table: [{ name: 'height', type: 'number' }, { name: 'b', type: 'text' }] }, connected: new Set(['table']), asset: () => undefined })
  expect(problems.filter(({ severity }) => severity === 'error').map(({ message }) => message).join()).toContain('“heigth” is not in the input; did you mean “height”?')
})
