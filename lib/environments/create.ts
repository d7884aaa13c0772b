import type * as z from 'zod/mini'
import { deleteEnvironment, environmentRows, insertEnvironment, lockEnvironmentName, type EnvironmentRow } from '@/db/queries/environments'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { personOf } from '@/lib/drafts/access'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { environmentHash, pythonRange } from './hash'
import { curatedEnvironments } from './list'
import { lockProblem } from './lock'
import { isContainer, noEnvironment, readEnvironment } from './read'
import { requirementsProblem } from './requirements'
import { CreateEnvironmentInput, EnvironmentVersionInput, type EnvironmentView } from './schema'
import { wakeResolvers } from './wake'

type Content = Omit<z.output<typeof CreateEnvironmentInput>, 'name'>

/**
 * Keeps a new environment of the workspace, as its version 1. Where it comes without a lock, an agent makes one.
 * @throws AppError `invalid`, `conflict` where the name is taken, `forbidden`.
 */
export async function createEnvironment(ctx: Context, input: CreateEnvironmentInput): Promise<EnvironmentView> {
  authorize(ctx, 'environments.write')
  const { name, ...content } = parse(CreateEnvironmentInput, input)
  checkContent(content)
  if (curatedEnvironments().some((environment) => environment.name === name)) throw nameTaken(`“${name}” comes with Atelier. Give this environment another name.`)
  return keep(ctx, name, content, (versions) => {
    if (versions.length > 0 && !failedFirst(versions)) throw nameTaken(`The workspace has an environment “${name}” already. Make a new version of it, or give this one another name.`)
  })
}

/**
 * Keeps the next version of an environment. A newest one that failed was never of use to anybody: its number is given again.
 * @throws AppError `invalid`, `not_found`, `conflict` where somebody made a version since `after`, `forbidden`.
 */
export async function addEnvironmentVersion(ctx: Context, name: string, input: EnvironmentVersionInput): Promise<EnvironmentView> {
  authorize(ctx, 'environments.write')
  const { after, ...content } = parse(EnvironmentVersionInput, input)
  checkContent(content)
  return keep(ctx, name, content, (versions) => {
    const last = versions[0]
    if (!last) throw noEnvironment(name)
    if (after !== undefined && after !== last.version) throw new AppError('conflict', `Version ${last.version} was made while you worked on version ${after}. Compare the two, then save again.`, { latest: last.version })
    if (last.stage === 'resolving') throw new AppError('conflict', `Version ${last.version} is being resolved. Wait until that is done, then save again.`)
  })
}

const nameTaken = (message: string) => new AppError('conflict', message, { fields: { name: message } })
const failedFirst = (versions: EnvironmentRow[]) => versions.length === 1 && versions[0]!.stage === 'failed'

async function keep(ctx: Context, name: string, content: Content, check: (versions: EnvironmentRow[]) => void): Promise<EnvironmentView> {
  const version = await ctx.db.transaction(async (db) => {
    await lockEnvironmentName(db, ctx.workspace.id, name)
    const versions = await environmentRows(db, ctx.workspace.id, name)
    check(versions)
    const [last] = versions
    const replaced = last?.stage === 'failed'
    if (replaced) await deleteEnvironment(db, last.id)
    const number = replaced ? last.version : (last?.version ?? 0) + 1
    const { lock, ...rest } = content
    const given = lock.trim() !== ''
    const hash = given ? environmentHash({ ...content, python: pythonRange(content.python) }) : null
    await insertEnvironment(db, {
      ...rest,
      ...(given && { requirements: '' }),
      workspaceId: ctx.workspace.id,
      name,
      version: number,
      lock: given ? lock : null,
      lockHash: hash,
      stage: given ? 'ready' : 'resolving',
      createdBy: personOf(ctx.actor),
      createdByName: ctx.actor.name,
    })
    const action = number === 1 ? 'environment.created' : 'environment.version_created'
    await recordActivity({ ...ctx, db }, { action, object: { kind: 'environment', id: name, name }, details: { version: number, ...(content.note && { note: content.note }) } })
    return number
  })
  await wakeResolvers(ctx.db)
  return readEnvironment(ctx, name, version)
}

/** What can be said before an agent is asked. */
function checkContent({ lock, requirements, dockerfile, systemPackages }: Content): void {
  // An image may bring what somebody needs; the step runner's packages are added to it all the same.
  const bare = requirements.trim() === '' && isContainer({ dockerfile, systemPackages })
  const problem = lock.trim() !== '' ? lockProblem(lock) : bare ? undefined : requirementsProblem(requirements)
  if (problem) throw new AppError('invalid', `${problem}.`, { fields: { [lock.trim() !== '' ? 'lock' : 'requirements']: `${problem}.` } })
}
