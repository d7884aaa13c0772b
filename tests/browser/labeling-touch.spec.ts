import { expect as plain, test, type CDPSession, type Page } from '@playwright/test'
import type { Point, ShapeKind } from '@/lib/labeling/shapes'
import { labelingProject, openLabeling, placer, saved, shapesOf } from './support/labeling'

// A busy machine takes its time.
test.describe.configure({ timeout: 120_000 })
const expect = plain.configure({ timeout: 30_000 })

const everything = {
  name: 'Touch',
  kinds: ['box', 'polygon', 'mask', 'keypoints'] as ShapeKind[],
  labels: [{ name: 'Cell' }, { name: 'Person', skeleton: { points: ['head', 'left hand', 'right hand'], edges: [[0, 1]] as [number, number][] } }],
}
const near = (value: number, by = 1.5) => ({ asymmetricMatch: (other: unknown) => typeof other === 'number' && Math.abs(other - value) < by })

/** Fingers and a pen on the page, at places of its image as long as all of it is shown. */
async function hands(page: Page) {
  const session: CDPSession = await page.context().newCDPSession(page)
  let place = await placer(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((at, id) => ({ x: place(at)[0], y: place(at)[1], id })) })
  const line = (from: Point, to: Point, steps = 4) => Array.from({ length: steps }, (_, at): Point => [from[0] + ((to[0] - from[0]) * (at + 1)) / steps, from[1] + ((to[1] - from[1]) * (at + 1)) / steps])
  const pen = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', at: Point) => session.send('Input.dispatchMouseEvent', { type, x: place(at)[0], y: place(at)[1], pointerType: 'pen', button: 'left', buttons: type === 'mouseReleased' ? 0 : 1, clickCount: 1 })
  return {
    touch,
    pen,
    async again() {
      place = await placer(page)
    },
    async tap(...points: Point[]) {
      for (const at of points) {
        await touch('touchStart', [at])
        await touch('touchEnd', [])
      }
    },
    async drag(from: Point, to: Point) {
      await touch('touchStart', [from])
      for (const at of line(from, to)) await touch('touchMove', [at])
      await touch('touchEnd', [])
    },
    /** Two fingers from one pair of places to another. */
    async pinch(from: [Point, Point], to: [Point, Point]) {
      await touch('touchStart', [from[0]])
      await touch('touchStart', from)
      const [first, second] = [line(from[0], to[0]), line(from[1], to[1])]
      for (const [at, each] of first.entries()) await touch('touchMove', [each, second[at]!])
      await touch('touchEnd', [])
    },
    async write(from: Point, to: Point) {
      await pen('mousePressed', from)
      for (const at of line(from, to)) await pen('mouseMoved', at)
      await pen('mouseReleased', to)
    },
  }
}

const tool = (page: Page, name: string) => page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name, exact: true }).click()
const rows = (page: Page) => page.getByRole('region', { name: 'Shapes' }).getByRole('listitem')

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })

  test('a finger draws, two move the view and take nothing back, and one that rests asks what to do', async ({ page, request, baseURL }) => {
    const { id } = await labelingProject(request, baseURL!, everything, 1)
    const task = await openLabeling(page, id)
    const { tap, drag, pinch, touch, again } = await hands(page)
    await tool(page, 'Box')
    await drag([40, 40], [140, 120])
    await tool(page, 'Polygon')
    await tap([200, 40], [300, 40])
    // In the middle of the polygon one looks closer and back: its points are still there, and nothing was added.
    await pinch([[180, 150], [220, 150]], [[160, 150], [240, 150]])
    await pinch([[160, 150], [240, 150]], [[180, 150], [220, 150]])
    await tap([300, 120])
    await page.getByRole('toolbar', { name: 'While drawing' }).getByRole('button', { name: 'Finish' }).click()
    await page.getByRole('region', { name: 'Labels' }).getByRole('button', { name: /Person/ }).click()
    await tool(page, 'Keypoints')
    await tap([60, 200])
    await page.getByRole('button', { name: 'Covered' }).click()
    await tap([100, 240])
    await page.getByRole('button', { name: 'Leave out' }).click()
    await expect(rows(page)).toHaveCount(3)
    await saved(page)
    const shapes = (await shapesOf(request, baseURL!, task)).map(({ shape }) => shape)
    expect(shapes).toEqual([
      { kind: 'box', x: near(40), y: near(40), width: near(100), height: near(80), angle: 0 },
      { kind: 'polygon', points: [[near(200), near(40)], [near(300), near(40)], [near(300), near(120)]], holes: [] },
      { kind: 'keypoints', points: [{ x: near(60), y: near(200), v: 2 }, { x: near(100), y: near(240), v: 1 }, { x: 0, y: 0, v: 0 }] },
    ])

    await tool(page, 'Select and move')
    await touch('touchStart', [[90, 80]])
    const menu = page.getByRole('menu')
    await expect(menu).toContainText('Cell')
    await touch('touchEnd', [])
    await menu.getByRole('menuitem', { name: 'Duplicate' }).click()
    await expect(rows(page)).toHaveCount(4)
    // A corner is taken hold of from as far as a finger is wide.
    await tap([20, 280])
    await tap([250, 50])
    await touch('touchStart', [[302, 118]])
    await expect(menu.getByRole('menuitem', { name: /keeps three points/ })).toBeVisible()
    await touch('touchEnd', [])
    await page.keyboard.press('Escape')
    await drag([304, 116], [340, 160])
    // Two fingers apart at twice their distance: what is drawn now is half as large on the image.
    await pinch([[180, 150], [220, 150]], [[160, 150], [240, 150]])
    await tool(page, 'Box')
    await drag([200, 200], [240, 240])
    await saved(page)
    const now = (await shapesOf(request, baseURL!, task)).map(({ shape }) => shape)
    expect(now.find(({ kind }) => kind === 'polygon')).toMatchObject({ points: [[near(200), near(40)], [near(300), near(40)], [near(340, 6), near(160, 6)]] })
    expect(now.at(-1)).toMatchObject({ kind: 'box', width: near(20), height: near(20) })
    await again()
  })
})

test.describe('on a tablet', () => {
  test.use({ hasTouch: true, viewport: { width: 820, height: 1180 } })

  test('a pen draws, and the hand that holds it does nothing', async ({ page, request, baseURL }) => {
    const { id } = await labelingProject(request, baseURL!, everything, 1)
    const task = await openLabeling(page, id)
    const { pen, write, touch, drag } = await hands(page)
    await tool(page, 'Box')
    // The hand lies there before the pen comes, and moves while it draws.
    await touch('touchStart', [[350, 250]])
    await pen('mousePressed', [40, 40])
    await touch('touchMove', [[340, 240]])
    await pen('mouseMoved', [90, 60])
    await touch('touchMove', [[330, 230]])
    await pen('mouseMoved', [140, 120])
    await pen('mouseReleased', [140, 120])
    await touch('touchEnd', [])
    await write([200, 40], [300, 120])
    // It touches down between two strokes as well.
    await drag([350, 250], [380, 280])
    await expect(rows(page)).toHaveCount(2)
    await tool(page, 'Brush')
    await write([60, 200], [200, 200])
    await expect(rows(page)).toHaveCount(3)
    await saved(page)
    expect((await shapesOf(request, baseURL!, task)).map(({ shape }) => shape)).toMatchObject([
      { kind: 'box', x: near(40), y: near(40), width: near(100), height: near(80) },
      { kind: 'box', x: near(200), y: near(40), width: near(100), height: near(80) },
      { kind: 'mask', x: near(40), y: near(180), width: near(180), height: near(40) },
    ])
  })
})
