import { expect, test } from 'vitest'
import { fetchLog } from '@/components/runs/queries'
import type { LogLine } from '@/lib/runs/schema'

const line = (seq: number): LogLine => ({ node: 'a', attempt: 1, seq, stream: 'stdout', at: '2026-01-01T00:00:00.000Z', text: String(seq) })

/** A studio whose log has `total()` lines when asked. */
function studio(total: () => number) {
  const asked: string[] = []
  const get = async <T,>(path: string): Promise<T> => {
    asked.push(path)
    const query = new URL(path, 'http://studio').searchParams
    const after = Number(query.get('after') ?? 0)
    const lines = Array.from({ length: Math.min(Number(query.get('limit')), total() - after) }, (_, index) => line(after + index))
    return { lines, next: lines.length > 0 || after > 0 ? String(after + lines.length) : null } as T
  }
  return { get, asked }
}

test('a long log is read page after page', async () => {
  const { get, asked } = studio(() => 12_000)
  const page = await fetchLog({ get }, 'run', '', undefined)
  expect(page.lines.map((entry) => entry.seq)).toEqual(Array.from({ length: 12_000 }, (_, index) => index))
  expect(asked).toHaveLength(3)
})

test('later, only what is new travels', async () => {
  let total = 3
  const { get, asked } = studio(() => total)
  const first = await fetchLog({ get }, 'run', 'a', undefined)
  total = 5
  const second = await fetchLog({ get }, 'run', 'a', first)
  expect(second.lines).toHaveLength(5)
  expect(first.lines).toHaveLength(3)
  expect(asked[1]).toContain('after=3')
})

test('a step that writes without pause does not keep the reader waiting', async () => {
  let total = 0
  const { get, asked } = studio(() => ++total)
  const page = await fetchLog({ get }, 'run', '', undefined)
  expect(page.lines).toHaveLength(1)
  expect(asked).toHaveLength(1)
})

test('an empty log stays where it was', async () => {
  const { get } = studio(() => 0)
  expect(await fetchLog({ get }, 'run', '', undefined)).toEqual({ lines: [], next: null })
})
