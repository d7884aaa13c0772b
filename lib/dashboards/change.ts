import { findVersion, insertDashboard, insertVersion, lockDashboard, setDashboardDeleted, setHomeChoice, updateDashboard } from '@/db/queries/dashboards/dashboards'
import type { DashboardRow } from '@/db/queries/dashboards/dashboards'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { dashboardTopic, hints } from '@/lib/hints'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { dashboardId, personOf, present, requireDashboard } from './access'
import { viewOf } from './read'
import { CreateDashboardInput, HomeChoiceInput, SaveVersionInput, UpdateDashboardInput, type DashboardView } from './schema'

const object = (row: Pick<DashboardRow, 'id' | 'name'>) => ({ kind: 'dashboard', id: row.id, name: row.name })

/** Works on a locked dashboard in one transaction. */
async function changed<T>(ctx: Context, id: string, work: (inside: Context, row: DashboardRow) => Promise<T>): Promise<T> {
  authorize(ctx, 'dashboards.write')
  const result = await ctx.db.transaction(async (tx) => {
    const inside: Context = { ...ctx, db: tx as unknown as Context['db'] }
    return work(inside, present(await lockDashboard(tx, ctx.workspace.id, dashboardId(id))))
  })
  hints().send(dashboardTopic(ctx.workspace.id, id))
  return result
}

/** Makes a dashboard; with tiles it has a version at once. @throws AppError `invalid`, `forbidden` */
export async function createDashboard(ctx: Context, input: unknown): Promise<DashboardView> {
  authorize(ctx, 'dashboards.write')
  const { name, content } = parse(CreateDashboardInput, input)
  const author = { createdBy: personOf(ctx.actor), createdByName: ctx.actor.name }
  return ctx.db.transaction(async (tx) => {
    const inside: Context = { ...ctx, db: tx as unknown as Context['db'] }
    const row = await insertDashboard(tx, { workspaceId: ctx.workspace.id, name, draft: content, updatedByName: ctx.actor.name, ...author })
    if (content.tiles.length > 0) await insertVersion(tx, { dashboardId: row.id, content, ...author })
    await recordActivity(inside, { action: 'dashboard.created', object: object(row) })
    return viewOf(inside, row)
  })
}

/**
 * Changes the name, or the draft where it is still the one that the change was made on. Drafts leave no activity: saving does.
 * @throws AppError `conflict` (with the present `revision`), `invalid`, `not_found`, `forbidden`
 */
export async function updateDashboardDraft(ctx: Context, id: string, input: unknown): Promise<DashboardView> {
  const { name, content, revision } = parse(UpdateDashboardInput, input)
  return changed(ctx, id, async (inside, row) => {
    if (content && revision === undefined) throw new AppError('invalid', 'Say with `revision` on which draft the change was made.')
    if (content && revision !== row.revision) {
      throw new AppError('conflict', `“${row.name}” was changed by ${row.updatedByName} in the meantime. Read it again and make your change on what is there now.`, { revision: row.revision })
    }
    const next = await updateDashboard(inside.db, row.id, { ...(name !== undefined && { name }), ...(content && { draft: content }), updatedByName: ctx.actor.name })
    if (name !== undefined && name !== row.name) await recordActivity(inside, { action: 'dashboard.renamed', object: object(next), details: { from: row.name, to: name } })
    return viewOf(inside, next)
  })
}

/** Makes the draft what everybody sees, as the next version. @throws AppError `invalid`, `not_found`, `forbidden` */
export async function saveVersion(ctx: Context, id: string, input: unknown): Promise<DashboardView> {
  const { note } = parse(SaveVersionInput, input)
  return changed(ctx, id, async (inside, row) => {
    const version = await insertVersion(inside.db, { dashboardId: row.id, content: row.draft, note, createdBy: personOf(ctx.actor), createdByName: ctx.actor.name })
    await recordActivity(inside, { action: 'dashboard.saved', object: object(row), details: { version, ...(note && { note }) } })
    return viewOf(inside, row)
  })
}

/** Brings an earlier version back, as the next one; what was there stays among the versions, a draft that was not saved too. @throws AppError `not_found`, `forbidden` */
export async function restoreVersion(ctx: Context, id: string, number: string): Promise<DashboardView> {
  return changed(ctx, id, async (inside, row) => {
    const author = { createdBy: personOf(ctx.actor), createdByName: ctx.actor.name }
    const [old, latest] = [/^[1-9]\d{0,8}$/.test(number) ? await findVersion(inside.db, row.id, Number(number)) : undefined, await findVersion(inside.db, row.id)]
    if (!old) throw new AppError('not_found', `“${row.name}” has no version ${number.slice(0, 20)}.`)
    if (JSON.stringify(latest?.content) !== JSON.stringify(row.draft)) await insertVersion(inside.db, { dashboardId: row.id, content: row.draft, note: `The draft before version ${number} was restored`, ...author })
    const next = await updateDashboard(inside.db, row.id, { draft: old.content, updatedByName: ctx.actor.name })
    const version = await insertVersion(inside.db, { dashboardId: row.id, content: old.content, note: `Version ${number} restored`, ...author })
    await recordActivity(inside, { action: 'dashboard.restored', object: object(row), details: { from: Number(number), version } })
    return viewOf(inside, next)
  })
}

/** @throws AppError `not_found`, `forbidden` */
export async function deleteDashboard(ctx: Context, id: string): Promise<void> {
  await changed(ctx, id, async (inside, row) => {
    await setDashboardDeleted(inside.db, row.id, true)
    await recordActivity(inside, { action: 'dashboard.deleted', object: object(row) })
  })
}

/** @throws AppError `not_found`, `forbidden` */
export async function undeleteDashboard(ctx: Context, id: string): Promise<DashboardView> {
  authorize(ctx, 'dashboards.write')
  return ctx.db.transaction(async (tx) => {
    const inside: Context = { ...ctx, db: tx as unknown as Context['db'] }
    const row = await lockDashboard(tx, ctx.workspace.id, dashboardId(id))
    const there = present(row && { ...row, deletedAt: null })
    await setDashboardDeleted(tx, there.id, false)
    await recordActivity(inside, { action: 'dashboard.undeleted', object: object(there) })
    return viewOf(inside, there)
  })
}

/** What the workspace opens with: for oneself, or, as an admin, for everybody who has not chosen. @throws AppError `invalid`, `not_found`, `forbidden` */
export async function chooseHome(ctx: Context, input: unknown): Promise<void> {
  authorize(ctx, 'dashboards.read')
  const choice = parse(HomeChoiceInput, input)
  if (choice.for === 'workspace') authorize(ctx, 'workspace.update')
  const user = choice.for === 'me' ? personOf(ctx.actor) : null
  if (choice.for === 'me' && user === null) throw new AppError('invalid', 'Only a person has a home page of their own.')
  const row = choice.dashboard === null ? null : await requireDashboard(ctx, choice.dashboard)
  await ctx.db.transaction(async (tx) => {
    await setHomeChoice(tx, { workspaceId: ctx.workspace.id, userId: user, dashboardId: row?.id ?? null })
    if (choice.for === 'workspace') {
      await recordActivity({ ...ctx, db: tx }, { action: 'workspace.home_chosen', object: { kind: 'workspace', id: ctx.workspace.id, name: ctx.workspace.name }, details: { to: row?.name ?? 'the ordinary home' } })
    }
  })
}
