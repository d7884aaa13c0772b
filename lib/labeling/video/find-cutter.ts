import { listAgents } from '@/db/queries/compute'
import { ffmpegTag } from '@/lib/catalog/label/import-video'
import type { Context } from '@/lib/context'
import { noFfmpeg } from '@/lib/placement/step-needs'
import { authorize } from '@/lib/permissions'

/** Whether an agent could cut a video now; if not, why, and what to do. */
export interface CutterView {
  possible: boolean
  reason: string
}

export async function findCutter(ctx: Context): Promise<CutterView> {
  authorize(ctx, 'labeling.manage')
  const agents = await listAgents(ctx.db)
  const able = agents.filter(({ capabilities }) => capabilities?.tags?.includes(ffmpegTag))
  if (able.length === 0) return { possible: false, reason: `${noFfmpeg}.` }
  if (able.some(({ connected }) => connected)) return { possible: true, reason: '' }
  return { possible: false, reason: `The agents that have ffmpeg (${able.map(({ name }) => name).join(', ')}) are not connected. Start one of them.` }
}
