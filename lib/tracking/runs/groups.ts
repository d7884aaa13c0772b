import { groupRuns } from '@/db/queries/tracking/run-groups'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { readField } from '../filter/field'
import { searchableRuns, type Field } from '../filter/schema'
import { tokenize } from '../filter/tokens'
import { withPatterns } from '../filter/with-patterns'
import type { RunGroups } from '../views'
import { readColumns } from './columns'
import { paramsOf, type RunQuestion } from './question'

/** Groups beyond these are left out, and it is said. */
export const mostGroups = 500

export interface GroupInput extends RunQuestion {
  /** A parameter, a tag or a word of a run, in the syntax of filters: `params.model`, `status`. */
  by: string
  /** As `readColumns` takes them; means are of metrics alone. */
  columns: string[]
}

/** The runs of a question added up by one field, the largest group first. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function groupRunTable(ctx: Context, input: GroupInput): Promise<RunGroups> {
  authorize(ctx, 'experiments.read')
  const by = groupField(input.by)
  const columns = readColumns(input.columns).filter(({ kind }) => kind === 'metric')
  const params = await paramsOf(ctx, input)
  const rows = await withPatterns(() => groupRuns(ctx.db, params, { by, means: columns.map(({ key, of }) => ({ key, of })), limit: mostGroups + 1 }))
  return {
    groups: rows.slice(0, mostGroups).map(({ value, count, means, counts }) => ({
      value,
      count,
      means: Object.fromEntries(columns.flatMap(({ name }, index) => (means[index] === null ? [] : [[name, { mean: means[index]!, count: counts[index]! }]]))),
    })),
    more: rows.length > mostGroups,
  }
}

/** @throws AppError `invalid` */
function groupField(text: string): Field {
  const tokens = tokenize(text)
  const { field, taken } = readField(text, tokens, 0, searchableRuns)
  const countable = field.kind === 'param' || field.kind === 'tag' || (field.kind === 'attribute' && searchableRuns.attributes[field.key] === 'text')
  if (!countable || tokens[taken]!.type !== 'end') throw new AppError('invalid', 'Runs are grouped by a parameter, a tag, or a word like status: write params.model, tags.team or status.')
  return field
}
