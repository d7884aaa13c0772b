import os from 'node:os'
import { expect, test, vi } from 'vitest'
import { readRoom, visibleGpus, watchAlone } from '@/agent/engines/room'

test('a node takes what it was given, and never more memory than there is', () => {
  expect(readRoom({ NODE_ENV: 'test' })).toEqual({ cpus: os.availableParallelism(), memoryMb: Math.round(os.totalmem() / 1e6), aloneMs: null })
  const given = { NODE_ENV: 'test' as const, ATELIER_AGENT_CPUS: '0.5', ATELIER_AGENT_MEMORY_MB: '1024', ATELIER_AGENT_ALONE_SECONDS: '600' }
  expect(readRoom(given)).toEqual({ cpus: 0.5, memoryMb: 1024, aloneMs: 600_000 })
  expect(readRoom({ NODE_ENV: 'test', ATELIER_AGENT_MEMORY_MB: '999999999' }).memoryMb).toBe(Math.round(os.totalmem() / 1e6))
})

test('it sees the GPUs that it was given, by place or by UUID, and none after a name that is none', () => {
  const gpus = ['GPU-aa11', 'GPU-bb22', 'GPU-cc33'].map((uuid) => ({ uuid }))
  const seen = (CUDA_VISIBLE_DEVICES?: string) => visibleGpus(gpus, { NODE_ENV: 'test', ...(CUDA_VISIBLE_DEVICES !== undefined && { CUDA_VISIBLE_DEVICES }) }).map(({ uuid }) => uuid)
  expect(seen()).toEqual(['GPU-aa11', 'GPU-bb22', 'GPU-cc33'])
  expect(seen('2,0')).toEqual(['GPU-cc33', 'GPU-aa11'])
  expect(seen('GPU-bb')).toEqual(['GPU-bb22'])
  expect(seen('1,-1,0')).toEqual(['GPU-bb22'])
  expect(seen('')).toEqual([])
})

test('it ends when the studio has been away for that long, and not before', () => {
  vi.useFakeTimers()
  const end = vi.fn()
  const watch = watchAlone(1000, end)
  vi.advanceTimersByTime(900)
  watch.heard()
  vi.advanceTimersByTime(900)
  expect(end).not.toHaveBeenCalled()
  vi.advanceTimersByTime(200)
  expect(end).toHaveBeenCalledOnce()
  vi.useRealTimers()
})
