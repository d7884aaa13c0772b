import type { Component } from '../types'
import { featureTypes } from './training'

/** What a step learns from which columns, as far as its params tell. */
export interface Learning {
  /** `none`: nothing is predicted. */
  task: 'classification' | 'regression' | 'none'
  /** Empty where none is chosen yet. */
  target: string
  /** Empty: all columns. */
  features: string[]
  exclude: string[]
  /** Makes the folds, and is not learned from; empty where there is none. */
  group: string
  maxCategories: number
  /** Undefined where several are tried. */
  algorithm: string | undefined
  classWeight: 'none' | 'balanced' | undefined
}

/** Undefined for steps that do not learn from the columns of a table. */
export function learningOf(component: Component, params: Record<string, unknown>): Learning | undefined {
  // Of a declaration that has not been fetched yet, nothing is known.
  if (component.pending) return undefined
  const { shape } = component.params
  if (component.category !== 'Learn' || !('features' in shape) || !('exclude' in shape) || !component.inputs.some((port) => port.name === 'table')) return undefined
  const parsed = component.params.safeParse(params)
  if (!parsed.success) return undefined
  const told = parsed.data as Record<string, unknown>
  return {
    task: !('target' in shape) ? 'none' : component.id === 'learn.train-regressor' || told.task === 'regression' ? 'regression' : 'classification',
    target: typeof told.target === 'string' ? told.target : '',
    features: told.features as string[],
    exclude: told.exclude as string[],
    group: told.folding === 'group' && typeof told.group === 'string' ? told.group : '',
    maxCategories: typeof told.max_categories === 'number' ? told.max_categories : 50,
    algorithm: typeof told.algorithm === 'string' ? told.algorithm : undefined,
    classWeight: told.class_weight === 'none' || told.class_weight === 'balanced' ? told.class_weight : undefined,
  }
}

/** Whether the step learns from a column of this name and type. */
export function learnsFrom({ target, features, exclude, group }: Learning, column: { name: string; type: string }): boolean {
  return column.name !== target && column.name !== group && !exclude.includes(column.name) && (features.length === 0 || features.includes(column.name)) && (featureTypes as string[]).includes(column.type)
}
