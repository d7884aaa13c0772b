'use client'

import { createContext, useContext } from 'react'
import type { Problem } from '@/lib/catalog/types'
import type { Analysis } from '@/lib/graph/analyze'
import type { Graph, GraphEdge } from '@/lib/graph/schema'
import type { FirstLook } from '@/lib/pipelines/first-look'
import type { ShownStep } from '@/lib/runs/group-step'
import type { RunView } from '@/lib/runs/schema'
import type { OwnView } from '@/lib/workspace-components/schema'
import type { Draft } from '../draft/draft'
import type { DraftEvents } from '../draft/events'
import { useStore, type Store } from '../draft/store'
import type { DraftSync } from '../draft/sync'

/** Ids of what is selected; `nodes` are steps. */
export interface Selection {
  nodes: readonly string[]
  edges: readonly string[]
  notes: readonly string[]
  groups: readonly string[]
}

export const nothingSelected: Selection = { nodes: [], edges: [], notes: [], groups: [] }

/** What may take the end of the wire that is being dragged. */
export interface Wiring {
  /** By `endKey`, each end that fits. */
  ports: ReadonlySet<string>
  nodes: ReadonlySet<string>
}

/** All problems of a graph, from its analysis and from what else is known of it. */
export type Advice = (graph: Graph, analysis: Analysis) => Problem[]

export interface Checked {
  analysis: Analysis
  /** Problems by step; a step's list is the same array while it says the same. */
  byNode: ReadonlyMap<string, readonly Problem[]>
}

/** The latest run of the pipeline, as far as it is known. */
export interface RunState {
  view: RunView | null
  byNode: ReadonlyMap<string, ShownStep>
  /** Steps that were edited since that run. */
  stale: ReadonlySet<string>
}

/** An output whose data the drawer shows. */
export interface Shown {
  node: string
  port: string | null
}

export type Panel =
  /** A step's or a group's name, or a note's text, is being written in its place. */
  | { kind: 'rename'; node: string }
  | { kind: 'connect'; node: string }
  | { kind: 'versions' }
  | { kind: 'run-with' }
  /** Makes a component of these steps; of all of them where the pipeline is the inside of one. */
  | { kind: 'make-component'; nodes: readonly string[] }
  | { kind: 'find' }
  | { kind: 'views' }
  | { kind: 'step-menu'; node: string; at: { x: number; y: number } }
  /** Of a note or a group. */
  | { kind: 'mark-menu'; node: string; at: { x: number; y: number } }
  /** At a place on the screen: for an open end that the new step is to be joined with, into a wire, or in a step's place. */
  | { kind: 'quick-add'; at: { x: number; y: number }; join?: { from: GraphEdge['from'] } | { to: GraphEdge['to'] }; into?: GraphEdge; replace?: string }
  | null

/** Everything that the designer's parts share. The object never changes; its stores do. */
export interface DesignerValue {
  workspace: string
  pipelineId: string
  canEdit: boolean
  canRun: boolean
  /** Name and description, which are not part of the draft. */
  about: Store<{ name: string; description: string }>
  /** The component whose inside this pipeline is; null for an ordinary one. */
  inside: Store<OwnView | null>
  draft: Draft
  sync: DraftSync
  events: DraftEvents
  /** What the server said of the graph when the page was made. */
  first: FirstLook
  checked: Store<Checked>
  /** Adds the warnings of experience to the problems, once it is loaded. */
  advice: Store<Advice | null>
  selection: Store<Selection>
  wiring: Store<Wiring | null>
  /** How many comments of open threads each step has. */
  comments: Store<ReadonlyMap<string, number>>
  /** Whether the view is so far away that cards are plain blocks. */
  far: Store<boolean>
  /** Groups that are shown open in this tab though they are collapsed. */
  opened: Store<ReadonlySet<string>>
  run: Store<RunState>
  shown: Store<Shown | null>
  panel: Store<Panel>
  /** Said at the top of the canvas for a few seconds: why a wire was refused, what was undone. */
  hint: Store<string | null>
}

const Designer = createContext<DesignerValue | null>(null)
export const DesignerProvider = Designer.Provider

export function useDesigner(): DesignerValue {
  const value = useContext(Designer)
  if (!value) throw new Error('useDesigner needs a <DesignerProvider>.')
  return value
}

/** One step of the draft; undefined once it is deleted. */
export function useStep(id: string) {
  return useStore(useDesigner().draft.graph, (graph) => graph.nodes.find((node) => node.id === id))
}

export const noProblems: readonly Problem[] = []
