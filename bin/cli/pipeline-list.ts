import type { PipelineSummary } from '@/lib/pipelines/schema'
import { openApi } from './api'
import type { Command } from './command'
import { moment, print, printJson, printTable } from './output'

export const pipelineList: Command = {
  name: 'pipeline list',
  about: "lists the workspace's pipelines",
  async run({ json }) {
    const answer = await (await openApi()).get<{ pipelines: PipelineSummary[] }>('/pipelines')
    if (json) printJson(answer)
    else if (answer.pipelines.length === 0) print('There is no pipeline yet.')
    else printTable(['ID', 'NAME', 'STEPS', 'LAST RUN', 'CHANGED'], answer.pipelines.map(row))
    return 0
  },
}

function row({ id, name, steps, lastRun, updatedAt }: PipelineSummary): string[] {
  return [id, name, String(steps), lastRun ? `${lastRun.number} ${lastRun.state}` : '', moment(updatedAt)]
}
