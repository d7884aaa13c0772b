import { expect, test } from 'vitest'
import { components, findComponent, refOf } from '@/lib/catalog'
import { addHeads, componentHeads } from '@/lib/catalog/late'
import { declared } from '@/lib/catalog/list'
import { parseParams } from '@/lib/catalog/params'
import { addComponents } from '@/lib/catalog'

test('heads are plain data: they survive being sent', () => {
  const heads = componentHeads()
  expect(JSON.parse(JSON.stringify(heads))).toEqual(heads)
  expect(heads.map(refOf)).toEqual(components.map(refOf))
})

test('a component of which only the head is here says nothing, and the same object is whole later', async () => {
  const head = { ...componentHeads()[0]!, id: 'test.late', version: 7 }
  addHeads([head])
  const component = findComponent('test.late@7')!
  expect(component.pending).toBe(true)
  expect(component.inputs).toBe(head.inputs)
  expect(parseParams(component, { anything: 1 })).toEqual({ ok: true, params: { anything: 1 }, problems: [] })
  expect(component.infer({ params: {}, inputs: {}, connected: new Set(), asset: () => undefined })).toEqual({ outputs: {}, problems: [] })
  addComponents([{ ...declared[0]!, id: 'test.late', version: 7 }])
  expect(findComponent('test.late@7')).toBe(component)
  expect(component.pending).toBeUndefined()
  expect(component.fields).toBe(declared[0]!.fields)
  // What is whole stays as it is.
  addHeads([head])
  expect(component.pending).toBeUndefined()
})
