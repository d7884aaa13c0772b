import type { AgentRow } from '@/db/queries/compute'
import type { StepRow } from '@/db/queries/runs'
import { ffmpegTag } from '@/lib/catalog/label/import-video'
import { environmentReason } from '@/lib/environments/wait-reason'

export type NeedyStep = Pick<StepRow, 'runner' | 'environment' | 'environment_hash' | 'memory_mb' | 'requests'>

/** What to do so that videos can be cut. */
export const noFfmpeg = 'No agent has ffmpeg, which cuts videos. Install it on the machine of one (apt install ffmpeg, brew install ffmpeg) and start the agent there anew'

/** What a step must have of an agent whatever else that one does. */
interface Need {
  met: (agent: AgentRow) => boolean
  /** As it stands after “No agent has both”. */
  words: string
  /** Why no agent meets it, and what to do. */
  nobody: (agents: AgentRow[]) => string
}

/** The agents that could ever take the step, or why none of them can. */
export function fittingAgents(step: NeedyStep, agents: AgentRow[], images?: ReadonlySet<string>): { fitting: AgentRow[]; reason: string | undefined } {
  const needs = needsOf(step, images)
  const fitting = agents.filter((agent) => needs.every((need) => need.met(agent)))
  // Of one that has never connected nothing is known.
  if (fitting.length > 0 || agents.every(({ capabilities }) => capabilities === null)) return { fitting, reason: undefined }
  const lacking = needs.find((need) => !agents.some(need.met))
  return { fitting, reason: lacking ? lacking.nobody(agents) : together(needs.filter((need) => !agents.every(need.met)).map(({ words }) => words)) }
}

/** Megabytes that the step takes of an agent. */
export const memoryOf = ({ requests, memory_mb }: Pick<NeedyStep, 'requests' | 'memory_mb'>): number => requests.memoryMb ?? memory_mb ?? 0

function needsOf(step: NeedyStep, images: ReadonlySet<string> | undefined): Need[] {
  const { gpus = 0, cpus = 0, tags = [] } = step.requests
  const memory = Math.max(memoryOf(step), step.memory_mb ?? 0)
  const needs: Need[] = []
  if (gpus > 0) needs.push({ met: (agent) => gpusOf(agent) >= gpus, words: counted(gpus, 'GPU'), nobody: (agents) => tooFewGpus(gpus, largest(agents, gpusOf)) })
  if (cpus > 0) needs.push({ met: (agent) => cpusOf(agent) >= cpus, words: counted(cpus, 'CPU'), nobody: (agents) => `No agent has ${counted(cpus, 'CPU')}; the largest has ${shortNumber(largest(agents, cpusOf))}. Add a larger one under Compute, or ask for fewer` })
  if (memory > 0) needs.push({ met: (agent) => memoryMbOf(agent) >= memory, words: `${inGigabytes(memory)} of memory`, nobody: (agents) => tooLarge(step, memory, largest(agents, memoryMbOf)) })
  for (const tag of tags) needs.push({ met: (agent) => agent.capabilities?.tags?.includes(tag) ?? false, words: `the tag “${tag}”`, nobody: () => (tag === ffmpegTag ? noFfmpeg : `No agent has the tag “${tag}”. Start one with it: --tags ${tag}`) })
  for (const [name, count] of Object.entries(step.requests.resources ?? {}))
    needs.push({ met: (agent) => (agent.capabilities?.resources?.[name] ?? 0) >= count, words: `${shortNumber(count)} of “${name}”`, nobody: () => `No agent offers ${shortNumber(count)} of “${name}”. Start one with ATELIER_AGENT_RESOURCES='{"${name}": ${count}}', or send the step to a Ray cluster that has it` })
  if (step.runner === 'command') needs.push({ met: (agent) => Boolean(agent.capabilities?.commands), words: 'commands allowed', nobody: () => 'No agent runs commands: the owner of a machine allows it by starting the agent there with ATELIER_AGENT_COMMANDS=1' })
  if (step.runner === 'python') {
    const image = images?.has(step.environment_hash ?? '') ?? false
    needs.push({ met: ({ capabilities }) => Boolean(image ? capabilities?.containers : capabilities?.python), words: image ? 'containers' : 'Python', nobody: (agents) => environmentReason(step, agents, images) })
  }
  return needs
}

function together(words: string[]): string {
  const what = words.length === 2 ? `both ${words.join(' and ')}` : `all of ${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
  return `No agent has ${what}. Add one under Compute, or ask for less`
}

function tooFewGpus(need: number, most: number): string {
  if (most > 0) return `No agent has ${counted(need, 'GPU')}; the largest has ${most}. Add one under Compute, or ask for fewer`
  return need === 1 ? 'No agent has a GPU. Add one that has under Compute' : `No agent has a GPU, and the step asks for ${need}. Add one under Compute`
}

/** What to do about a step that no agent has the memory for. */
function tooLarge({ runner, requests }: NeedyStep, need: number, most: number): string {
  const asked = requests.memoryMb === need
  const way = asked ? 'Add a larger agent under Compute, or ask for less' : runner === 'python' ? 'Cancel the run and put Sample before this step, or add a larger agent under Compute' : 'Add a larger agent under Compute'
  return `${asked ? 'Asks for' : 'Needs about'} ${inGigabytes(need)} of memory; the largest agent has ${inGigabytes(most)}. ${way}`
}

const gpusOf = (agent: AgentRow) => agent.capabilities?.gpus?.length ?? 0
const cpusOf = (agent: AgentRow) => agent.capabilities?.cpus ?? 0
const memoryMbOf = (agent: AgentRow) => agent.capabilities?.memoryMb ?? 0
const largest = (agents: AgentRow[], of: (agent: AgentRow) => number) => Math.max(...agents.map(of))

export const shortNumber = (value: number): string => String(Math.round(value * 10) / 10)
/** `1 GPU`, `2 GPUs`, `0.5 CPUs`. */
export const counted = (value: number, noun: string): string => `${shortNumber(value)} ${noun}${value === 1 ? '' : 's'}`

export function inGigabytes(megabytes: number): string {
  return megabytes < 1000 ? `${Math.round(megabytes)} MB` : `${(megabytes / 1000).toFixed(megabytes < 10_000 ? 1 : 0).replace(/\.0$/, '')} GB`
}
