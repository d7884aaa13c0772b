import { expect, test, type Page } from '@playwright/test'
import { maskArea } from '@/lib/labeling/canvas/rle'
import type { Mask, Polygon } from '@/lib/labeling/canvas/geometry'
import type { Annotation, Shape, ShapeKind } from '@/lib/labeling/shapes'
import { clicks, labelingProject, openLabeling, press, saved, saving, shapesOf, stroke } from './support/labeling'

const everything = {
  name: 'Shapes',
  kinds: ['box', 'polygon', 'mask', 'keypoints'] as ShapeKind[],
  labels: [{ name: 'Cell' }, { name: 'Person', skeleton: { points: ['head', 'left hand', 'right hand'], edges: [[0, 1], [0, 2]] as [number, number][] } }],
}
const rows = (page: Page) => page.getByRole('region', { name: 'Shapes' }).getByRole('listitem')
const byKind = <K extends ShapeKind>(shapes: readonly Annotation[], kind: K) => shapes.map(({ shape }) => shape).filter((shape): shape is Extract<Shape, { kind: K }> => shape.kind === kind)

test('every shape is drawn with the mouse, undone point by point, and stored as drawn', async ({ page, request, baseURL }) => {
  const { id } = await labelingProject(request, baseURL!, everything, 1)
  const task = await openLabeling(page, id)
  await press(page, 'r')
  await stroke(page, [[20, 20], [80, 60]])
  await press(page, 'o')
  await stroke(page, [[120, 40], [180, 40]])
  await clicks(page, [[150, 80]])
  await press(page, 't')
  await clicks(page, [[250, 40]])
  await press(page, 'p')
  await clicks(page, [[20, 120], [120, 120], [120, 200], [70, 280]])
  await press(page, 'Control+z')
  await clicks(page, [[20, 200], [20, 120]])
  await press(page, 'Shift+P')
  await clicks(page, [[40, 140], [60, 140], [60, 160]])
  await press(page, 'Enter', 'Escape', 'b')
  await stroke(page, [[160, 150], [220, 150]])
  await press(page, 'e')
  await stroke(page, [[190, 120], [190, 180]])
  await press(page, 'w')
  await clicks(page, [[300, 200]])
  await press(page, 'k', '2')
  await clicks(page, [[350, 30], [330, 80], [370, 80]])
  await expect(rows(page)).toHaveCount(7)
  await saved(page)

  const shapes = await shapesOf(request, baseURL!, task)
  const near = (value: number) => ({ asymmetricMatch: (other: unknown) => typeof other === 'number' && Math.abs(other - value) < 0.6 })
  expect(byKind(shapes, 'box')).toEqual([
    { kind: 'box', x: near(20), y: near(20), width: near(60), height: near(40), angle: 0 },
    { kind: 'box', x: near(120), y: near(40), width: near(60), height: near(40), angle: near(0) },
    { kind: 'box', x: near(220), y: near(20), width: near(60), height: near(40), angle: 0 },
  ])
  const [polygon] = byKind(shapes, 'polygon') as [Polygon]
  expect(polygon.points).toEqual([[near(20), near(120)], [near(120), near(120)], [near(120), near(200)], [near(20), near(200)]])
  expect(polygon.holes).toEqual([[[near(40), near(140)], [near(60), near(140)], [near(60), near(160)]]])
  const [brushed, filled] = byKind(shapes, 'mask') as [Mask, Mask]
  expect(maskArea(brushed)).toBeGreaterThan(60 * 40 + Math.PI * 400 - 40 * 40 - 400)
  expect(maskArea(brushed)).toBeLessThan(60 * 40 + Math.PI * 400 - 40 * 40 + 400)
  expect(Math.abs(maskArea(filled) - Math.PI * 2500)).toBeLessThan(120)
  expect(byKind(shapes, 'keypoints')).toEqual([{ kind: 'keypoints', points: [{ x: near(350), y: near(30), v: 2 }, { x: near(330), y: near(80), v: 2 }, { x: near(370), y: near(80), v: 2 }] }])

  await press(page, 'v')
  await clicks(page, [[20, 40]])
  await press(page, 'Shift+ArrowRight', 'Alt+ArrowRight', 'ArrowDown')
  await saved(page)
  const [moved] = byKind(await shapesOf(request, baseURL!, task), 'box')
  expect(moved).toEqual({ kind: 'box', x: near(30), y: near(21), width: near(61), height: near(40), angle: 0 })
})

