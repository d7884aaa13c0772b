import { countLeftover, countSpareOpinions, findLiveClaim, insertClaim, insertGoldClaim, listHolders, findNextTask, renewClaim, tasksWithSpareOpinions, type ClaimRow, type NextOrder } from '@/db/queries/labeling/claims'
import { startDraft } from '@/db/queries/labeling/drafts'
import type { ProjectRow } from '@/db/queries/labeling/projects'
import { findGoldTask } from '@/db/queries/labeling/quality'
import { deleteSkip, lockTask, recountTask } from '@/db/queries/labeling/tasks'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { nextOrder } from './assist/next-order'
import { hideFrom, personOf } from './person'
import { requireProject } from './read-project'
import { claimView, readTask, requireTask } from './read-task'
import { ClaimInput, type ClaimResult, type Leftover, type QueueFilter } from './schema'
import { settleTask } from './settle-task'

/**
 * The next task for this person: one that they hold already and the tab does not, else the next of the queue. The answer says that
 * nothing is left only when that is so, and otherwise who holds what. @throws AppError `conflict` where `task` is named and taken
 */
export async function claimTask(ctx: Context, projectId: string, input: ClaimInput = {}): Promise<ClaimResult> {
  const userId = personOf(ctx, 'labeling.annotate')
  const { except, task, near } = parse(ClaimInput, input)
  const project = await requireProject(ctx, projectId)
  if (project.state !== 'active') return { claim: null, left: await leftover(ctx, project, userId) }
  const claim = task ? await claimNamed(ctx, project, userId, task) : ((await takeUp(ctx, project, userId, except)) ?? (await claimNext(ctx, project, userId, near)))
  if (!claim) return { claim: null, left: await leftover(ctx, project, userId) }
  await startDraft(ctx.db, { taskId: claim.taskId, userId })
  return { claim: claimView(claim), task: await readTask(ctx, claim.taskId) }
}

async function takeUp(ctx: Context, project: ProjectRow, userId: string, except: string[]): Promise<ClaimRow | undefined> {
  const held = await findLiveClaim(ctx.db, { projectId: project.id, userId, except })
  return held && renewClaim(ctx.db, held.taskId, userId)
}

async function claimNext(ctx: Context, project: ProjectRow, userId: string, near?: string): Promise<ClaimRow | undefined> {
  const next = { projectId: project.id, userId, near, filter: project.queue, order: await nextOrder(ctx.db, project.id) }
  const known = await claimGold(ctx, project, userId)
  if (known) return known
  // Whatever is locked this instant is passed over at first; before saying that nothing is left, it is waited for.
  const found = (await tryClaim(ctx, next, false)) ?? (await tryClaim(ctx, next, true))
  if (found || !(await countSpare(ctx, project))) return found
  return tryClaim(ctx, next, true)
}

/** Now and then an image whose answer is known, as long as there is other work to hide it in. */
async function claimGold(ctx: Context, project: ProjectRow, userId: string): Promise<ClaimRow | undefined> {
  if (Math.random() >= project.goldShare) return undefined
  const other = await findNextTask(ctx.db, { projectId: project.id, userId, filter: project.queue, tried: [], lock: false })
  const task = other && (await findGoldTask(ctx.db, project.id, userId))
  return task ? insertGoldClaim(ctx.db, task, userId) : undefined
}

/** One transaction: lock a candidate, look again now that it cannot change, take it or try the next. */
async function tryClaim(ctx: Context, next: { projectId: string; userId: string; near?: string; filter: QueueFilter; order: NextOrder }, wait: boolean): Promise<ClaimRow | undefined> {
  for (const tried: string[] = []; ; ) {
    const result = await ctx.db.transaction(async (tx) => {
      const id = await findNextTask(tx, { ...next, tried, lock: !wait })
      if (id === undefined) return null
      // A statement that waits for a lock and takes the first row only may come back with none, so waiting is a step of its own.
      if (wait) await lockTask(tx, id)
      return { id, claim: await insertClaim(tx, id, next.userId) }
    })
    if (!result) return undefined
    if (result.claim) return result.claim
    tried.push(result.id)
  }
}

async function claimNamed(ctx: Context, project: ProjectRow, userId: string, id: string): Promise<ClaimRow> {
  const { task } = await requireTask(ctx, id)
  if (task.projectId !== project.id) throw new AppError('not_found', 'This image is in another project.')
  const claim = await ctx.db.transaction(async (tx) => {
    await lockTask(tx, id)
    const held = (await renewClaim(tx, id, userId)) ?? (await insertClaim(tx, id, userId))
    if (held) await deleteSkip(tx, id, userId)
    return held
  })
  if (!claim) throw new AppError('conflict', task.state === 'open' ? 'Others are at this image now.' : 'This image is labeled already.')
  return claim
}

/** Opinions that came too late, on tasks that were given up since: they count now. True where there were any. */
async function countSpare(ctx: Context, project: ProjectRow): Promise<boolean> {
  const tasks = await tasksWithSpareOpinions(ctx.db, project.id)
  for (const id of tasks)
    await ctx.db.transaction(async (tx) => {
      await lockTask(tx, id)
      await countSpareOpinions(tx, id)
      await recountTask(tx, id)
      await settleTask(tx, project, id)
    })
  return tasks.length > 0
}

async function leftover(ctx: Context, project: ProjectRow, userId: string): Promise<Leftover> {
  const [counts, holders] = await Promise.all([countLeftover(ctx.db, project.id, userId, hideFrom(ctx)), listHolders(ctx.db, project.id)])
  return { paused: project.state !== 'active', ...counts, held: holders.map(({ by, tasks, until }) => ({ by, tasks, until: until.toISOString() })) }
}
