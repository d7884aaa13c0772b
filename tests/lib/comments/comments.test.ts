import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { members, users } from '@/db/schema'
import { addComment } from '@/lib/comments/add'
import { changeComment } from '@/lib/comments/change'
import { deleteComment } from '@/lib/comments/delete'
import { listComments } from '@/lib/comments/list'
import type { Context } from '@/lib/context'
import { DraftFeed } from '@/lib/drafts/feed'
import type { DraftMessage } from '@/lib/drafts/channel'
import type { Role } from '@/lib/permissions'
import { createPipeline } from '@/lib/pipelines/create'
import { deletePipeline } from '@/lib/pipelines/delete'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

const { db, sql: client } = await testDatabase()
const graph = { nodes: [{ id: 'load', component: 'data.import@1', name: 'Birds' }, { id: 'keep', component: 'transform.select-columns@1' }] }

async function start() {
  const ctx = await testContext(db)
  const { id } = await createPipeline(ctx, { name: 'Penguins', graph })
  return { ctx, id }
}

/** Another person in the same workspace. */
async function colleague(ctx: Context, role: Role): Promise<Context> {
  const [user] = await db.insert(users).values({ email: `${crypto.randomUUID()}@example.com`, name: 'Grace' }).returning()
  await db.insert(members).values({ workspaceId: ctx.workspace.id, userId: user!.id, role })
  return { ...ctx, actor: { kind: 'user', id: user!.id, name: 'Grace', email: user!.email, role } }
}

const actions = async (ctx: Context) => [...(await db.execute<{ action: string }>(sql`select action from activity where workspace_id = ${ctx.workspace.id} and action like 'pipeline.comment%' order by at, id`))].map((row) => row.action)

describe('comments on steps', () => {
  it('make threads that tell who and when, and are resolved and opened again', async () => {
    const { ctx, id } = await start()
    const other = await colleague(ctx, 'viewer')
    const first = await addComment(ctx, id, { node: 'load', body: '  Which year? ' })
    expect(first).toMatchObject({ node: 'load', parent: null, body: 'Which year?', author: { name: ctx.actor.name }, editedAt: null, resolvedAt: null })
    const answer = await addComment(other, id, { node: 'load', body: '2007 to 2009', parent: first.id })
    expect(await listComments(ctx, id)).toEqual([first, answer])
    const done = await changeComment(other, id, first.id, { resolved: true })
    expect(done).toMatchObject({ resolvedBy: 'Grace', resolvedAt: expect.any(String) })
    // Said twice, it is one event.
    await changeComment(ctx, id, first.id, { resolved: true })
    await addComment(ctx, id, { node: 'load', body: 'But 2010?', parent: first.id })
    expect((await listComments(ctx, id))[0]).toMatchObject({ resolvedAt: null, resolvedBy: null })
    expect(await actions(ctx)).toEqual(['pipeline.commented', 'pipeline.commented', 'pipeline.comment_resolved', 'pipeline.commented'])
  })

  it('are changed by their authors alone', async () => {
    const { ctx, id } = await start()
    const other = await colleague(ctx, 'owner')
    const { id: comment } = await addComment(ctx, id, { node: 'keep', body: 'Typo' })
    expect(await changeComment(ctx, id, comment, { body: 'Right' })).toMatchObject({ body: 'Right', editedAt: expect.any(String) })
    await expect(changeComment(other, id, comment, { body: 'Mine' })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await listComments(ctx, id))[0]!.body).toBe('Right')
  })

  it('are deleted by their authors and by admins, a thread with its answers', async () => {
    const { ctx, id } = await start()
    const [author, admin] = [await colleague(ctx, 'author'), await colleague(ctx, 'admin')]
    const root = await addComment(ctx, id, { node: 'keep', body: 'A' })
    const answer = await addComment(author, id, { node: 'keep', body: 'B', parent: root.id })
    await expect(deleteComment(author, id, root.id)).rejects.toMatchObject({ code: 'forbidden' })
    await deleteComment(author, id, answer.id)
    await addComment(author, id, { node: 'keep', body: 'C', parent: root.id })
    await deleteComment(admin, id, root.id)
    expect(await listComments(ctx, id)).toEqual([])
  })

  it('keep their words when their author is gone', async () => {
    const { ctx, id } = await start()
    const other = await colleague(ctx, 'viewer')
    await addComment(other, id, { node: 'keep', body: 'Remember me' })
    if (other.actor.kind === 'user') await db.execute(sql`delete from users where id = ${other.actor.id}`)
    expect(await listComments(ctx, id)).toMatchObject([{ body: 'Remember me', author: null }])
  })

  it('need a step, a thread on it, and words', async () => {
    const { ctx, id } = await start()
    const root = await addComment(ctx, id, { node: 'load', body: 'A' })
    const answer = await addComment(ctx, id, { node: 'load', body: 'B', parent: root.id })
    await expect(addComment(ctx, id, { node: 'gone', body: 'x' })).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('no step') })
    await expect(addComment(ctx, id, { node: 'keep', body: 'x', parent: root.id })).rejects.toMatchObject({ code: 'invalid' })
    await expect(addComment(ctx, id, { node: 'load', body: 'x', parent: answer.id })).rejects.toMatchObject({ code: 'invalid' })
    await expect(addComment(ctx, id, { node: 'load', body: '   ' })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('Write something') })
    await expect(changeComment(ctx, id, answer.id, { resolved: true })).rejects.toMatchObject({ code: 'invalid' })
    await expect(changeComment(ctx, id, 'no-uuid', { resolved: true })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('are not there for another workspace or a labeler, nor of a pipeline in the trash', async () => {
    const { ctx, id } = await start()
    const { id: comment } = await addComment(ctx, id, { node: 'load', body: 'A' })
    const stranger = await testContext(db, { role: 'owner' })
    const labeler = await colleague(ctx, 'labeler')
    for (const [who, code] of [[stranger, 'not_found'], [labeler, 'forbidden']] as const) {
      await expect(listComments(who, id)).rejects.toMatchObject({ code })
      await expect(addComment(who, id, { node: 'load', body: 'x' })).rejects.toMatchObject({ code })
      await expect(changeComment(who, id, comment, { resolved: true })).rejects.toMatchObject({ code })
      await expect(deleteComment(who, id, comment)).rejects.toMatchObject({ code })
    }
    // One's own pipeline does not open another's comments.
    const other = await createPipeline(stranger, { name: 'Theirs', graph })
    await expect(deleteComment(stranger, other.id, comment)).rejects.toMatchObject({ code: 'not_found' })
    expect(await listComments(ctx, id)).toHaveLength(1)
    await deletePipeline(ctx, id)
    await expect(addComment(ctx, id, { node: 'load', body: 'x' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('are told of at once to those who have the pipeline open', async () => {
    const { ctx, id } = await start()
    const feed = new DraftFeed({ db, sql: client })
    const heard: DraftMessage[] = []
    const stop = await feed.subscribe(id, (message) => void (message.kind === 'comments' && heard.push(message)))
    const { id: comment } = await addComment(ctx, id, { node: 'load', body: 'A' })
    await expect.poll(() => heard.some((message) => message.kind === 'comments' && message.seq === 1)).toBe(true)
    await deleteComment(ctx, id, comment)
    await expect.poll(() => heard.some((message) => message.kind === 'comments' && message.seq === 2)).toBe(true)
    stop()
  })
})
