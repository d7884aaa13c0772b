import { findFunction, type Argument, type FoundFunction } from './kubeflow-function'
import { declarationOfPorts, portType, type PortNames } from './import-ports'
import { paramType } from './import-types'
import { sourceOf, withValues } from './import-wrapper'
import { isRecord, textOf, type ForeignPort, type Imported, type Mapping } from './imported'
import type { PythonComponent } from './schema'

/** A component file of Kubeflow Pipelines, version 1: https://www.kubeflow.org/docs/components/pipelines/reference/component-spec/ */
export function readKubeflowV1(file: Mapping): Imported {
  const container = isRecord(file.implementation) && isRecord(file.implementation.container) ? file.implementation.container : undefined
  const ports = portsOf(file.inputs)
  const files = filePorts(container)
  // Of what has no type, the command tells whether it wants a value or a file.
  const isParam = (port: ForeignPort) => !files.has(port.name) && (port.type === '' || paramType(port.type) !== undefined)
  const read: Imported = {
    format: 'Kubeflow Pipelines, version 1',
    name: textOf(file.name),
    summary: textOf(file.description),
    inputs: ports.filter((port) => !isParam(port)),
    outputs: portsOf(file.outputs),
    params: ports.filter(isParam),
    runs: container ? [{ label: 'Image', text: textOf(container.image) }, { label: 'Command', text: commandText([container.command, container.args]) }] : [],
    notes: [],
  }
  if (!container) return { ...read, refusal: 'It is a graph of other components, not one step. Import the components that it names.' }
  const source = pythonIn(container.command, container.args)
  const found = source === undefined ? undefined : findFunction(source)
  if (!found) return { ...read, refusal: containerRefusal(textOf(container.image)) }
  return withFunction(read, found, container)
}

export function containerRefusal(image: string): string {
  return `It runs ${image ? `the container image ${image}` : 'a container image'}, which this studio cannot run. Its ports and parameters are below; its work can be written in Python here.`
}

function portsOf(list: unknown): ForeignPort[] {
  if (!Array.isArray(list)) return []
  return list.filter(isRecord).map((port) => ({
    name: textOf(port.name),
    type: typeof port.type === 'string' ? port.type : isRecord(port.type) ? (Object.keys(port.type)[0] ?? '') : '',
    help: textOf(port.description),
    optional: port.optional === true || port.optional === 'true',
    ...(port.default !== undefined && { default: port.default }),
  }))
}

/** Names of inputs that the command takes as files. */
function filePorts(container: Mapping | undefined): Set<string> {
  const found = new Set<string>()
  const walk = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(walk)
    else if (isRecord(value)) {
      if (typeof value.inputPath === 'string') found.add(value.inputPath)
      Object.values(value).forEach(walk)
    }
  }
  walk([container?.command, container?.args])
  return found
}

/** The command line as a person reads it; places of ports in braces. */
export function commandText(value: unknown): string {
  const parts: string[] = []
  const walk = (item: unknown) => {
    if (Array.isArray(item)) item.forEach(walk)
    else if (isRecord(item)) parts.push(`{${Object.values(item).map((inner) => (typeof inner === 'string' ? inner : '…')).join(' ')}}`)
    else if (item !== undefined && item !== null) {
      const text = String(item)
      parts.push(text.includes('\n') && text.length > 80 ? '(a script)' : text)
    }
  }
  walk(value)
  return parts.join(' ')
}

