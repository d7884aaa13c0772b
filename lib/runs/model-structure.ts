import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError, isAppError } from '@/lib/errors'
import { ModelStructure, STRUCTURE_PORT, type StructureView } from '@/lib/results/model-structure'
import { readOutput } from './output'

/** Unpacked; more is not one of ours. */
const mostBytes = 500_000_000
const unpack = promisify(inflate)

/**
 * The trees or coefficients that a training step kept beside its model; the model itself, a pickle, is never read. `tree`
 * chooses one of a forest. Kind `none` where the algorithm has neither, or the model was trained before they were kept.
 * @throws AppError `not_found`, `forbidden`, `invalid`
 */
export async function modelStructure(ctx: Context, input: { runId: string; node: string; port: string; tree: number }): Promise<StructureView> {
  const model = await readOutput(ctx, input)
  if (model.type !== 'model') throw new AppError('invalid', `At the port “${input.port}” lies no model.`)
  const kept = await readOutput(ctx, { ...input, port: STRUCTURE_PORT }).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') return null
    throw error
  })
  if (!kept || !artifactStore().has(kept.digest)) return { kind: 'none' }
  const chunks: Buffer[] = []
  for await (const chunk of artifactStore().read(kept.digest)) chunks.push(chunk as Buffer)
  const structure = await readStructure(Buffer.concat(chunks))
  if (structure.kind === 'linear') return structure
  const tree = structure.trees[input.tree]
  if (!tree) throw new AppError('not_found', `The model has ${structure.trees.length} trees, numbered from 0.`)
  return { kind: 'tree', columns: structure.columns, classes: structure.classes, tree, index: input.tree, count: structure.trees.length }
}

/** @param content as the training step wrote it */
export async function readStructure(content: Buffer): Promise<ModelStructure> {
  return ModelStructure.parse(JSON.parse((await unpack(content, { maxOutputLength: mostBytes })).toString('utf8')))
}