test('every shape is drawn with the keyboard alone', async ({ page, request, baseURL }) => {
  const { id } = await labelingProject(request, baseURL!, everything, 1)
  const task = await openLabeling(page, id)
  const move = async (...keys: string[]) => press(page, ...keys.map((key) => `Shift+Arrow${key}`))
  await press(page, 'r')
  await move('Left', 'Left', 'Up')
  await press(page, 'Enter')
  await move('Right', 'Down')
  await press(page, 'Enter', 'o')
  await move('Left', 'Down')
  await press(page, 'Enter')
  await move('Right', 'Right')
  await press(page, 'Enter')
  await move('Down')
  await press(page, 'Enter', 't')
  await move('Right', 'Right')
  await press(page, 'Enter', 'p')
  await move('Up')
  await press(page, 'Enter')
  await move('Right', 'Right', 'Right')
  await press(page, 'Enter')
  await move('Up', 'Up', 'Up')
  await press(page, 'Enter', 'Enter', 'Shift+P')
  await press(page, 'Escape', 'b')
  await move('Left')
  await press(page, 'Enter')
  await move('Down', 'Down')
  await press(page, 'Enter', 'e')
  await move('Left')
  await press(page, 'Enter')
  await move('Right')
  await press(page, 'Enter', 'Escape', 'w')
  await move('Down', 'Down')
  await press(page, 'Enter', '2', 'k')
  await move('Up')
  await press(page, 'Enter')
  await move('Left')
  await press(page, 'Enter', 'n')
  await expect(rows(page)).toHaveCount(7)
  await saved(page)
  const shapes = await shapesOf(request, baseURL!, task)
  expect(shapes.map(({ shape }) => shape.kind).sort()).toEqual(['box', 'box', 'box', 'keypoints', 'mask', 'mask', 'polygon'])
  expect(byKind(shapes, 'keypoints')[0]!.points.map(({ v }) => v)).toEqual([2, 2, 0])
})

test('the network dies in the middle of a drag, the page is loaded again, and every shape is there', async ({ page, request, baseURL, context }) => {
  const { id } = await labelingProject(request, baseURL!, everything, 1)
  const task = await openLabeling(page, id)
  await press(page, 'r')
  await stroke(page, [[20, 20], [80, 60]])
  await saved(page)
  await stroke(page, [[100, 100], [150, 150]], { release: false })
  await context.route('**/api/v1/labeling/**', (route) => route.abort('internetdisconnected'))
  await page.mouse.up()
  await press(page, 'p')
  await clicks(page, [[200, 120], [260, 120], [260, 200]])
  await press(page, 'Enter', 'Escape', 'b')
  await stroke(page, [[300, 50], [350, 50]])
  await expect(saving(page)).toHaveText('Offline: 3 kept here')
  // The last one is never even let go of.
  await press(page, 'r')
  await stroke(page, [[20, 200], [80, 260]], { release: false })
  expect(await shapesOf(request, baseURL!, task)).toHaveLength(1)

  await page.reload()
  await context.unroute('**/api/v1/labeling/**')
  await page.reload()
  await expect(rows(page)).toHaveCount(5)
  await saved(page)
  expect((await shapesOf(request, baseURL!, task)).map(({ shape }) => shape.kind).sort()).toEqual(['box', 'box', 'box', 'mask', 'polygon'])
})