/** The text of a command line that is Python with a function in it. */
export function pythonIn(...lists: unknown[]): string | undefined {
  const texts = lists.flat(3).filter((item): item is string => typeof item === 'string')
  return texts.find((text) => /^(?:async\s+)?def\s+\w+\s*\(/m.test(text) && text.includes('\n'))
}

/** Packages that the command installs before it runs. */
export function packagesIn(...lists: unknown[]): string[] {
  const texts = lists.flat(3).filter((item): item is string => typeof item === 'string')
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/pip3? install((?:\s+(?:--?[\w-]+(?:=\S+)?|'[^']+'|"[^"]+"|[\w.[\],<>=!~-]+))+)/g)].flatMap((match) => match[1]!.split(/\s+/))))]
    .map((word) => word.replace(/^['"]|['"]$/g, ''))
    .filter((word) => word !== '' && !word.startsWith('-') && !/^kfp([=<>~!]|$)/.test(word) && /^[A-Za-z]/.test(word) && !['install', 'pip', 'python3', 'python', 'user'].includes(word))
}

export function packageNote(packages: string[]): string[] {
  return packages.length === 0 ? [] : [`There it installs ${packages.join(', ')}. Here it finds the packages of its environment: numpy, pandas, pyarrow, scipy and scikit-learn.`]
}

const stem = (name: string) => name.replace(/_(path|file)$/, '')
const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '')

function withFunction(read: Imported, found: FoundFunction, container: Mapping): Imported {
  const { declaration, names } = declarationOfPorts(read)
  const notes = packageNote(packagesIn(container.command, container.args))
  const calls: string[] = []
  const before: string[] = []
  for (const argument of found.arguments) {
    const wire = wireOf(argument, read, names, declaration)
    if (wire === undefined) {
      if (argument.default === undefined) return { ...read, refusal: `Its function ${found.name} takes “${argument.name}”, which the file does not declare as an input.` }
      continue
    }
    before.push(...wire.before)
    calls.push(`${argument.name}=${wire.value}`)
  }
  const files = new Map(read.outputs.map((port) => [port.name, found.arguments.some((argument) => /OutputPath|OutputTextFile|OutputBinaryFile/.test(argument.annotation) && stem(argument.name) === plain(port.name))]))
  const values = read.outputs.filter((port) => !files.get(port.name))
  const kept = read.outputs.filter((port) => files.get(port.name))
  const returned = kept.map((port) => readBack(port, names.outputs.get(port.name)!))
  declaration.outputs = declaration.outputs.filter((output) => kept.some((port) => names.outputs.get(port.name) === output.name))
  const wrapper = withValues({ declaration, found, stubs, before, calls, returned, notes }, values)
  notes.push('Tables are written to and read from CSV files for it, as it expects files. Parquet is used where the type says so.')
  return { ...read, component: { declaration, source: sourceOf(wrapper) }, notes }
}

/** How one argument of the function is fed. */
function wireOf(argument: Argument, read: Imported, names: PortNames, declaration: PythonComponent): { value: string; before: string[] } | undefined {
  const match = (ports: ForeignPort[]) => ports.find((port) => plain(port.name) === plain(argument.name)) ?? ports.find((port) => plain(port.name) === plain(stem(argument.name)))
  if (/OutputPath|OutputTextFile|OutputBinaryFile/.test(argument.annotation)) {
    const port = match(read.outputs)
    const name = port && names.outputs.get(port.name)
    return name === undefined ? undefined : { value: `out_${name}`, before: [`    out_${name} = os.path.join(folder, "out-${name}")`] }
  }
  const port = match(read.inputs)
  if (port) {
    const name = names.arguments.get(port.name)!
    const table = declaration.inputs.find((input) => input.name === name)?.type === 'table'
    return table ? { value: `in_${name}`, before: [`    in_${name} = os.path.join(folder, "in-${name}")`, `    ${name}.to_${fileFormat(port)}(in_${name}, index=False)`] } : { value: name, before: [] }
  }
  const param = match(read.params)
  return param && { value: names.arguments.get(param.name)!, before: [] }
}

const fileFormat = (port: ForeignPort) => (/parquet/i.test(port.type) ? 'parquet' : 'csv')

function readBack(port: ForeignPort, name: string): string {
  return portType(port) === 'table' ? `pd.read_${fileFormat(port)}(out_${name})` : `out_${name}`
}

/** Names from the kfp package that annotations use; here they mean nothing. */
const stubs = `class _Annotation:
    """Stands for a type of the kfp package, which is not needed to run the function."""

    def __class_getitem__(cls, item):
        return cls

    def __init__(self, *args, **kwargs):
        pass


InputPath = OutputPath = InputTextFile = InputBinaryFile = OutputTextFile = OutputBinaryFile = _Annotation`
