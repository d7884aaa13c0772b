import { expect, test } from 'vitest'
import { parseGpus } from '@/agent/machine/gpus'

test('reads cards by their UUIDs, sizes in decimal megabytes, busy as a share', () => {
  const text = 'GPU-4b1c7a2e-0d4e-4c8e-9c0e-1f2d3a4b5c6d, NVIDIA A100-SXM4-80GB, 81920, 37, 1024\nGPU-aaaa, Tesla T4, 15360, 0, 0\n'
  expect(parseGpus(text)).toEqual([
    { uuid: 'GPU-4b1c7a2e-0d4e-4c8e-9c0e-1f2d3a4b5c6d', name: 'NVIDIA A100-SXM4-80GB', memoryMb: 85_899, busy: 0.37, memoryUsedMb: 1_074 },
    { uuid: 'GPU-aaaa', name: 'Tesla T4', memoryMb: 16_106, busy: 0, memoryUsedMb: 0 },
  ])
})

test('what a card does not tell is unknown, not zero', () => {
  expect(parseGpus('GPU-1, GRID K1, 4096, [N/A], [Not Supported]')).toEqual([{ uuid: 'GPU-1', name: 'GRID K1', memoryMb: 4_295, busy: null, memoryUsedMb: null }])
})

test('a name may hold a comma, and what is no card is passed over', () => {
  expect(parseGpus('GPU-1, Quadro, rev. 2, 4096, 5, 6')).toMatchObject([{ name: 'Quadro, rev. 2', busy: 0.05 }])
  expect(parseGpus('No devices were found\n')).toEqual([])
  expect(parseGpus('NVIDIA-SMI has failed because it could not communicate with the driver, really, a, b, c')).toEqual([])
  expect(parseGpus('')).toEqual([])
})
