import type { Inference, Port } from '../types'

/** Inputs of steps that take several models; the first `needed` of them must be connected. */
export function modelPorts(needed: number): Port[] {
  const names = ['model', 'second', 'third', 'fourth', 'fifth']
  const words = ['First', 'Second', 'Third', 'Fourth', 'Fifth']
  return names.map((name, at) => ({ name, type: 'model', label: `${words[at]} model`, help: 'A trained classifier or regressor.', ...(at >= needed && { optional: true }) }))
}

export const modelPortNames = modelPorts(0).map(({ name }) => name)

/** How many of these ports have an edge. */
export function connectedModels(connected: Set<string>): number {
  return modelPortNames.filter((name) => connected.has(name)).length
}

/** A problem where the names, parted by commas, are not as many as the models. */
export function checkNames(names: string, models: number): Inference['problems'] {
  const given = names.split(',').filter((name) => name.trim() !== '').length
  if (given === 0 || models === 0 || given === models) return []
  return [{ severity: 'error', param: 'names', message: `There are ${models} models but ${given} ${given === 1 ? 'name' : 'names'}`, fix: { label: 'Use the algorithms’ names', params: { names: '' } } }]
}
