import type { PipelineWithProblems } from '@/lib/pipelines/schema'
import { openApi } from './api'
import { word, type Command } from './command'
import { print, printJson, printTable } from './output'

export const pipelineShow: Command = {
  name: 'pipeline show',
  takes: 'ID',
  about: "shows a pipeline's steps and what is wrong with them",
  async run({ words, json }) {
    const id = word(pipelineShow, words)
    const pipeline = await (await openApi()).get<PipelineWithProblems>(`/pipelines/${encodeURIComponent(id)}`)
    if (json) printJson(pipeline)
    else show(pipeline)
    return 0
  },
}

function show({ name, description, graph, problems }: PipelineWithProblems): void {
  print(description ? `${name}: ${description}` : name)
  const sources = (node: string): string => graph.edges.filter(({ to }) => to.node === node).map(({ from }) => `${from.node}.${from.port}`).join(', ')
  printTable(['STEP', 'COMPONENT', 'NAME', 'FROM'], graph.nodes.map((node) => [node.id, node.component, node.name, sources(node.id)]))
  for (const problem of problems ?? []) print(`${problem.severity}: ${problem.node ? `${problem.node}: ` : ''}${problem.message}`)
}
