import { countByDay, countByPerson, measurePace, type PersonRow } from '@/db/queries/labeling/dashboard'
import { labelUsage, listLabels } from '@/db/queries/labeling/projects'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import { labelsOf } from './export-labels'
import { hideFrom } from './person'
import { requireProject } from './read-project'

export interface LabelingDashboard {
  /** Shapes and images of each label in use, in the project's order; of finished images alone. */
  labels: { id: string; name: string; colour: string; shapes: number; images: number }[]
  people: PersonRow[]
  /** Opinions submitted a day (UTC), the days without any left out. */
  days: { day: string; submitted: number }[]
  /** Opinions still wanted. */
  wanted: number
  /** Opinions of the last 24 hours, and the seconds since the first of them. */
  recent: { submitted: number; seconds: number }
  /** Seconds until all is labeled at the pace of the last 24 hours; null where that is too little to tell. */
  secondsLeft: number | null
}

/** Opinions below which a pace says nothing. */
const fewest = 5

/** How far a project is and who does it, counted from what is there. */
export async function readDashboard(ctx: Context, projectId: string): Promise<LabelingDashboard> {
  authorize(ctx, 'labeling.read')
  const project = await requireProject(ctx, projectId)
  const from = hideFrom(ctx)
  const [labels, usage, people, days, pace] = await Promise.all([listLabels(ctx.db, [project.id]), labelUsage(ctx.db, project.id, { withGold: from === undefined }), countByPerson(ctx.db, project.id), countByDay(ctx.db, project.id), measurePace(ctx.db, project.id, from)])
  const resolve = labelsOf(labels)
  const sums = new Map(resolve.labels.map(({ id, name, colour }) => [id, { id, name, colour, shapes: 0, images: 0 }]))
  for (const { label, shapes, images } of usage) {
    const sum = sums.get(resolve.label(label) ?? '')
    if (!sum) continue
    sum.shapes += shapes
    // An image with both a label and one that was merged into it counts for each.
    sum.images += images
  }
  const secondsLeft = pace.recent < fewest || pace.wanted === 0 ? null : (pace.wanted / pace.recent) * pace.seconds
  return { labels: [...sums.values()], people, days, wanted: pace.wanted, recent: { submitted: pace.recent, seconds: pace.seconds }, secondsLeft }
}
