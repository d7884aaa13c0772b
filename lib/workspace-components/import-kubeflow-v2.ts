import { findFunction, type FoundFunction } from './kubeflow-function'
import { commandText, containerRefusal, packageNote, packagesIn, pythonIn } from './import-kubeflow'
import { declarationOfPorts, portType, type PortNames } from './import-ports'
import { sourceOf, withValues } from './import-wrapper'
import { isRecord, textOf, type ForeignPort, type Imported, type Mapping } from './imported'

/** Components of a compiled pipeline or component of Kubeflow Pipelines, version 2 (PipelineSpec), each that has an executor. */
export function readKubeflowV2(file: Mapping): Imported[] {
  const executors = isRecord(file.deploymentSpec) && isRecord(file.deploymentSpec.executors) ? file.deploymentSpec.executors : {}
  const info = isRecord(file.pipelineInfo) ? file.pipelineInfo : {}
  const components = Object.entries(file.components as Mapping).filter((entry): entry is [string, Mapping] => isRecord(entry[1]))
  return components.filter(([, component]) => component.executorLabel !== undefined).map(([id, component]) => {
    const name = id.replace(/^comp-/, '').replaceAll('-', ' ')
    return readOne(components.length === 1 ? textOf(info.name).replaceAll('-', ' ') || name : name, textOf(info.description), component, executors[textOf(component.executorLabel)])
  })
}

function readOne(name: string, summary: string, component: Mapping, executor: unknown): Imported {
  const ins = isRecord(component.inputDefinitions) ? component.inputDefinitions : {}
  const outs = isRecord(component.outputDefinitions) ? component.outputDefinitions : {}
  const container = isRecord(executor) && isRecord(executor.container) ? executor.container : {}
  const read: Imported = {
    format: 'Kubeflow Pipelines, version 2',
    name: name.charAt(0).toUpperCase() + name.slice(1),
    summary,
    inputs: artifacts(ins.artifacts),
    outputs: [...artifacts(outs.artifacts), ...parameters(outs.parameters)],
    params: parameters(ins.parameters),
    runs: [{ label: 'Image', text: textOf(container.image) }, { label: 'Command', text: commandText([container.command, container.args]) }],
    notes: [],
  }
  const source = pythonIn(container.command, container.args)
  const args = Array.isArray(container.args) ? container.args : []
  const wanted = textOf(args[args.indexOf('--function_to_execute') + 1])
  const found = source === undefined ? undefined : findFunction(source, args.includes('--function_to_execute') ? wanted : undefined)
  if (!found) return { ...read, refusal: containerRefusal(textOf(container.image)) }
  return withFunction(read, found, artifacts(outs.artifacts), parameters(outs.parameters), container)
}

function artifacts(value: unknown): ForeignPort[] {
  return Object.entries(isRecord(value) ? value : {}).map(([name, port]) => {
    const type = isRecord(port) && isRecord(port.artifactType) ? textOf(port.artifactType.schemaTitle).replace(/^system\./, '') : ''
    return { name, type: type || 'Artifact', help: isRecord(port) ? textOf(port.description) : '', optional: isRecord(port) && port.isOptional === true }
  })
}

function parameters(value: unknown): ForeignPort[] {
  return Object.entries(isRecord(value) ? value : {}).map(([name, port]) => {
    const fields = isRecord(port) ? port : {}
    const optional = fields.isOptional === true
    return { name, type: textOf(fields.parameterType) || 'STRING', help: textOf(fields.description), optional, ...(fields.defaultValue !== undefined && { default: fields.defaultValue }) }
  })
}

function withFunction(read: Imported, found: FoundFunction, files: ForeignPort[], values: ForeignPort[], container: Mapping): Imported {
  const { declaration, names } = declarationOfPorts({ ...read, outputs: files })
  const notes = packageNote(packagesIn(container.command, container.args))
  const before: string[] = []
  const calls: string[] = []
  for (const argument of found.arguments) {
    const line = feed(argument.name, read, files, names)
    if (line) {
      before.push(...line.before)
      calls.push(`${argument.name}=${line.value}`)
    } else if (argument.default === undefined) return { ...read, refusal: `Its function ${found.name} takes “${argument.name}”, which the file does not declare as an input.` }
  }
  const returned = files.map((port) => (portType(port) === 'table' ? `_read(out_${names.outputs.get(port.name)!}.path)` : `out_${names.outputs.get(port.name)!}.path`))
  const wrapper = withValues({ declaration, found, stubs, before, calls, returned, notes }, values)
  notes.push('Tables are written to CSV files for it, and CSV or Parquet files that it writes become tables again.')
  return { ...read, component: { declaration, source: sourceOf(wrapper) }, notes }
}

function feed(name: string, read: Imported, files: ForeignPort[], names: PortNames): { value: string; before: string[] } | undefined {
  const input = read.inputs.find((port) => port.name === name)
  if (input) {
    const own = names.arguments.get(name)!
    return { value: `in_${own}`, before: [`    in_${own} = _Artifact(folder, "in-${own}"${portType(input) === 'table' ? '' : `, ${own}`})`, ...(portType(input) === 'table' ? [`    ${own}.to_csv(in_${own}.path, index=False)`] : [])] }
  }
  const output = files.find((port) => port.name === name)
  if (output) {
    const own = names.outputs.get(name)!
    return { value: `out_${own}`, before: [`    out_${own} = _Artifact(folder, "out-${own}")`] }
  }
  return read.params.some((port) => port.name === name) ? { value: names.arguments.get(name)!, before: [] } : undefined
}

/** What a function of the kfp package finds where its artifacts are, and its annotations. */
const stubs = `class _Artifact:
    """What the function gets for a file: where it is, and a place for notes on it."""

    def __init__(self, folder="", name="", path=None):
        self.name = name
        self.path = path or os.path.join(folder, name)
        self.uri = self.path
        self.metadata = {}

    def __class_getitem__(cls, item):
        return cls

    def log_metric(self, name, value):
        print(f"{name}: {value}")


Input = Output = Artifact = Dataset = Model = Metrics = ClassificationMetrics = Markdown = HTML = InputPath = OutputPath = _Artifact


def _read(path):
    with open(path, "rb") as file:
        parquet = file.read(4) == b"PAR1"
    return pd.read_parquet(path) if parquet else pd.read_csv(path)


class dsl:
    """Names by which functions reach their types."""

    Input = Output = Artifact = Dataset = Model = Metrics = ClassificationMetrics = Markdown = HTML = InputPath = OutputPath = _Artifact`
