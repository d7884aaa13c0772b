import { expect, test, type Page } from '@playwright/test'
import type { GraphNode } from '@/lib/graph/schema'
import { card, createPipeline, openPipeline, port, readGraph, watchConsole } from './support/studio'

const step = (id: string, component: string, name: string, x: number, y: number, params: Record<string, unknown> = {}): GraphNode => ({ id, component, name, params, note: '', position: { x, y } })
const wire = (from: string, to: string) => ({ from: { node: from, port: 'table' }, to: { node: to, port: 'table' } })
const numbers = { table: { columns: [{ name: 'amount', type: 'integer' }, { name: 'city', type: 'text' }], rows: [['1', 'Oslo'], ['2', 'Bergen']] } }
const three = {
  nodes: [step('enter', 'data.enter@1', 'Orders', 0, 0, numbers), step('keep', 'transform.select-columns@1', 'Keep', 0, 160, { columns: ['amount', 'city'] }), step('last', 'transform.sort@1', 'Order', 0, 320, { by: [{ column: 'amount' }] })],
  edges: [wire('enter', 'keep'), wire('keep', 'last')],
}

async function middle(page: Page, name: string) {
  const box = (await card(page, name).boundingBox())!
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Presses at a card and moves to a place on the screen; the button stays down. */
async function take(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 5, from.y + 5)
  await page.mouse.move(to.x, to.y, { steps: 8 })
}

test('a step goes into a wire, and another component takes its place with the wires', async ({ page, request, baseURL }) => {
  const seen = watchConsole(page)
  const id = await createPipeline(request, baseURL!, 'Insert and replace', three)
  await openPipeline(page, id)
  const [from, to] = [(await port(card(page, 'Orders'), 'source', 'table').boundingBox())!, (await port(card(page, 'Keep'), 'target', 'table').boundingBox())!]
  await page.mouse.click((from.x + to.x + 4) / 2, (from.y + to.y + 4) / 2)
  await page.locator('#inspector').getByRole('button', { name: 'Insert a step' }).click()
  await page.keyboard.type('Filter rows')
  await page.keyboard.press('Enter')
  await expect(card(page, 'Filter rows')).toBeVisible()
  await expect(page.locator('.react-flow__edge')).toHaveCount(3)

  await card(page, 'Filter rows').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Replace the component…' }).click()
  await page.keyboard.type('Remove duplicates')
  await page.keyboard.press('Enter')
  await expect(card(page, 'Remove duplicates')).toBeVisible()
  await expect(page.locator('#inspector').getByRole('textbox', { name: 'Name of the step' })).toHaveValue('Remove duplicates')
  await expect
    .poll(async () => {
      const { nodes, edges } = await readGraph(request, baseURL!, id)
      const inserted = nodes.find((node) => node.component === 'transform.remove-duplicates@1')?.id
      return edges.map((edge) => `${edge.from.node}>${edge.to.node}`.replaceAll(String(inserted), 'inserted')).sort()
    })
    .toEqual(['enter>inserted', 'inserted>keep', 'keep>last'])
  expect(seen.errors).toEqual([])
})

test('steps are found by a column, from one to the next, and the keyboard stays with the one that was found', async ({ page, request, baseURL }) => {
  const id = await createPipeline(request, baseURL!, 'Found', three)
  await openPipeline(page, id)
  await page.locator('body').press('ControlOrMeta+f')
  const said = page.getByRole('search', { name: 'Steps' }).getByRole('status')
  await expect(page.getByRole('textbox', { name: 'Find a step' })).toBeFocused()
  await page.keyboard.type('amount')
  await expect(said).toHaveText(/^1 of 3: Orders/)
  await page.keyboard.press('Enter')
  await expect(said).toHaveText(/^2 of 3: Keep/)
  await page.keyboard.press('Escape')
  await expect(card(page, 'Keep')).toBeFocused()
})

