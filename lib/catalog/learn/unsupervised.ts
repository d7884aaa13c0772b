import * as z from 'zod/mini'
import { checkChosen, freshName, sameName } from '../columns'
import type { Column, Field, Inference, TableSchema } from '../types'
import { featureTypes, tableFields } from './training'

type Found = Inference['problems'][number]

/** What every step without a target takes. */
export const unsupervisedParams = {
  /** Empty: all columns. */
  features: z._default(z.array(z.string()), []),
  exclude: z._default(z.array(z.string()), []),
  max_categories: z._default(z.number().check(z.int(), z.gte(2), z.lte(1000)), 50),
  seed: z._default(z.number().check(z.int(), z.gte(0), z.lte(4_294_967_295)), 42),
}
interface Unsupervised {
  features: string[]
  exclude: string[]
}

export function unsupervisedFields(options: Field[]): Field[] {
  return [{ name: 'features', label: 'Look at', kind: 'columns', from: 'table', types: featureTypes, help: 'Empty: all columns.' }, ...options, ...tableFields]
}

/** Problems of the chosen columns. */
export function checkFeatures(params: Unsupervised, input: TableSchema): Found[] {
  const problems = [...checkChosen('features', params.features, input, 'table', featureTypes), ...checkChosen('exclude', params.exclude, input, 'table')]
  const left = input?.filter(
    ({ name, type }) => featureTypes.includes(type) && !params.exclude.includes(name) && (params.features.length === 0 || params.features.includes(name)),
  )
  if (left?.length === 0) problems.push({ severity: 'error', param: 'features', message: 'No column is left to look at' })
  return problems
}

/**
 * The input with columns behind its own, and a problem where a name is taken already.
 * @param param the param that holds `base`, from which the names are made
 */
export function addColumns(input: TableSchema, added: Column[], param: string, base: string): { table: TableSchema; problems: Found[] } {
  if (!input) return { table: undefined, problems: [] }
  const taken = added.find(({ name }) => input.some((column) => sameName(column.name, name)))
  if (!taken) return { table: [...input, ...added], problems: [] }
  const fresh = freshName(base, [...input.map(({ name }) => name), base])
  const message = `The table already has a column “${taken.name}”; choose another name`
  return { table: undefined, problems: [{ severity: 'error', port: 'table', param, message, fix: { label: `Call it “${fresh}”`, params: { [param]: fresh } } }] }
}
