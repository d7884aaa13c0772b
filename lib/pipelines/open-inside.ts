import { findPipeline } from '@/db/queries/pipelines'
import { lockOwn, setOwnDraft } from '@/db/queries/workspace-components'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { readOwn } from '@/lib/workspace-components/read'
import { createPipeline } from './create'

/**
 * The pipeline in which the inside of a sub-pipeline is edited. Where nobody has one open, it is made from the newest
 * version; publishing it makes the next one.
 * @throws AppError `not_found`, `invalid` for a component that has no inside, `forbidden`.
 */
export async function openInside(ctx: Context, id: string): Promise<{ pipelineId: string }> {
  authorize(ctx, 'components.write')
  const { declaration } = await readOwn(ctx, id)
  if (declaration.kind !== 'sub-pipeline') throw new AppError('invalid', `“${declaration.name}” is written in Python; there are no steps inside. Open its page to edit the code.`)
  const db = ctx.db
  return db.transaction(async (transaction) => {
    // Held until the end, so that two who open it at once get one pipeline.
    const row = (await lockOwn(transaction, ctx.workspace.id, id))!
    const open = row.draftPipeline ? await findPipeline(transaction, ctx.workspace.id, row.draftPipeline) : undefined
    if (open && !open.deletedAt) return { pipelineId: open.id }
    const inner = { ...ctx, db: transaction as unknown as Context['db'] }
    const pipeline = await createPipeline(inner, { name: `Inside ${declaration.name}`, description: `The steps inside the component ${id}. Publish makes its next version.`, graph: declaration.graph })
    await setOwnDraft(transaction, row.key, pipeline.id)
    return { pipelineId: pipeline.id }
  })
}
