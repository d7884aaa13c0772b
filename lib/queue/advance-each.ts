import { randomUUID } from 'node:crypto'
import { addToGroup, changeCollecting, foundGroups, insertPasses, metricsOfPasses } from '@/db/queries/passes'
import type { Tx } from '@/db/queries/queue'
import type { ReadyRow } from '@/db/queries/settle'
import type { NewStep } from '@/db/queries/submit'
import { keyBase } from './cache-key'
import { eachKey, itemPort, numberMark, valueMark, type EachItem, type EachState } from './each-state'

type Run = { id: string; workspaceId: string }
type End = EachItem['end']

/**
 * What comes next for a collecting step that waits for nothing any more: its passes are made, or, where they are done, it
 * takes over what they measured and is an ordinary step from then on. Returns the run's open steps where some were added.
 */
export async function advanceEach(tx: Tx, run: Run, row: ReadyRow, each: EachState): Promise<number | null> {
  if (each.items) await gather(tx, run, row, each, each.items)
  else return makePasses(tx, run, row, each)
  return null
}

async function gather(tx: Tx, run: Run, row: ReadyRow, { of }: EachState, items: EachItem[]): Promise<void> {
  const measured = await metricsOfPasses(tx, run.id, of, row.component)
  const metricsOf = (index: number) => Object.assign({}, ...measured.filter((pass) => pass.index === index).map((pass) => pass.metrics)) as Record<string, number>
  const { [eachKey]: _, ...own } = row.params
  const params = { ...own, '@items': items.map(({ index, value }) => ({ port: itemPort(index), value, metrics: metricsOf(index) })) }
  await changeCollecting(tx, { id: row.id, params, keyBase: keyBase({ component: row.component, params, environment: row.environment_hash }), sources: sourcesOf(items), waitingOn: 0 })
}

async function makePasses(tx: Tx, run: Run, row: ReadyRow, each: EachState): Promise<number> {
  const values = await foundGroups(tx, run.id, `${each.of}.values`)
  if (!values || !each.template) throw new Error(`The groups of “${each.of}” in run ${run.id} are not known.`)
  const { template } = each
  const passes = values.map((value, at) => passOf(each, template, { index: at + 1, value, position: row.position }))
  const steps = passes.flatMap((pass) => pass.steps)
  const items = passes.map((pass) => pass.item)
  const sources = sourcesOf(items)
  const collect = `${each.of}.collect`
  const upstream = (of: NewStep['sources']) => [...new Set(Object.values(of).map((source) => source.node))]
  const dependencies = [...steps.flatMap((step) => upstream(step.sources).map((on) => ({ node: step.node, on }))), ...upstream(sources).map((on) => ({ node: collect, on }))]
  const remaining = await insertPasses(tx, run, steps, dependencies)
  await changeCollecting(tx, { id: row.id, params: { ...row.params, [eachKey]: { of: each.of, items } satisfies EachState }, keyBase: null, sources, waitingOn: upstream(sources).length })
  await addToGroup(tx, run.id, each.of, steps.map((step) => step.node), passes.flatMap((pass) => pass.groups))
  return remaining
}

function passOf(each: EachState, template: NonNullable<EachState['template']>, { index, value, position }: { index: number; value: string | null; position: number }) {
  const number = (text: string) => text.replaceAll(numberMark, String(index))
  const named = (text: string) => text.replaceAll(valueMark, value ?? 'missing')
  const moved = ({ node, port }: End): End => ({ node: number(node), port })
  const ends = (of: Record<string, End>) => Object.fromEntries(Object.entries(of).map(([port, end]) => [port, moved(end)]))
  const inside = new Set(template.steps.map((step) => step.node))
  const steps = template.steps.map((step): NewStep => {
    const node = number(step.node)
    const rows = step.params['@part'] === 'rows' ? { ...step.params, '@value': value } : undefined
    return {
      ...step,
      id: randomUUID(),
      node,
      name: named(step.name),
      position,
      iteration: { of: each.of, index, value },
      sources: ends(step.sources),
      // What feeds the For each has succeeded.
      waiting_on: new Set(Object.values(step.sources).map((source) => source.node).filter((source) => inside.has(source))).size,
      forced: each.forceAll === true || (each.forced?.includes(node) ?? false),
      ...(rows && { params: rows, key_base: keyBase({ component: step.component, params: rows, environment: null }) }),
    }
  })
  const groups = template.groups.map((group) => ({ ...group, node: number(group.node), name: named(group.name), inside: group.inside.map(number), outputs: ends(group.outputs) }))
  return { steps, groups, item: { index, value, end: moved(template.end) } satisfies EachItem }
}

function sourcesOf(items: EachItem[]): Record<string, End> {
  return Object.fromEntries(items.map(({ index, end }) => [itemPort(index), end]))
}
