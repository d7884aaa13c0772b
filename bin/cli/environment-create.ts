import { existsSync, readFileSync } from 'node:fs'
import type { CreateEnvironmentInput, EnvironmentView } from '@/lib/environments/schema'
import { AppError } from '@/lib/errors'
import { openApi } from './api'
import { text, usage, word, type Command } from './command'
import { followEnvironment, report } from './follow-environment'

export const environmentCreate: Command = {
  name: 'environment create',
  takes: 'NAME',
  about: 'makes an environment, or its next version, of a file with requirements or a lock, and waits until an agent has resolved it',
  options: { requirements: { type: 'string' }, lock: { type: 'string' }, python: { type: 'string' }, dockerfile: { type: 'string' }, system: { type: 'string' }, description: { type: 'string' }, note: { type: 'string' } },
  async run({ words, values, json }) {
    const name = word(environmentCreate, words)
    const [requirements, lock] = [read(text(values, 'requirements')), read(text(values, 'lock'))]
    if (requirements === undefined && lock === undefined) throw usage(environmentCreate, '--requirements or --lock is missing')
    const content = {
      ...(requirements !== undefined && { requirements }),
      ...(lock !== undefined && { lock }),
      ...(values.python !== undefined && { python: text(values, 'python') as CreateEnvironmentInput['python'] }),
      ...(values.dockerfile !== undefined && { dockerfile: read(text(values, 'dockerfile')) }),
      ...(values.system !== undefined && { systemPackages: text(values, 'system')!.split(',').map((part) => part.trim()).filter(Boolean) }),
      ...(values.description !== undefined && { description: text(values, 'description') }),
      ...(values.note !== undefined && { note: text(values, 'note') }),
    }
    const api = await openApi()
    const known = (await api.get<{ environments: { name: string; kind: string }[] }>('/environments')).environments.some((other) => other.name === name && other.kind === 'custom')
    const made = await (known ? api.post<EnvironmentView>(`/environments/${name}/versions`, content) : api.post<EnvironmentView>('/environments', { name, ...content }))
    const last = await followEnvironment(api, made, ({ stage }) => stage !== 'resolving', json)
    return report(last, json)
  },
}

/** @throws AppError where the file is not there */
function read(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  if (!existsSync(file)) throw new AppError('invalid', `There is no file ${file}.`)
  return readFileSync(file, 'utf8')
}
