import { expect, test } from 'vitest'
import { pathOfHash } from '@/components/experiments/hash-address'

test('links that the MLflow client prints lead to the same place of the studio', () => {
  const run = 'a8d01611da870a10470cef18597e1e75'
  expect(['#/experiments/12', `#/experiments/12/runs/${run}`, `#/experiments/12/runs/${run}/artifacts`, '#/models/iris%20net', '#/models/iris/versions/3'].map(pathOfHash)).toEqual(['/experiments/12', `/experiments/12/runs/${run}`, `/experiments/12/runs/${run}`, '/models/iris%20net', '/models/iris/versions/3'])
  expect(['', '#overview', '#/experiments/x', '#/experiments/12x', '#//evil.example', '#/models/'].map(pathOfHash)).toEqual([null, null, null, null, null, null])
})
