import { expect, test } from 'vitest'
import { createRefresher } from '@/components/runs/refresher'

test('refreshes never overlap, and one follows the last word', async () => {
  let open = 0
  let most = 0
  let calls = 0
  const release: (() => void)[] = []
  const changed = createRefresher(async () => {
    calls++
    open++
    most = Math.max(most, open)
    await new Promise<void>((resolve) => release.push(resolve))
    open--
  })
  const first = changed()
  void changed()
  void changed()
  expect(calls).toBe(1)
  release.shift()?.()
  await new Promise((resolve) => setImmediate(resolve))
  expect(calls).toBe(2)
  release.shift()?.()
  await first
  expect([calls, most]).toEqual([2, 1])
})

test('a failed refresh does not end the listening', async () => {
  let calls = 0
  const changed = createRefresher(async () => {
    calls++
    if (calls === 1) throw new Error('offline')
  })
  await expect(changed()).rejects.toThrow('offline')
  await changed()
  expect(calls).toBe(2)
})
