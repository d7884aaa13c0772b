import { rm, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { finishedImages } from '@/db/queries/labeling/predictions'
import { listLabels } from '@/db/queries/labeling/projects'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { addVersion } from '@/lib/data/add-version'
import { AssetName } from '@/lib/data/asset-name'
import { tablePools } from '@/lib/data/pools'
import type { VersionView } from '@/lib/data/schema'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { labelsOf } from '../export-labels'
import { requireProject } from '../read-project'

export const DataAssetInput = z.object({ name: AssetName })
export type DataAssetInput = z.infer<typeof DataAssetInput>

/** Between several labels of an image, as in CSV exports. */
const between = '|'
const columns = [
  { name: 'image', type: 'text' },
  { name: 'label', type: 'text' },
  { name: 'by', type: 'text' },
  { name: 'width', type: 'integer' },
  { name: 'height', type: 'integer' },
] as const

/** Finished images with their labels and pictures, as a new version of a data asset. @throws AppError `not_found`, `conflict`, `invalid`, `forbidden` */
export async function exportDataAsset(ctx: Context, projectId: string, input: DataAssetInput): Promise<VersionView & { name: string }> {
  authorize(ctx, 'data.write')
  const { name } = parse(DataAssetInput, input)
  const project = await requireProject(ctx, projectId)
  const rows = await labeledRows(ctx, project.id)
  if (rows.length === 0) throw new AppError('conflict', 'No image of this project is finished yet. Label some first.')
  const source = { kind: 'pipeline' as const, title: `Labeling project “${project.name}”`, fileName: `${project.name}.parquet` }
  const started = await addVersion(ctx, { name, description: `Labeled images of “${project.name}”`, source, fetch: () => writeTable(rows) })
  return started.view(25_000)
}

interface LabeledRow {
  image: string
  label: string
  by: 'person' | 'model'
  width: number
  height: number
  path: string
}

async function labeledRows(ctx: Context, projectId: string): Promise<LabeledRow[]> {
  const resolve = labelsOf(await listLabels(ctx.db, [projectId]))
  const names = new Map(resolve.labels.map(({ id, name }) => [id, name]))
  return (await finishedImages(ctx.db, projectId)).map(({ image, result, width, height, digest }) => {
    const given = [...new Set(result.flatMap(({ label }) => names.get(resolve.label(label) ?? '') ?? []))]
    const by = result.length > 0 && result.every(({ source }) => source.by === 'model') ? 'model' : 'person'
    return { image, label: given.join(between), by, width, height, path: artifactStore().path(digest) }
  })
}

async function writeTable(rows: LabeledRow[]): Promise<{ path: string; fileName: string }> {
  const store = artifactStore()
  const [listed, out] = [store.temporary('.ndjson'), store.temporary('.parquet')]
  try {
    await writeFile(listed, rows.map((row) => JSON.stringify(row)).join('\n'))
    await tablePools().reading.run('pictureTable', { rows: listed, columns: [...columns], pictures: true, out })
    return { path: out, fileName: 'images.parquet' }
  } finally {
    await rm(listed, { force: true })
  }
}
