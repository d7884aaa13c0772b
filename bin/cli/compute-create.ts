import { readFileSync } from 'node:fs'
import type { TargetView } from '@/lib/clusters/schema'
import { AppError } from '@/lib/errors'
import { openApi } from './api'
import { list, text, usage, word, type Command, type Values } from './command'
import { note, print, printJson } from './output'

const one = { type: 'string' } as const

export const computeCreate: Command = {
  name: 'compute create',
  takes: 'NAME',
  about: 'adds a cluster: --engine processes, ssh (with --host USER@HOST, also several times) or ray (with --address); its token is read from --token-file',
  options: { engine: one, min: one, max: one, idle: one, slots: one, cpus: one, memory: one, gpus: one, address: one, 'token-file': one, host: { type: 'string', multiple: true }, key: one, studio: one, tags: one },
  async run({ words, values, json }) {
    const name = word(computeCreate, words)
    const engine = text(values, 'engine')
    if (!engine) throw usage(computeCreate, '--engine is missing')
    const api = await openApi()
    const hosts = list(values, 'host')
    const place = {
      engine,
      ...(engine !== 'processes' && { studioUrl: text(values, 'studio') ?? api.url }),
      ...(text(values, 'address') && { address: text(values, 'address') }),
      ...(hosts.length > 0 && { hosts }),
      ...(text(values, 'key') && { keyPath: text(values, 'key') }),
      ...tokenOf(values),
      ...(text(values, 'tags') && { tags: text(values, 'tags')!.split(',').map((tag) => tag.trim()) }),
    }
    const { message, warnings } = await api.post<{ message: string; warnings: string[] }>('/compute/test', place)
    const target = await api.post<TargetView>('/compute', { name, ...place, ...numbers(values) })
    for (const warning of warnings) note(warning)
    if (json) printJson(target)
    else print(`${target.name} is added. ${message}`)
    return 0
  },
}

const fields = { min: 'minNodes', max: 'maxNodes', idle: 'idleSeconds', slots: 'slots', cpus: 'cpus', memory: 'memoryMb', gpus: 'gpus' } as const

function numbers(values: Values): Record<string, number> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([option, field]) => {
      const given = text(values, option)
      if (given === undefined) return []
      if (given.trim() === '' || Number.isNaN(Number(given))) throw new AppError('invalid', `--${option} is “${given}”: give a number${option === 'memory' ? ' of megabytes' : option === 'idle' ? ' of seconds' : ''}.`)
      return [[field, Number(given)]]
    }),
  )
}

/** From a file: what stands on a command line, others can read. */
function tokenOf(values: Values): { token?: string } {
  const file = text(values, 'token-file')
  if (file === undefined) return {}
  try {
    return { token: readFileSync(file, 'utf8').trim() }
  } catch {
    throw new AppError('invalid', `--token-file is “${file}”, which cannot be read.`)
  }
}
