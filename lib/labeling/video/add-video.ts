import * as z from 'zod/mini'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { insertBlob } from '@/db/queries/data'
import { recordActivity } from '@/lib/activity/record'
import { artifactStore } from '@/lib/artifacts/store'
import { ffmpegTag, ImportVideoParams } from '@/lib/catalog/label/import-video'
import type { Context } from '@/lib/context'
import { nameFromFile } from '@/lib/data/asset-name'
import { AppError } from '@/lib/errors'
import type { Graph, GraphNode } from '@/lib/graph/schema'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import type { Output } from '@/lib/protocol/messages'
import { submitGraph } from '@/lib/runs/submit'
import { addArchive, type IncomingFile } from '../add-images'
import { requireProject } from '../read-project'
import { startJob, type StartedJob } from '../run-job'
import { findCutter } from './find-cutter'
import { followRun } from './follow-run'

/** Files that are videos by their name. */
export const videoName = /\.(mp4|m4v|mov|webm|mkv|avi|mpe?g|wmv|flv|ogv|3gp|mts|m2ts)$/i

/** How often frames are taken; fields of a form come as text. */
export const VideoInput = z.object({
  by: z._default(z.enum(['second', 'frame']), 'second'),
  perSecond: z._default(z.coerce.number().check(z.gt(0, 'Above 0'), z.lte(120, 'At most 120 frames a second')), 1),
  every: z._default(z.coerce.number().check(z.int('A whole number'), z.gte(1, 'At least 1')), 30),
})
export type VideoInput = z.input<typeof VideoInput>

/** Nodes of the run. */
const nodes = { video: 'video', cut: 'cut', save: 'save' } as const

/**
 * Has an agent cut a video into frames, which become a version of a data asset (with number and time of each) and images of the
 * project, in a folder named as the video. The file is gone afterwards. @throws AppError `not_found`, `conflict`, `unavailable` where no agent has ffmpeg
 */
export async function addVideo(ctx: Context, projectId: string, file: IncomingFile, input: VideoInput): Promise<StartedJob> {
  authorize(ctx, 'labeling.manage')
  authorize(ctx, 'runs.submit')
  try {
    const params = parse(VideoInput, input)
    const project = await requireProject(ctx, projectId)
    if (project.state === 'archived') throw new AppError('conflict', 'This project is archived. Take it out of the archive first.')
    const cutter = await findCutter(ctx)
    if (!cutter.possible) throw new AppError('unavailable', cutter.reason)
    const blob = await artifactStore().adopt(file.path)
    await insertBlob(ctx.db, blob)
    return await startJob(ctx, { projectId: project.id, kind: 'images', fileName: file.fileName }, async (progress) => {
      const stem = path.posix.parse(file.fileName).name || 'video'
      const asset = nameFromFile(`${project.name} ${stem}`)
      const video: Output = { type: 'file', digest: blob.digest, size: blob.size, meta: { filename: path.posix.basename(file.fileName) } }
      const run = await submitGraph(ctx, { graph: graphOf(stem, asset, { ...ImportVideoParams.parse({}), ...params }), pipelineId: null, name: `Cut ${path.posix.basename(file.fileName)} into frames`, options: { compute: { tags: [ffmpegTag] } }, given: { [nodes.video]: { file: video } } })
      const archive = await followRun(ctx, run.id, { node: nodes.cut, port: 'file' }, progress)
      await addArchive({ ctx, projectId: project.id, progress }, artifactStore().path(archive.digest), `${stem}/`)
      await recordActivity(ctx, { action: 'labeling.images_added', object: { kind: 'labeling', id: project.id, name: project.name }, details: { file: file.fileName } })
      return `Its frames are the data asset “${asset}” too, with the number and the time of each.`
    })
  } finally {
    await rm(file.path, { force: true })
  }
}

function graphOf(stem: string, asset: string, params: ImportVideoParams): Graph {
  const node = (id: string, component: string, name: string, y: number, values: Record<string, unknown>): GraphNode => ({ id, component, name, note: '', params: values, position: { x: 0, y: y * 160 } })
  return {
    // The video is handed over; the step that stands for it never runs.
    nodes: [node(nodes.video, 'data.export@1', stem.slice(0, 100), 0, {}), node(nodes.cut, 'label.import-video@1', '', 1, params), node(nodes.save, 'data.save@1', '', 2, { name: asset, description: `Frames of ${stem}`.slice(0, 2_000) })],
    edges: [
      { from: { node: nodes.video, port: 'file' }, to: { node: nodes.cut, port: 'video' } },
      { from: { node: nodes.cut, port: 'table' }, to: { node: nodes.save, port: 'table' } },
    ],
  }
}
