import { lockAssist } from '@/db/queries/labeling/assist'
import { insertLabels, insertProject } from '@/db/queries/labeling/projects'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { defaultSettings } from './assist/schema'
import { labelColour, labelKey } from './label-colours'
import { personOf } from './person'
import { readProject } from './read-project'
import { CreateProjectInput, type CreateLabelInput, type ProjectView } from './schema'

/** @throws AppError `conflict` where the name is taken, `invalid` */
export async function createProject(ctx: Context, input: CreateProjectInput): Promise<ProjectView> {
  const createdBy = personOf(ctx, 'labeling.manage')
  const { labels, assist, ...settings } = parse(CreateProjectInput, input)
  requireDistinct(labels.map(({ name }) => name), 'Two labels are called')
  requireDistinct(labels.flatMap(({ key }) => (key ? [key.toLowerCase()] : [])), 'Two labels have the key')
  if (labels.some(({ examples }) => examples?.length)) throw new AppError('invalid', 'Example images are images of the project. Choose them once it has images.')
  const id = await ctx.db.transaction(async (tx) => {
    const project = await insertProject(tx, { ...settings, workspaceId: ctx.workspace.id, createdBy })
    if (!project) throw new AppError('conflict', `There is a labeling project “${settings.name}” already. Give this one another name.`)
    await insertLabels(tx, labels.map((label, index) => newLabel(project.id, label, index)))
    if (!assist) await lockAssist(tx, project.id, { ...defaultSettings, on: false })
    await recordActivity({ ...ctx, db: tx }, { action: 'labeling.created', object: { kind: 'labeling', id: project.id, name: project.name }, details: { labels: labels.length } })
    return project.id
  })
  return readProject(ctx, id)
}

/** A label's row, with a colour and a key of its own where it is given none. */
export function newLabel(projectId: string, label: CreateLabelInput, position: number) {
  const { name, colour = labelColour(position), key = labelKey(position), instructions = '', attributes = [], skeleton = null, parentId = null, examples = [] } = label
  return { projectId, name, colour, key, instructions, attributes, skeleton, parentId, examples, position }
}

function requireDistinct(values: string[], words: string): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index)
  if (twice !== undefined) throw new AppError('invalid', `${words} “${twice}”.`)
}
