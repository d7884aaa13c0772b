import { placeholdersOf } from '@/lib/commands/words'
import { AppError } from '@/lib/errors'
import { readValue, tiesOf, type PipelineParameter } from '@/lib/graph/parameters'
import type { Graph } from '@/lib/graph/schema'
import { isListed } from './space'
import type { Domain, Space, Stopping, SweepCommand } from './schema'

const refuse = (path: string, message: string) => new AppError('invalid', `${message}.`, { fields: { [path]: message } })

/** @throws AppError `invalid` where a range has no values, or there is nothing to vary. */
export function checkSpace(space: Space): void {
  if (Object.keys(space).length === 0) throw refuse('parameters', 'Choose at least one parameter to vary')
  if (Object.keys(space).length > 30) throw refuse('parameters', 'A sweep varies at most 30 parameters')
  for (const [name, domain] of Object.entries(space)) {
    const problem = rangeProblem(name, domain)
    if (problem) throw refuse(`parameters.${name}`, problem)
  }
}

function rangeProblem(name: string, domain: Domain): string | null {
  if (isListed(domain)) return null
  const { min, max, scale, whole } = domain
  if (min > max) return `“${name}” begins at ${min}, which is above its end ${max}`
  if (scale === 'log' && min <= 0) return `“${name}” is on a logarithmic scale, so it must begin above 0`
  return whole && !(Number.isSafeInteger(min) && Number.isSafeInteger(max)) ? `“${name}” takes whole numbers, so both its ends must be whole` : null
}

/** @throws AppError `invalid` where Hyperband's steps leave nothing to stop at. */
export function checkStopping(stopping: Stopping): void {
  if (stopping.rule === 'hyperband' && stopping.to < stopping.from * stopping.factor) throw refuse('stopping.to', `Hyperband needs its last step to be at least ${stopping.from * stopping.factor}, ${stopping.factor} times its first`)
}

/**
 * The space for a pipeline: each value of its parameter's type, whole numbers where the parameter is an integer.
 * @throws AppError `invalid` where a parameter is unknown, tied to nothing, or cannot take a value.
 */
export function spaceOfPipeline(graph: Graph, space: Space): Space {
  const parameters = graph.parameters ?? []
  if (parameters.length === 0) throw refuse('parameters', 'This pipeline has no parameters to vary. Make one in the designer, under Parameters, and tie it to a step')
  const tied = new Set(graph.nodes.filter((node) => !node.disabled).flatMap((node) => tiesOf(node.params).map(({ tie }) => tie.$parameter)))
  return Object.fromEntries(
    Object.entries(space).map(([name, domain]) => {
      const parameter = parameters.find((other) => other.name === name)
      if (!parameter) throw refuse(`parameters.${name}`, `This pipeline has no parameter “${name}”; it has ${parameters.map((other) => `“${other.name}”`).join(', ')}`)
      if (!tied.has(name)) throw refuse(`parameters.${name}`, `“${name}” is tied to no step that runs, so varying it would change nothing`)
      return [name, domainFor(parameter, domain)]
    }),
  )
}

function domainFor(parameter: PipelineParameter, domain: Domain): Domain {
  const path = `parameters.${parameter.name}`
  if (isListed(domain)) {
    const values = domain.values.map((value) => {
      const read = readValue(parameter, value)
      if (!read.ok) throw refuse(path, read.message)
      return read.value
    })
    return { values: [...new Set(values)] }
  }
  if (parameter.type !== 'number' && parameter.type !== 'integer') throw refuse(path, `“${parameter.name}” is no number: list its values instead of a range`)
  return { ...domain, whole: parameter.type === 'integer' || domain.whole }
}

/** @throws AppError `invalid` where the command and the parameters do not name each other. */
export function checkCommand(command: Pick<SweepCommand, 'words'>, space: Space): void {
  const named = placeholdersOf(command.words)
  const unused = Object.keys(space).find((name) => !named.includes(name))
  if (unused !== undefined) throw refuse('command', `The command does not use “${unused}”: write {${unused}} where its value shall stand`)
  const unknown = named.find((name) => !(name in space))
  if (unknown !== undefined) throw refuse('command', `The command names {${unknown}}, but there is no parameter of that name`)
}