test('groups, notes and kept views survive a reload; a collapsed group keeps its outer wires', async ({ page, request, baseURL }) => {
  const seen = watchConsole(page)
  const id = await createPipeline(request, baseURL!, 'Grouped', three)
  await openPipeline(page, id)
  await card(page, 'Keep').click()
  await card(page, 'Order').click({ modifiers: ['Shift'] })
  await page.keyboard.press('ControlOrMeta+g')
  await page.getByRole('textbox', { name: 'Title of the group' }).fill('Preparation')
  await page.keyboard.press('Enter')

  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: 'Text of the note' }).fill('# Why\nBecause **prices** differ')
  await page.keyboard.press('Escape')
  await expect(page.locator('.react-flow__node-note strong')).toHaveText('prices')
  await page.keyboard.press('Shift+Digit3')
  await expect(page.getByText('This view is kept under 3')).toBeVisible()

  await page.getByRole('button', { name: 'Collapse the group' }).click()
  await expect(card(page, 'Keep')).toHaveCount(0)
  await expect.poll(async () => (await readGraph(request, baseURL!, id)).groups).toMatchObject([{ title: 'Preparation', collapsed: true, members: ['keep', 'last'] }])

  await page.reload()
  await expect(page.locator('.react-flow__node-folded')).toContainText('Preparation')
  await expect(page.locator('.react-flow__node-folded')).toContainText('2 steps')
  await expect(page.locator('.react-flow__edge')).toHaveCount(1)
  await expect(page.locator('.react-flow__node-note')).toContainText('Why')
  // A found step is shown, though its group is collapsed.
  await page.locator('body').press('ControlOrMeta+f')
  await page.keyboard.type('Keep')
  await expect(card(page, 'Keep')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await expect(page).toHaveURL(/view=/)
  await page.keyboard.press('3')
  await expect.poll(async () => Number(new URL(page.url()).searchParams.get('view')?.split(',')[2])).toBe((await readGraph(request, baseURL!, id)).bookmarks![0]!.zoom)
  expect(seen.errors).toEqual([])
})

test('a group lies in a group: made, collapsed, dragged out, copied and undone', async ({ page, request, baseURL }) => {
  const seen = watchConsole(page)
  const id = await createPipeline(request, baseURL!, 'Groups in groups', {
    nodes: [...three.nodes, step('beside', 'transform.sort@1', 'Beside', 400, 0)],
    edges: three.edges,
    groups: [{ id: 'inner', title: 'Inner', color: 'green', collapsed: false, members: ['keep', 'last'] }],
  })
  await openPipeline(page, id)
  const groups = async () => Object.fromEntries(((await readGraph(request, baseURL!, id)).groups ?? []).map(({ title, members }) => [title, members.map((member) => member.replace(/^group-.*/, 'group'))]))
  const frames = page.locator('.react-flow__node-frame')
  await page.getByText('Inner', { exact: true }).click()
  await card(page, 'Orders').click({ modifiers: ['Shift'] })
  await page.keyboard.press('ControlOrMeta+g')
  await page.getByRole('textbox', { name: 'Title of the group' }).fill('Outer')
  await page.keyboard.press('Enter')
  await expect.poll(groups).toEqual({ Inner: ['keep', 'last'], Outer: ['enter', 'inner'] })
  await expect(frames).toHaveCount(2)

  // Collapsed, all of it is one card; expanded again, the inner one is as it was.
  const outer = frames.filter({ hasText: 'Outer' })
  await outer.getByRole('button', { name: 'Collapse the group' }).click()
  await expect(page.locator('.react-flow__node-folded')).toContainText('3 steps')
  await expect(page.locator('.react-flow__node-step')).toHaveCount(1)
  await page.getByRole('button', { name: 'Expand the group' }).click()
  await expect(frames).toHaveCount(2)

  // By its title the inner one goes out of the outer one with its steps, and undo brings it back into it.
  const title = (await page.getByText('Inner', { exact: true }).boundingBox())!
  const far = (await middle(page, 'Beside')).x + 500
  await take(page, { x: title.x + 10, y: title.y + 8 }, { x: Math.min(far, title.x + 420), y: title.y + 8 })
  await page.mouse.up()
  await expect.poll(groups).toEqual({ Inner: ['keep', 'last'], Outer: ['enter'] })
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(groups).toEqual({ Inner: ['keep', 'last'], Outer: ['enter', 'inner'] })

  await outer.getByText('Outer', { exact: true }).click()
  await page.keyboard.press('ControlOrMeta+d')
  await expect(frames).toHaveCount(4)
  await expect.poll(async () => (await readGraph(request, baseURL!, id)).groups!.map(({ members }) => members.length)).toEqual([2, 2, 2, 2])
  await page.keyboard.press('ControlOrMeta+z')
  await expect(frames).toHaveCount(2)
  expect(seen.errors).toEqual([])
})

