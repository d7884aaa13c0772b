import type { PythonComponent } from './schema'

/** A port or parameter as another studio's file declares it. */
export interface ForeignPort {
  name: string
  /** As the file spells it: `Dataset`, `uri_folder`, `Integer`. */
  type: string
  help: string
  optional: boolean
  default?: unknown
}

/** What a component file of another studio says, and what of it can run here. */
export interface Imported {
  /** Which kind of file it is, in words. */
  format: string
  name: string
  summary: string
  inputs: ForeignPort[]
  outputs: ForeignPort[]
  params: ForeignPort[]
  /** How it runs there: an image, a command line. */
  runs: { label: string; text: string }[]
  /** The Python component that it becomes; absent where it cannot run here, and `refusal` says why. */
  component?: { declaration: PythonComponent; source: string }
  refusal?: string
  /** What to look at before it is published. */
  notes: string[]
}

export type Read = { ok: true; components: Imported[] } | { ok: false; message: string }

/** A mapping of which nothing is known. */
export type Mapping = Record<string, unknown>
export const isRecord = (value: unknown): value is Mapping => typeof value === 'object' && value !== null && !Array.isArray(value)
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
