import type { TargetRow } from '@/db/queries/clusters'
import { roomOfTarget } from '@/lib/clusters/cluster-of'
import { counted, inGigabytes, memoryOf, shortNumber, type NeedyStep } from './step-needs'

type Target = Pick<TargetRow, 'name' | 'engine' | 'deleting' | 'problem' | 'max_nodes' | 'nodes' | 'live' | 'busy' | 'slots' | 'cpus' | 'memory_mb' | 'gpus' | 'config'>

/** Why no node of its compute target has this ready step yet, in words for a person. Pure. */
export function targetReason(name: string, step: Pick<NeedyStep, 'requests' | 'memory_mb'>, targets: Target[]): string {
  const never = neverOnTarget(name, step, targets)
  if (never !== undefined) return never
  const target = targets.find((other) => other.name === name)!
  if (target.problem) return `The cluster “${name}” has a problem: ${target.problem.replace(/\.$/, '')}`
  if (target.busy >= target.max_nodes) return `All ${target.max_nodes} nodes of “${name}” are busy`
  if (target.nodes > target.live) return `A node of “${name}” is being launched`
  return target.live > target.busy ? `About to start on “${name}”, or its node still prepares for it` : `“${name}” is about to launch a node`
}

/** Why no node of its compute target can ever have the step; undefined where one could, were it only launched. Pure. */
export function neverOnTarget(name: string, step: Pick<NeedyStep, 'requests' | 'memory_mb'>, targets: Target[]): string | undefined {
  const target = targets.find((other) => other.name === name)
  if (!target) return `There is no cluster “${name}” any more. Cancel the run and choose another`
  if (target.deleting) return `The cluster “${name}” is being deleted. Cancel the run and choose another`
  return beyondNode(step, target)
}

/** What the step asks for that no node of the cluster can have; a size that is not told is not judged. */
function beyondNode(step: Pick<NeedyStep, 'requests' | 'memory_mb'>, target: Target): string | undefined {
  const room = roomOfTarget(target)
  const { gpus = 0, cpus = 0, tags = [] } = step.requests
  const memory = memoryOf(step)
  const says = (has: string, asked: string) => `A node of “${target.name}” has ${has}, and the step ${asked}. Cancel the run and ask for less, or choose another cluster`
  if (gpus > room.gpus) return says(room.gpus === 0 ? 'no GPU' : counted(room.gpus, 'GPU'), `asks for ${gpus}`)
  if (room.cpus !== null && cpus > room.cpus) return says(counted(room.cpus, 'CPU'), `asks for ${shortNumber(cpus)}`)
  if (room.memoryMb !== null && memory > room.memoryMb) return says(`${inGigabytes(room.memoryMb)} of memory`, `${step.requests.memoryMb === undefined ? 'needs about' : 'asks for'} ${inGigabytes(memory)}`)
  const [resource] = Object.keys(step.requests.resources ?? {})
  if (resource !== undefined && target.engine !== 'ray') return `The step asks for “${resource}”, which nodes of “${target.name}” do not have: only Ray knows resources by name. Choose a Ray cluster`
  const tag = tags.find((wanted) => !target.config.tags.includes(wanted))
  return tag === undefined ? undefined : `The nodes of “${target.name}” do not have the tag “${tag}”. Give it to the cluster under Compute, or choose another`
}
