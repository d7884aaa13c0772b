import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createLane } from '@/lib/sample/lane'
import { createSampleStore } from '@/lib/sample/store'

const root = mkdtempSync(path.join(tmpdir(), 'atelier-samples-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('a lane', () => {
  const left = () => new Error('left')
  const work = () => {
    let end!: () => void
    const done = new Promise<void>((resolve) => (end = resolve))
    return { done, end }
  }

  test('runs one work of each person at a time, and so many in all', async () => {
    const lane = createLane(2)
    const quiet = new AbortController().signal
    const begun: string[] = []
    const works = new Map<string, ReturnType<typeof work>>()
    const start = (name: string, actor: string) => {
      const job = work()
      works.set(name, job)
      return lane.run(actor, quiet, left, async () => {
        begun.push(name)
        await job.done
        return name
      })
    }
    const all = [start('a1', 'ann'), start('a2', 'ann'), start('b1', 'bob'), start('c1', 'cy')]
    await Promise.resolve()
    // Ann's second waits for her first, and takes nobody's place meanwhile.
    expect(begun).toEqual(['a1', 'b1'])
    works.get('b1')!.end()
    await all[2]
    await Promise.resolve()
    expect(begun).toEqual(['a1', 'b1', 'c1'])
    works.get('a1')!.end()
    await all[0]
    await Promise.resolve()
    expect(begun).toEqual(['a1', 'b1', 'c1', 'a2'])
    for (const job of works.values()) job.end()
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'b1', 'c1'])
    expect(lane.load()).toBe(0)
  })

  test('forgets who leaves while waiting, and goes on after a failure', async () => {
    const lane = createLane(1)
    const job = work()
    const first = lane.run('ann', new AbortController().signal, left, () => job.done)
    const gone = new AbortController()
    const second = lane.run('bob', gone.signal, left, () => Promise.resolve())
    gone.abort()
    await expect(second).rejects.toThrow('left')
    const third = lane.run('cy', new AbortController().signal, left, () => Promise.reject(new Error('broken')))
    job.end()
    await first
    await expect(third).rejects.toThrow('broken')
    expect(lane.load()).toBe(0)
  })
})

describe('a store', () => {
  const fill = (store: ReturnType<typeof createSampleStore>, key: string) => {
    const folder = store.folder()
    store.put(key, { table: { path: path.join(folder, 'table.parquet'), type: 'table', rows: 1 } }, folder, 100)
    return folder
  }

  test('removes what was not used for longest, but nothing that may be in use', async () => {
    const store = createSampleStore(path.join(root, 'a'), { entries: 2, bytes: 1_000, grace: 0 })
    const first = fill(store, 'first')
    fill(store, 'second')
    expect(store.get('first')).toBeDefined()
    fill(store, 'third')
    expect([store.get('first') !== undefined, store.get('second'), store.get('third') !== undefined]).toEqual([true, undefined, true])
    expect(existsSync(first)).toBe(true)
    const careful = createSampleStore(path.join(root, 'b'), { entries: 1, bytes: 1_000, grace: 60_000 })
    fill(careful, 'first')
    fill(careful, 'second')
    expect(careful.size()).toBe(2)
    const heavy = createSampleStore(path.join(root, 'c'), { entries: 10, bytes: 150, grace: 0 })
    fill(heavy, 'first')
    fill(heavy, 'second')
    expect(heavy.size()).toBe(1)
  })

  test('sweeps what processes left that are no more', () => {
    const home = path.join(root, 'd')
    mkdirSync(path.join(home, 'process-999999999', '0'), { recursive: true })
    createSampleStore(home)
    expect(readdirSync(home)).toEqual([`process-${process.pid}`])
  })
})
