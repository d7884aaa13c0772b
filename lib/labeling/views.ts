import type { ImageRow } from '@/db/queries/labeling/images'
import type { LabelRow, ProjectRow } from '@/db/queries/labeling/projects'
import { webSide } from './image-file'
import type { ImageView, LabelView, ProjectCounts, ProjectView } from './schema'

export function labelView(row: LabelRow): LabelView {
  const { id, name, colour, key, instructions, examples, attributes, skeleton, parentId, position, mergedInto, deletedAt } = row
  return { id, name, colour, key, instructions, examples, attributes, skeleton, parentId, position, mergedInto, deleted: deletedAt !== null }
}

/** `manages`: what is hidden from labelers is shown. */
export function projectView(row: ProjectRow & { createdByName: string | null }, labels: LabelRow[], counts: ProjectCounts, manages: boolean): ProjectView {
  const { id, name, kinds, tags, instructions, overlap, reviewShare, goldShare, queue, state, createdByName, createdAt } = row
  return { id, name, kinds, tags, instructions, overlap, reviewShare, goldShare: manages ? goldShare : null, queue, state, labels: labels.map(labelView), counts, createdBy: createdByName, createdAt: createdAt.toISOString() }
}

export function imageView(row: ImageRow): ImageView {
  const file = (as: string) => `/api/v1/labeling/projects/${row.projectId}/images/${row.id}/file?as=${as}`
  const { id, fileName, width, height, problem } = row
  return { id, fileName, width, height, url: problem ? null : file('web'), thumb: row.thumbDigest ? file('thumb') : null, tiles: !problem && Math.max(width, height) > webSide ? `/api/v1/labeling/projects/${row.projectId}/images/${row.id}/tiles` : null, original: file('original'), problem }
}
