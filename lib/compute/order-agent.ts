import { z } from 'zod'
import { orderAgent as orderRow, type OrderChange } from '@/db/queries/agent-life'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'

export const PauseInput = z.object({
  /** Why, for those who wait. */
  note: z.string().trim().max(200).default(''),
  /** When it goes on by itself; without it somebody has to resume it. */
  until: z.iso.datetime({ offset: true, error: 'Give a time such as 2030-01-31T18:00:00Z' }).nullable().default(null),
})

/** It takes no further step; what it runs goes on. @throws AppError `forbidden`, `not_found`, `invalid` */
export async function pauseAgent(ctx: Context, id: string, input: z.input<typeof PauseInput>): Promise<void> {
  const { note, until } = PauseInput.parse(input)
  if (until !== null && Date.parse(until) <= Date.now()) throw new AppError('invalid', 'The pause would be over already: choose a later time.', { fields: { until: 'Choose a later time' } })
  await order(ctx, id, { orders: 'pause', note, pausedUntil: until }, 'agent.paused', { ...(note && { note }), ...(until && { until }) })
}

/** It takes steps again, whatever it was told before. @throws AppError `forbidden`, `not_found` */
export async function resumeAgent(ctx: Context, id: string): Promise<void> {
  await order(ctx, id, { orders: 'work' }, 'agent.resumed')
}

/** It finishes what it runs, takes nothing new, then ends. @throws AppError `forbidden`, `not_found` */
export async function drainAgent(ctx: Context, id: string): Promise<void> {
  await order(ctx, id, { orders: 'drain' }, 'agent.drain_ordered')
}

/** It hands back what it runs, to be queued again at once, and ends. @throws AppError `forbidden`, `not_found` */
export async function stopAgent(ctx: Context, id: string): Promise<void> {
  await order(ctx, id, { orders: 'stop' }, 'agent.stop_ordered')
}

async function order(ctx: Context, id: string, change: OrderChange, action: string, details: Record<string, unknown> = {}): Promise<void> {
  authorize(ctx, 'compute.manage')
  await ctx.db.transaction(async (db) => {
    const agent = z.uuid().safeParse(id).success ? await orderRow(db, id, change) : undefined
    if (!agent) throw new AppError('not_found', 'There is no such agent any more.')
    await recordActivity({ ...ctx, db }, { action, object: { kind: 'agent', id, name: agent.name }, details })
  })
}
