import { z } from 'zod'
import { superRefine } from 'zod/mini'
import { markFaults } from '@/lib/graph/marks'
import { Graph } from '@/lib/graph/schema'
import type { Problem } from '@/lib/catalog/types'
import type { RunState } from '@/lib/protocol/states'

export const PipelineName = z.string().trim().min(1, 'A pipeline needs a name').max(200, 'A name has at most 200 characters')

/** A graph as a whole: ids are unique, every edge has both its ends, an input takes one edge, and a group's members exist. */
export const CompleteGraph = Graph.check(
  superRefine<Graph>((graph, check) => {
    const ids = new Set<string>()
    graph.nodes.forEach((node, index) => {
      if (ids.has(node.id)) check.addIssue({ code: 'custom', path: ['nodes', index, 'id'], message: `Two steps have the id “${node.id}”` })
      ids.add(node.id)
    })
    const inputs = new Set<string>()
    graph.edges.forEach((edge, index) => {
      for (const end of ['from', 'to'] as const) {
        if (!ids.has(edge[end].node)) {
          check.addIssue({ code: 'custom', path: ['edges', index, end, 'node'], message: `There is no step “${edge[end].node}”` })
        }
      }
      const input = `${edge.to.node}.${edge.to.port}`
      if (inputs.has(input)) check.addIssue({ code: 'custom', path: ['edges', index, 'to'], message: `Two edges end at ${input}; an input takes one` })
      inputs.add(input)
    })
    const parameters = new Set<string>()
    graph.parameters?.forEach(({ name }, index) => {
      if (parameters.has(name)) check.addIssue({ code: 'custom', path: ['parameters', index, 'name'], message: `Two parameters are called “${name}”` })
      parameters.add(name)
    })
    for (const fault of markFaults(graph, ids)) check.addIssue({ code: 'custom', ...fault })
  }),
)

/** What `POST /api/v1/pipelines` takes. An exported pipeline is of this shape too. */
export const CreatePipelineInput = z.object({
  name: PipelineName,
  description: z.string().max(10_000).default(''),
  graph: z._default(CompleteGraph, { nodes: [], edges: [] }),
})
export type CreatePipelineInput = z.input<typeof CreatePipelineInput>

/** What `PATCH /api/v1/pipelines/{id}` takes. `deleted: false` takes it out of the trash. */
export const ChangePipelineInput = z
  .object({ name: PipelineName, description: z.string().max(10_000), deleted: z.literal(false) })
  .partial()
  .refine((input) => Object.keys(input).length > 0, 'Give name, description or deleted')
export type ChangePipelineInput = z.input<typeof ChangePipelineInput>

export const ListPipelinesInput = z.object({
  search: z.string().trim().max(200).optional(),
  /** Lists the trash instead. */
  deleted: z.boolean().default(false),
  limit: z.number().int().min(1).max(500).default(200),
})
export type ListPipelinesInput = z.input<typeof ListPipelinesInput>

/** What `POST /api/v1/pipelines/{id}/versions` takes. */
export const PublishInput = z.object({ note: z.string().trim().max(2_000, 'A note has at most 2,000 characters').default('') })
export type PublishInput = z.input<typeof PublishInput>

/** A published version: frozen, numbered from 1. */
export interface PipelineVersion {
  version: number
  note: string
  steps: number
  /** Who published it, by name; null once that person is gone. */
  createdBy: string | null
  createdAt: string
}

export interface PipelineVersionWithGraph extends PipelineVersion {
  graph: Graph
}

/** Instants are ISO 8601 in UTC. */
export interface PipelineSummary {
  id: string
  name: string
  description: string
  /** How many steps the draft has. */
  steps: number
  revision: number
  createdAt: string
  updatedAt: string
  deletedAt: string | null
  createdBy: string | null
  lastRun: { id: string; number: number; state: RunState; createdAt: string } | null
}

export interface PipelineView {
  id: string
  name: string
  description: string
  /** Grows with every saved change of the draft. */
  revision: number
  graph: Graph
  createdAt: string
  updatedAt: string
  deletedAt: string | null
}

export interface PipelineWithProblems extends PipelineView {
  problems: Problem[]
}

/** The file that export writes and import reads. */
export interface PipelineFile {
  atelier: 'pipeline'
  version: 1
  name: string
  description: string
  graph: Graph
}
