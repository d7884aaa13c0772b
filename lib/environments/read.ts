import { environmentLog } from '@/db/queries/compute'
import { agentEnvironmentRows, environmentHeads, environmentRows, environmentRuns, environmentUses, type AgentEnvironmentRow, type EnvironmentHead, type EnvironmentRow } from '@/db/queries/environments'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { pythonRange } from './hash'
import { curatedEnvironments, type CuratedEnvironment } from './list'
import { packagesOf } from './lock'
import type { EnvironmentOnAgent, EnvironmentSummary, EnvironmentView } from './schema'

const iso = (at: string | Date) => new Date(at).toISOString()

export function noEnvironment(name: string, version?: number): AppError {
  return new AppError('not_found', `There is no environment “${name}${version === undefined ? '' : `@${version}`}” in this workspace.`)
}

/** What comes with Atelier, then the workspace's own, newest versions. @throws AppError `forbidden` */
export async function listEnvironments(ctx: Context): Promise<{ environments: EnvironmentSummary[] }> {
  authorize(ctx, 'compute.read')
  const rows = await environmentHeads(ctx.db, ctx.workspace.id)
  const newest = rows.filter((row, at) => rows[at - 1]?.name !== row.name)
  const curated = curatedEnvironments()
  const hashes = [...curated.map(({ lockHash }) => lockHash), ...rows.flatMap(({ lockHash }) => lockHash ?? [])]
  const states = await agentEnvironmentRows(ctx.db, hashes)
  const uses = await environmentUses(ctx.db, ctx.workspace.id, hashes)
  const latestUse = (of: (string | null)[]) => of.flatMap((hash) => (hash && uses.get(hash)) || []).map(iso).sort().at(-1) ?? null
  return {
    environments: [
      ...curated.map((environment) => ({ ...curatedSummary(environment, states), usedAt: latestUse([environment.lockHash]) })),
      ...newest.map((row) => ({ ...customSummary(row, states), usedAt: latestUse(rows.filter(({ name }) => name === row.name).map(({ lockHash }) => lockHash)) })),
    ],
  }
}

/** One version, the newest unless told. @throws AppError `not_found`, `forbidden` */
export async function readEnvironment(ctx: Context, name: string, version?: number): Promise<EnvironmentView> {
  authorize(ctx, 'compute.read')
  const curated = curatedEnvironments().find((environment) => environment.name === name)
  if (curated) {
    if (version !== undefined && version !== curated.version) throw noEnvironment(name, version)
    const summary = curatedSummary(curated, await agentEnvironmentRows(ctx.db, [curated.lockHash]))
    return { ...summary, ...(await usesOf(ctx, curated.lockHash)), latest: curated.version, lockHash: curated.lockHash, lock: curated.lock, requirements: curated.requirements, pythonChoice: '', systemPackages: [], dockerfile: '', note: '', log: '', versions: [] }
  }
  const rows = await environmentRows(ctx.db, ctx.workspace.id, name)
  const row = version === undefined ? rows[0] : rows.find((other) => other.version === version)
  if (!row) throw noEnvironment(name, version)
  const summary = customSummary(headOf(row), await agentEnvironmentRows(ctx.db, row.lockHash ? [row.lockHash] : []))
  return {
    ...summary,
    ...(await usesOf(ctx, row.lockHash)),
    latest: rows[0]!.version,
    lockHash: row.lockHash,
    lock: row.lock ?? '',
    requirements: row.requirements,
    pythonChoice: row.python,
    systemPackages: row.systemPackages,
    dockerfile: row.dockerfile,
    note: row.note,
    log: row.log,
    versions: rows.map(({ version: number, stage, note, createdByName, createdAt }) => ({ version: number, stage, note, createdBy: createdByName || null, createdAt: iso(createdAt) })),
  }
}

/** What a build has said on an agent. @throws AppError `not_found`, `forbidden` */
export async function readEnvironmentBuildLog(ctx: Context, name: string, input: { version?: number; agent: string }): Promise<{ log: string }> {
  const { lockHash } = await readEnvironment(ctx, name, input.version)
  const log = lockHash && /^[0-9a-f-]{36}$/.test(input.agent) ? await environmentLog(ctx.db, input.agent, lockHash) : undefined
  if (log === undefined) throw new AppError('not_found', 'This agent has not been asked for this environment.')
  return { log }
}

async function usesOf(ctx: Context, lockHash: string | null) {
  if (lockHash === null) return { usedAt: null, runs: [] }
  const uses = await environmentUses(ctx.db, ctx.workspace.id, [lockHash])
  const runs = await environmentRuns(ctx.db, ctx.workspace.id, lockHash)
  const at = uses.get(lockHash)
  return { usedAt: at ? iso(at) : null, runs: runs.map(({ created_at, ...run }) => ({ ...run, createdAt: iso(created_at) })) }
}

function curatedSummary(environment: CuratedEnvironment, states: AgentEnvironmentRow[]): EnvironmentSummary {
  const { name, title, description, version, python, lock, lockHash } = environment
  return { name, kind: 'curated', title, description, version, stage: 'ready', message: '', python, container: false, packages: countPackages(lock), archived: false, createdBy: null, createdAt: null, usedAt: null, agents: agentsOf(states, lockHash) }
}

function customSummary(head: EnvironmentHead, states: AgentEnvironmentRow[]): EnvironmentSummary {
  const { name, description, version, stage, message, python, lockHash, createdByName, createdAt, archived, container, packages } = head
  return {
    name,
    kind: 'custom',
    title: name,
    description,
    version,
    stage,
    message,
    python: pythonRange(python),
    container,
    packages,
    archived,
    createdBy: createdByName || null,
    createdAt: iso(createdAt),
    usedAt: null,
    agents: lockHash ? agentsOf(states, lockHash) : [],
  }
}

function headOf(row: EnvironmentRow): EnvironmentHead {
  return { ...row, container: isContainer(row), archived: row.archivedAt !== null, createdAt: iso(row.createdAt), packages: row.lock ? countPackages(row.lock) : 0 }
}

export function isContainer({ dockerfile, systemPackages }: Pick<EnvironmentRow, 'dockerfile' | 'systemPackages'>): boolean {
  return dockerfile.trim() !== '' || systemPackages.length > 0
}

const countPackages = (lock: string) => new Set(packagesOf(lock).map(({ name }) => name)).size

function agentsOf(states: AgentEnvironmentRow[], lockHash: string): EnvironmentOnAgent[] {
  return states
    .filter((row) => row.lock_hash === lockHash)
    .map((row) => ({
      agentId: row.agent_id,
      agent: row.agent,
      connected: row.connected,
      state: row.state,
      done: row.done,
      total: row.total,
      message: row.message,
      cause: row.cause,
      sizeMb: row.size_mb,
      usedAt: row.used_at && iso(row.used_at),
      wanted: row.wanted,
      updatedAt: iso(row.updated_at),
    }))
}
