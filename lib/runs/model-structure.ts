import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { ModelStructure, type StructureView } from '@/lib/results/model-structure'
import { readOutput } from './output'

const MAGIC = 'ATLMODEL'
const HEAD = MAGIC.length + 8
/** Compressed; a file that claims more is not one of ours. */
const mostBytes = 50_000_000
const unpack = promisify(inflate)

/**
 * The trees or coefficients that stand before the pickle of a model; the pickle itself is never read. `tree` chooses one of a
 * forest. Kind `none` where the algorithm has neither, or the model was trained before they were kept.
 * @throws AppError `not_found`, `forbidden`, `invalid`
 */
export async function modelStructure(ctx: Context, input: { runId: string; node: string; port: string; tree: number }): Promise<StructureView> {
  const output = await readOutput(ctx, input)
  if (output.type !== 'model') throw new AppError('invalid', `At the port “${input.port}” lies no model.`)
  const structure = await readStructure((start, end) => bytes(output.digest, start, end), output.size)
  if (!structure) return { kind: 'none' }
  if (structure.kind === 'linear') return structure
  const tree = structure.trees[input.tree]
  if (!tree) throw new AppError('not_found', `The model has ${structure.trees.length} trees, numbered from 0.`)
  return { kind: 'tree', columns: structure.columns, classes: structure.classes, tree, index: input.tree, count: structure.trees.length }
}

/** @param read gives the bytes from `start` to `end`, both included */
export async function readStructure(read: (start: number, end: number) => Promise<Buffer>, size: number): Promise<ModelStructure | null> {
  if (size <= HEAD) return null
  const head = await read(0, HEAD - 1)
  if (head.toString('latin1', 0, MAGIC.length) !== MAGIC) return null
  const length = Number(head.readBigUInt64LE(MAGIC.length))
  if (length > mostBytes || HEAD + length > size) return null
  const body = await unpack(await read(HEAD, HEAD + length - 1), { maxOutputLength: 20 * mostBytes })
  return ModelStructure.parse(JSON.parse(body.toString('utf8')))
}

async function bytes(digest: string, start: number, end: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of artifactStore().read(digest, { start, end })) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
