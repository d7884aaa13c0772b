import type { TargetView } from '@/lib/clusters/schema'

/** What is typed, as it is typed. */
export interface FormValues {
  name: string
  engine: TargetView['engine']
  address: string
  token: string
  hosts: string
  keyPath: string
  studioUrl: string
  minNodes: string
  maxNodes: string
  idleSeconds: string
  slots: string
  cpus: string
  memoryGb: string
  gpus: string
  tags: string
  env: string
  commands: boolean
}

export function startValues(target: TargetView | undefined, origin: string): FormValues {
  const text = (value: number | null | undefined, otherwise = '') => (value === null || value === undefined ? otherwise : String(value))
  return {
    name: target?.name ?? '',
    engine: target?.engine ?? 'processes',
    address: target?.address ?? '',
    token: '',
    hosts: target?.hosts.join('\n') ?? '',
    keyPath: target?.keyPath ?? '',
    studioUrl: target?.studioUrl ?? origin,
    minNodes: text(target?.minNodes, '0'),
    maxNodes: text(target?.maxNodes, '2'),
    idleSeconds: text(target?.idleSeconds, '120'),
    slots: text(target?.slots, '1'),
    cpus: text(target?.cpus),
    memoryGb: target?.memoryMb ? String(target.memoryMb / 1000) : '',
    gpus: text(target?.gpus, '0'),
    tags: target?.tags.join(', ') ?? '',
    env: Object.entries(target?.env ?? {}).map(([name, value]) => `${name}=${value}`).join('\n'),
    commands: target?.commands ?? false,
  }
}

const words = (text: string, between: RegExp) => text.split(between).map((part) => part.trim()).filter(Boolean)
/** Empty stays empty; what is no number is sent as it is, so that the studio says so. */
const number = (text: string) => (text.trim() === '' ? null : Number.isNaN(Number(text)) ? text : Number(text))

/** What the studio is sent; a token that was not typed stays the stored one. */
export function inputOf(values: FormValues, edited: boolean) {
  const { engine } = values
  const memory = number(values.memoryGb)
  return {
    ...(!edited && { name: values.name.trim() }),
    ...(engine !== 'processes' && { studioUrl: values.studioUrl.trim() }),
    ...(engine === 'ray' && { address: values.address.trim(), ...(values.token !== '' && { token: values.token }) }),
    ...(engine === 'ssh' && { hosts: words(values.hosts, /[\n,]/), keyPath: values.keyPath.trim() }),
    minNodes: number(values.minNodes) ?? 0,
    maxNodes: number(values.maxNodes) ?? 1,
    idleSeconds: number(values.idleSeconds) ?? 0,
    slots: number(values.slots) ?? 1,
    cpus: number(values.cpus),
    memoryMb: typeof memory === 'number' ? Math.round(memory * 1000) : memory,
    gpus: number(values.gpus) ?? 0,
    tags: words(values.tags, /,/),
    env: Object.fromEntries(words(values.env, /\n/).map((line) => [line.split('=')[0]!.trim(), line.slice(line.indexOf('=') + 1).trim()])),
    commands: values.commands,
  }
}
