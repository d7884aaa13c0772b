import { afterAll, expect, test } from 'vitest'
import { findComponent } from '@/lib/catalog'
import { EnterParams } from '@/lib/catalog/data/enter'
import { Workbench } from './bench'

const bench = new Workbench()
afterAll(() => bench.close())

const component = findComponent('data.enter@1')!
const infer = (table: object) => component.infer({ params: component.params.parse({ table }), inputs: {}, connected: new Set(), asset: () => undefined }).problems

test('what is typed wrong is told by row and column, with a fix, and stops the step alike', async () => {
  const wrong = { columns: [{ name: 'n', type: 'integer' }, { name: 'N', type: 'date' }], rows: [['1', '2024-01-01'], ['one', 'soon']] }
  expect(infer(wrong)).toMatchObject([
    { severity: 'error', message: 'Row 2, “n”: “one” is not a whole number', fix: { label: 'Make “n” text' } },
    { message: 'Two columns are called “N”', fix: { label: 'Call the second “N_2”' } },
    { message: expect.stringContaining('“soon” is not') },
  ])
  const fixed = (infer(wrong)[0]!.fix!.params as { table: EnterParams['table'] }).table
  expect(infer(fixed).map(({ message }) => message)).not.toContain('Row 2, “n”: “one” is not a whole number')
  await expect(bench.run('data.enter@1', { table: wrong })).rejects.toMatchObject({ message: 'Row 2, “n”: “one” is not a whole number.' })
  expect(infer({ columns: [], rows: [] })).toMatchObject([{ message: 'Add at least one column' }, { severity: 'warning' }])
})