test('a dragged card snaps into line, and joins the group into whose frame it is dropped', async ({ page, request, baseURL }) => {
  const id = await createPipeline(request, baseURL!, 'In line', {
    nodes: [step('a', 'data.enter@1', 'First', 3, 0, numbers), step('b', 'transform.sort@1', 'Second', 3, 300), step('c', 'transform.sort@1', 'Third', 400, 150)],
    edges: [],
    groups: [{ id: 'g', title: 'Both', color: 'green', collapsed: false, members: ['a', 'b'] }],
  })
  await openPipeline(page, id)
  const guides = page.locator('[data-guides]')
  const [from, to] = [await middle(page, 'Third'), await middle(page, 'First')]
  await take(page, from, { x: to.x + 11, y: from.y + 4 })
  await expect(guides).toHaveAttribute('d', /M/)
  await page.mouse.up()
  await expect(guides).toHaveAttribute('d', '')
  // In line with both to the pixel, though they are off the grid; halfway between them; one of the group.
  await expect.poll(async () => (await readGraph(request, baseURL!, id)).nodes[2]!.position).toEqual({ x: 3, y: 150 })
  expect((await readGraph(request, baseURL!, id)).groups![0]!.members).toEqual(['a', 'b', 'c'])

  // The frame takes all of them along; the arrow keys move what is selected.
  const title = (await page.getByText('Both', { exact: true }).boundingBox())!
  await take(page, { x: title.x + 10, y: title.y + 8 }, { x: title.x + 70, y: title.y + 8 })
  await page.mouse.up()
  await expect.poll(async () => (await readGraph(request, baseURL!, id)).nodes[0]!.position.x).toBeGreaterThan(30)
  const { nodes } = await readGraph(request, baseURL!, id)
  const moved = nodes[0]!.position.x
  expect(nodes.map((node) => node.position.x)).toEqual([moved, moved, moved])
  await card(page, 'Second').click()
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(async () => (await readGraph(request, baseURL!, id)).nodes[1]!.position.x).toBe(moved + 50)
})

test('what was published comes back: a version is restored over later changes, and undo takes that back', async ({ page, request, baseURL }) => {
  const id = await createPipeline(request, baseURL!, 'Restored', { ...three, notes: [{ id: 'n', text: 'As agreed', color: 'yellow', position: { x: 320, y: 0 }, size: { width: 200, height: 80 } }] })
  await openPipeline(page, id)
  const versions = async () => {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Versions…' }).click()
  }
  await versions()
  await page.getByRole('dialog').getByRole('textbox').first().fill('Agreed with Ada')
  await page.getByRole('dialog').getByRole('button', { name: /^Publish/ }).click()
  await expect(page.getByRole('dialog').getByText('Agreed with Ada')).toBeVisible()
  await page.keyboard.press('Escape')

  await card(page, 'Keep').click()
  await page.keyboard.press('Delete')
  await page.locator('.react-flow__node-note').click()
  await page.keyboard.press('Delete')
  await card(page, 'Order').click()
  await page.keyboard.press('F2')
  await page.keyboard.type('Renamed')
  await page.keyboard.press('Enter')
  await expect(page.locator('.react-flow__node')).toHaveCount(2)

  await versions()
  const changes = page.getByRole('list', { name: 'Changes' })
  await expect(changes).toContainText('Removed Keep')
  await expect(changes).toContainText('renamed from Order')
  await expect(changes).toContainText('Removed the note “As agreed”')
  await page.getByRole('button', { name: 'Restore version 1 into the draft' }).click()
  await expect(card(page, 'Keep')).toBeVisible()
  await expect(page.locator('.react-flow__node-note')).toContainText('As agreed')
  await expect.poll(async () => (await readGraph(request, baseURL!, id)).nodes.map((node) => node.name)).toEqual(['Orders', 'Keep', 'Order'])
  expect((await readGraph(request, baseURL!, id)).edges).toHaveLength(2)
  await page.locator('body').press('ControlOrMeta+z')
  await expect(card(page, 'Renamed')).toBeVisible()
  await expect(card(page, 'Keep')).toHaveCount(0)
})

test('a comment on a step is seen, answered and resolved in another tab', async ({ page, request, baseURL, context }) => {
  const id = await createPipeline(request, baseURL!, 'Discussed', three)
  await openPipeline(page, id)
  const other = await context.newPage()
  await openPipeline(other, id)
  await card(page, 'Keep').click()
  await page.getByRole('textbox', { name: 'Comment' }).fill('Why these two?')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByRole('article')).toContainText('Why these two?')

  await card(other, 'Keep').getByRole('button', { name: '1 comment' }).click()
  await other.getByRole('textbox', { name: 'Answer' }).fill('The others are empty.')
  await other.getByRole('button', { name: 'Answer' }).click()
  await expect(card(page, 'Keep').getByRole('button', { name: '2 comments' })).toBeVisible()
  await page.getByRole('button', { name: 'Resolve' }).click()
  await expect(card(other, 'Keep').getByRole('button', { name: /comment/ })).toHaveCount(0)
  await expect(other.getByRole('button', { name: 'Show 1 resolved thread' })).toBeVisible()
})
