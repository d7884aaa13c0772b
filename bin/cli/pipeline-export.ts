import { writeFile } from 'node:fs/promises'
import { exportPipeline } from '@/lib/pipelines/export'
import type { PipelineWithProblems } from '@/lib/pipelines/schema'
import { openApi } from './api'
import { text, word, type Command } from './command'
import { note, printJson } from './output'

export const pipelineExport: Command = {
  name: 'pipeline export',
  takes: 'ID',
  about: 'writes a pipeline as JSON that pipeline run and the import in the browser take',
  options: { output: { type: 'string' } },
  async run({ words, values }) {
    const id = word(pipelineExport, words)
    const pipeline = await (await openApi()).get<PipelineWithProblems>(`/pipelines/${encodeURIComponent(id)}`)
    const file = exportPipeline(pipeline)
    const output = text(values, 'output')
    if (!output) {
      printJson(file)
      return 0
    }
    await writeFile(output, `${JSON.stringify(file, null, 2)}\n`)
    note(`Written to ${output}`)
    return 0
  },
}
