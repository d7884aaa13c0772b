import { addUpDays, daysAreDue, hoursByDay, type HoursRow } from '@/db/queries/dashboards/hours'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import type { HoursByPerson } from './tile-data'

/** Seconds of compute by day (UTC) and person, of the last `days` days with today; 0 is all time. @throws AppError `forbidden` */
export async function readHours(ctx: Context, p: { days: number; person?: string }): Promise<HoursRow[]> {
  authorize(ctx, 'runs.read')
  if (await daysAreDue(ctx.db, ctx.workspace.id)) await addUpDays(ctx.db, ctx.workspace.id)
  return hoursByDay(ctx.db, { workspaceId: ctx.workspace.id, days: p.days, person: p.person || undefined })
}

/** Who used how much, most first. */
export function byPerson(rows: HoursRow[]): HoursByPerson[] {
  const people = new Map<string, HoursByPerson>()
  for (const { person, seconds, steps, runs } of rows) {
    const sum = people.get(person) ?? { person, seconds: 0, steps: 0, runs: 0 }
    people.set(person, { person, seconds: sum.seconds + seconds, steps: sum.steps + steps, runs: sum.runs + runs })
  }
  return [...people.values()].sort((a, b) => b.seconds - a.seconds || a.person.localeCompare(b.person))
}

/** Every day from the first with any to the last, those without as 0. */
export function byDay(rows: HoursRow[]): { day: string; seconds: number }[] {
  const sums = new Map<string, number>()
  for (const { day, seconds } of rows) sums.set(day, (sums.get(day) ?? 0) + seconds)
  const days = [...sums.keys()].sort()
  if (days.length === 0) return []
  const all: { day: string; seconds: number }[] = []
  for (let at = Date.parse(`${days[0]}T00:00:00Z`); at <= Date.parse(`${days.at(-1)}T00:00:00Z`); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    all.push({ day, seconds: sums.get(day) ?? 0 })
  }
  return all
}
