import type { NewStep } from '@/db/queries/submit'
import type { StepGroup } from '@/lib/workspace-components/expand'

/*
 * A For each in a run: its passes are steps of their own, and one step collects what they gave. Until they are done that
 * step keeps here what is known of them, under a key of its params that no component has.
 */

export const eachKey = '@each'
/** Stand in a template for a pass's number in ids, and for its value in names. */
export const numberMark = '#'
export const valueMark = '⟨value⟩'

export interface EachItem {
  /** From 1. */
  index: number
  /** Null for the rows without one. */
  value: string | null
  /** Where the pass's result is. */
  end: { node: string; port: string }
}

export interface EachState {
  /** The step as drawn. */
  of: string
  /** The passes; undefined while the groups are not known. */
  items?: EachItem[]
  /** One pass, from which all are made once the groups are known. */
  template?: { steps: NewStep[]; groups: StepGroup[]; end: { node: string; port: string } }
  /** Steps of passes to compute whatever is stored. */
  forced?: string[]
  forceAll?: boolean
}

export function eachIn(params: Record<string, unknown>): EachState | undefined {
  return params[eachKey] as EachState | undefined
}

/** The name of a collecting step's input for a pass. */
export const itemPort = (index: number) => `item${index}`
export const isItemPort = (port: string) => /^item[0-9]+$/.test(port)
