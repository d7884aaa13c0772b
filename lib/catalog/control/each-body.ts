import type { Component, Field, Port } from '../types'

/** The ports by which a component is done for each: the table that it takes, and the table that it gives. */
export interface BodyPorts {
  input: Port
  output: Port
}

/** Undefined where a component cannot be done for each: it takes no table alone, gives none, or is a For each itself. */
export function bodyPorts(component: Pick<Component, 'id' | 'inputs' | 'outputs'> | undefined): BodyPorts | undefined {
  if (!component || component.id.startsWith('control.')) return undefined
  const needed = component.inputs.filter((port) => !port.optional)
  const input = needed[0] ?? component.inputs.find((port) => port.type === 'table')
  const output = component.outputs.find((port) => port.type === 'table')
  return needed.length <= 1 && input?.type === 'table' && output ? { input, output } : undefined
}

/** Fields of a component that can take one value after the other. */
export function eachFields(component: Pick<Component, 'fields'> | undefined): Field[] {
  const kinds: Field['kind'][] = ['number', 'text', 'switch', 'choice', 'column', 'code']
  return component?.fields.filter((field) => kinds.includes(field.kind)) ?? []
}

/** The most passes of one For each. */
export const mostPasses = 200

/** The values as typed: between commas or on lines of their own, in their order, each once. */
export function listedValues(text: string): string[] {
  return [...new Set(text.split(/[,\n]/).map((part) => part.trim()).filter((part) => part !== ''))]
}

/** A value as a field takes it: a number for a number field, true or false for a switch. */
export function valueFor(field: Field, text: string): unknown {
  if (field.kind === 'number') return Number.isFinite(Number(text)) ? Number(text) : text
  if (field.kind === 'switch') return text === 'true' || text === 'yes' ? true : text === 'false' || text === 'no' ? false : text
  return text
}

/** The name of the column that says which value a row is of. */
export function originOf({ origin, over, column, param }: { origin: string; over: 'groups' | 'values'; column: string; param: string }): string {
  return origin || (over === 'groups' ? column : param) || 'value'
}
