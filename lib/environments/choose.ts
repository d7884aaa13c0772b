import { environmentHeads, type EnvironmentHead } from '@/db/queries/environments'
import type { Context } from '@/lib/context'
import { curatedEnvironments } from './list'

/** An environment as a step is frozen to it. */
export interface Chosen {
  name: string
  version: number
  lockHash: string
}

/** What may be chosen for Python steps: what comes along by name, which means the newest, and the workspace's own as `name@version`. */
export async function environmentChoices(ctx: Pick<Context, 'db' | 'workspace'>): Promise<{ name: string; title: string }[]> {
  const rows = await environmentHeads(ctx.db, ctx.workspace.id)
  const usable = rows.filter((row) => row.stage === 'ready' && !row.archived)
  return [...curatedEnvironments().map(({ name, title }) => ({ name, title })), ...usable.map(({ name, version }) => ({ name: `${name}@${version}`, title: `${name}, version ${version}` }))]
}

/** For each reference, `name` or `name@version`, the environment that it means now, or why there is none; one query at most. */
export async function chooseEnvironments(ctx: Pick<Context, 'db' | 'workspace'>, refs: readonly string[]): Promise<(ref: string) => Chosen | { problem: string }> {
  const curated = curatedEnvironments()
  const foreign = refs.some((ref) => !curated.some(({ name }) => name === nameOf(ref)))
  const rows = foreign ? await environmentHeads(ctx.db, ctx.workspace.id) : []
  return (ref) => {
    const [name, version] = [nameOf(ref), versionOf(ref)]
    const known = curated.find((environment) => environment.name === name)
    if (!known) return chooseOwn(rows, ref, name, version)
    if (version === undefined || version === known.version) return known
    return { problem: `The environment “${name}” has version ${known.version} now, not ${ref.slice(name.length + 1)}: choose it without a version to go with Atelier’s` }
  }
}

function chooseOwn(rows: EnvironmentHead[], ref: string, name: string, version: number | undefined): Chosen | { problem: string } {
  const own = rows.filter((row) => row.name === name)
  if (own.length === 0) return { problem: `There is no environment “${name}” in this workspace` }
  if (own[0]!.archived) return { problem: `The environment “${name}” is archived: choose another, or bring it back under Environments` }
  const row = ref === name ? (own.find(({ stage }) => stage === 'ready') ?? own[0]!) : own.find((other) => other.version === version)
  if (!row) return { problem: `The environment “${name}” has no version ${ref.slice(name.length + 1)}; its newest is ${own[0]!.version}` }
  if (row.stage === 'resolving') return { problem: `The environment “${name}@${row.version}” is still being resolved; run again in a moment` }
  if (row.stage === 'failed' || row.lockHash === null) return { problem: `The environment “${name}@${row.version}” could not be resolved: ${row.message}` }
  return { name, version: row.version, lockHash: row.lockHash }
}

const nameOf = (ref: string) => ref.split('@')[0]!

function versionOf(ref: string): number | undefined {
  const version = Number(ref.split('@')[1])
  return Number.isInteger(version) ? version : undefined
}
