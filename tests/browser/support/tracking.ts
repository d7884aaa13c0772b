import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type APIRequestContext } from '@playwright/test'
import { owner } from './owner'

export interface Tracked {
  experiment: string
  run: string
}

/** The MLflow protocol in the owner's session. */
export function mlflow(request: APIRequestContext, baseURL: string) {
  const options = { headers: { origin: baseURL, 'x-atelier-workspace': owner.workspace } }
  return async <T>(path: string, data: unknown): Promise<T> => {
    const answer = await request.post(`/ajax-api/2.0/mlflow/${path}`, { ...options, data })
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
    return (await answer.json()) as T
  }
}

/** An experiment with a run that has metrics over steps, parameters, a tag and files, logged as a client of MLflow does. */
export async function trackRun(request: APIRequestContext, baseURL: string, name: string): Promise<Tracked> {
  const options = { headers: { origin: baseURL, 'x-atelier-workspace': owner.workspace } }
  const post = mlflow(request, baseURL)
  const { experiment_id: experiment } = await post<{ experiment_id: string }>('experiments/create', { name })
  const { run } = await post<{ run: { info: { run_id: string } } }>('runs/create', { experiment_id: experiment, run_name: 'first try', start_time: Date.now() })
  const id = run.info.run_id
  const metrics = Array.from({ length: 60 }, (_, step) => ({ key: 'loss', value: Math.exp(-step / 20), timestamp: Date.now(), step }))
  await post('runs/log-batch', { run_id: id, metrics: [...metrics, { key: 'gap', value: 'NaN', timestamp: 1, step: 0 }], params: [{ key: 'depth', value: '3' }], tags: [{ key: 'team', value: 'birds' }] })
  const file = await request.put(`/ajax-api/2.0/mlflow-artifacts/artifacts/${experiment}/${id}/artifacts/tables/species.csv`, { ...options, data: 'species,count\nAdelie,152\n' })
  expect(file.ok()).toBe(true)
  // As TensorBoard writes them, but for the end.
  const events = readFileSync(path.resolve('tests/data/events.tfevents')).subarray(0, 2900)
  const logged = await request.put(`/ajax-api/2.0/mlflow-artifacts/artifacts/${experiment}/${id}/artifacts/logs/validation/events.out.tfevents.1.vm`, { ...options, data: events })
  expect(logged.ok()).toBe(true)
  await post('runs/update', { run_id: id, status: 'FINISHED', end_time: Date.now() + 1000 })
  return { experiment, run: id }
}
