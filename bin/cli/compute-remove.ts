import { openApi } from './api'
import { word, type Command } from './command'
import { print, printJson } from './output'

export const computeRemove: Command = {
  name: 'compute remove',
  takes: 'NAME',
  about: 'deletes a cluster: its nodes finish what they run, then end',
  async run({ words, json }) {
    const name = word(computeRemove, words)
    await (await openApi()).remove(`/compute/${encodeURIComponent(name)}`)
    if (json) printJson({ name, removed: true })
    else print(`${name}: its nodes finish what they run, then it is gone`)
    return 0
  },
}
