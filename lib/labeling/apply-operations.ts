import { insertClaim, insertGoldClaim, renewClaim, slotIsFree, type ClaimRow } from '@/db/queries/labeling/claims'
import { appendOperations, draftAnnotations, knownOperations, lockDraft, operationsSince, touchDraft } from '@/db/queries/labeling/drafts'
import type { Queryable } from '@/db/queries/labeling/projects'
import { findGold } from '@/db/queries/labeling/quality'
import { findSubmission, lockTask } from '@/db/queries/labeling/tasks'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { personOf } from './person'
import { claimView, requireTask } from './read-task'
import { OperationsInput, type OperationsResult, type StaleDetails } from './schema'
import type { Operation } from './shapes'

/**
 * Keeps edits of one person's draft. Those known already change nothing, so that sending twice is safe. Edits on an old revision
 * are refused with what is there now, unless what came since is among them. Works without a live claim too: a free slot is taken
 * again, and otherwise the work is kept as a further opinion. @throws AppError `conflict` with StaleDetails, `not_found`
 */
export async function applyOperations(ctx: Context, taskId: string, input: OperationsInput): Promise<OperationsResult> {
  const userId = personOf(ctx, 'labeling.annotate')
  const { base, operations } = parse(OperationsInput, input)
  await requireTask(ctx, taskId)
  const owner = { taskId, userId }
  const sent = [...new Map(operations.map((operation) => [operation.id, asPersons(operation)])).values()]
  return ctx.db.transaction(async (tx) => {
    const { revision } = await lockDraft(tx, owner)
    const known = await knownOperations(tx, owner, sent.map(({ id }) => id))
    const fresh = sent.filter(({ id }) => !known.has(id))
    if (fresh.length > 0 && base !== revision && !(await coveredBy(tx, owner, base, revision, sent))) {
      const details: StaleDetails = { revision, annotations: await draftAnnotations(tx, owner), known: [...known] }
      throw new AppError('conflict', 'This image was changed in another tab meanwhile. Both versions are kept; send yours again on the newer one.', { ...details })
    }
    const now = await appendOperations(tx, owner, revision, fresh)
    const { claim, extra } = await holdOn(tx, taskId, userId, sent.length > 0)
    await touchDraft(tx, owner, now)
    return { revision: now, known: sent.map(({ id }) => id), claim: claim ? claimView(claim) : null, extra }
  })
}

/** What stands in a person's draft is that person's, whoever is said to have made it. */
const asPersons = (operation: Operation): Operation => (operation.kind === 'put' ? { ...operation, annotation: { ...operation.annotation, source: { by: 'person' } } } : operation)

/** Whether all that the draft gained since `base` is in this request: then an answer was lost, and nobody else wrote. */
async function coveredBy(tx: Queryable, owner: { taskId: string; userId: string }, base: number, revision: number, sent: Operation[]): Promise<boolean> {
  if (base > revision) return false
  const ids = new Set(sent.map(({ id }) => id))
  return (await operationsSince(tx, owner, base)).every((id) => ids.has(id))
}

/** Renews the claim; one that has ended is taken again where a slot is free and there is work to keep. */
async function holdOn(tx: Queryable, taskId: string, userId: string, wanted: boolean): Promise<{ claim: ClaimRow | undefined; extra: boolean }> {
  const renewed = await renewClaim(tx, taskId, userId)
  if (renewed) return { claim: renewed, extra: false }
  const submission = await findSubmission(tx, taskId, userId)
  const counts = submission !== undefined && !submission.extra && submission.verdict !== 'returned'
  if (counts || !wanted) return { claim: undefined, extra: false }
  const task = await lockTask(tx, taskId)
  // Nobody is to see that an answer is known already: it is held and kept like any other.
  if (await findGold(tx, taskId)) return { claim: submission ? undefined : await insertGoldClaim(tx, taskId, userId), extra: false }
  const claim = task.state === 'open' ? await insertClaim(tx, taskId, userId) : undefined
  return { claim, extra: !claim && !(await slotIsFree(tx, taskId, userId)) }
}
