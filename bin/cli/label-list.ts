import type { ProjectView } from '@/lib/labeling/schema'
import { openApi } from './api'
import type { Command } from './command'
import { print, printJson } from './output'

export const labelList: Command = {
  name: 'label list',
  about: 'lists labeling projects and how far they are',
  async run({ json }) {
    const { projects } = await (await openApi()).get<{ projects: ProjectView[] }>('/labeling/projects')
    if (json) printJson(projects)
    else for (const { name, state, counts } of projects) print(`${name}  ${counts.done} of ${counts.images} done, ${counts.review} in review${state === 'active' ? '' : `, ${state}`}`)
    return 0
  },
}
