import { readSetting, writeSetting } from '@/db/queries/launch'
import type { Context } from '@/lib/context'
import { createPipeline } from '@/lib/pipelines/create'
import { listPipelines } from '@/lib/pipelines/list'
import { submitRun } from '@/lib/runs/submit'
import type { RunView } from '@/lib/runs/schema'
import { datasetsOf, samples } from '.'

const setting = 'sample'
/** Of what comes once the studio runs, and its start does not wait for. */
export const lateSetting = 'sample-late'
export type Progress = 'pending' | 'done'

/** Remembers that this installation gets the samples; asked before anything else is written into an empty database. */
export async function planSamples(db: Context['db']): Promise<void> {
  await writeSetting(db, setting, 'pending' satisfies Progress)
  await writeSetting(db, lateSetting, 'pending' satisfies Progress)
}

/** True until the samples are in: a first start that was interrupted goes on where it stopped. */
export async function samplesPending(db: Context['db']): Promise<boolean> {
  return (await readSetting<Progress>(db, setting)) === 'pending'
}

export interface SeedReport {
  imported(dataset: string, rows: number, columns: number): void
  submitted(run: RunView): void
}

/**
 * Brings the sample data and pipelines into the workspace and runs the first one. What is already there stays.
 * @param importDataset brings one table of the gallery in and answers its size
 * @returns the run as submitted
 */
export async function seedSamples(ctx: Context, importDataset: (name: string) => Promise<{ rows: number; columns: number }>, report: SeedReport): Promise<RunView> {
  let first: RunView | undefined
  const imported = new Set<string>()
  for (const sample of samples) {
    for (const dataset of datasetsOf(sample).filter((name) => !imported.has(name))) {
      const { rows, columns } = await importDataset(dataset)
      imported.add(dataset)
      report.imported(dataset, rows, columns)
    }
    const id = await pipelineOf(ctx, sample)
    if (first) continue
    first = await submitRun(ctx, id, {})
    report.submitted(first)
  }
  await writeSetting(ctx.db, setting, 'done' satisfies Progress)
  if (!first) throw new Error('There is no sample')
  return first
}

async function pipelineOf(ctx: Context, sample: (typeof samples)[number]): Promise<string> {
  const known = (await listPipelines(ctx, { search: sample.name })).find(({ name }) => name === sample.name)
  return known ? known.id : (await createPipeline(ctx, sample)).id
}
