import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { curatedEnvironments } from '@/lib/environments/list'

test('the scikit-learn environment comes with a lock file whose hash names it', () => {
  const environment = curatedEnvironments().find(({ name }) => name === 'sklearn')!
  const lock = readFileSync('python/environments/sklearn/requirements.lock', 'utf8')
  expect(environment).toMatchObject({ version: 2, title: 'scikit-learn', python: '>=3.11,<3.15', lock })
  expect(environment.lockHash).toBe(createHash('sha256').update(lock).digest('hex'))
})

test('of the environments that come along only scikit-learn is built before anybody asks', () => {
  expect(curatedEnvironments().map(({ name }) => name)).toEqual(['boosting', 'labels', 'sklearn', 'sweeps', 'tensorflow', 'torch', 'tracking', 'vision'])
  expect(curatedEnvironments().filter(({ prebuilt }) => prebuilt).map(({ name }) => name)).toEqual(['sklearn'])
})

test.each(curatedEnvironments())('$name brings what the step runner reads tables with', ({ lock }) => {
  for (const name of ['numpy', 'pandas', 'pyarrow', 'threadpoolctl']) expect(lock).toMatch(new RegExp(`^${name}==`, 'm'))
})

test('gradient boosting for processors brings no GPU library', () => {
  expect(curatedEnvironments().find(({ name }) => name === 'boosting')!.lock).not.toMatch(/nvidia|nccl/)
})

test.each(curatedEnvironments())('every package of $name is pinned with hashes and comes from no named host', ({ lock }) => {
  const blocks = lock.split(/^(?=[A-Za-z0-9])/m).filter((part) => /^[A-Za-z0-9]/.test(part))
  expect(blocks.length).toBeGreaterThan(5)
  for (const block of blocks) {
    expect(block).toMatch(/^[\w.-]+==[\w.]+/)
    expect(block).toMatch(/--hash=sha256:[0-9a-f]{64}/)
  }
  expect(lock).not.toMatch(/https?:|index-url|find-links/)
})
