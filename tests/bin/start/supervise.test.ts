import { expect, test, vi } from 'vitest'
import { supervise } from '@/bin/start/supervise.mjs'

function fake() {
  const processes: { end(how: string): void }[] = []
  const start = async () => {
    let end: (how: string) => void = () => {}
    const exited = new Promise<string>((resolve) => (end = resolve))
    processes.push({ end })
    return { pid: processes.length, exited, stop: async () => end('stopped') }
  }
  return { processes, start }
}

test('starts again what ends by itself, and not what was stopped', async () => {
  const { processes, start } = fake()
  const onStart = vi.fn()
  const supervised = await supervise('The agent', start, { onStart })
  processes[0]!.end('SIGKILL')
  await vi.waitFor(() => expect(processes).toHaveLength(2))
  await vi.waitFor(() => expect(onStart).toHaveBeenCalledTimes(2))
  expect(supervised.running.pid).toBe(2)
  await supervised.stop()
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(processes).toHaveLength(2)
})

test('tries again after a start that failed', async () => {
  const { processes, start } = fake()
  let attempts = 0
  const supervised = await supervise('PostgreSQL', async () => {
    attempts++
    if (attempts === 2) throw new Error('no memory')
    return start()
  })
  processes[0]!.end('SIGKILL')
  await vi.waitFor(() => expect(attempts).toBe(3), { timeout: 5000 })
  await supervised.stop()
})

test('a stop while it waits to start again ends the wait', async () => {
  const { processes, start } = fake()
  const supervised = await supervise('The studio', start)
  processes[0]!.end('code 1')
  await vi.waitFor(() => expect(processes).toHaveLength(2))
  processes[1]!.end('code 1')
  const begun = Date.now()
  await supervised.stop()
  expect(Date.now() - begun).toBeLessThan(900)
  expect(processes).toHaveLength(2)
})
