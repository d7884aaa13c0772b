import type { ForeignPort, Imported } from './imported'
import { defaultOf, isTable, newDeclaration, newParam, paramType, uniqueArguments } from './import-types'
import { templateFor } from './python-template'
import type { PythonComponent } from './schema'

export interface PortNames {
  /** By the name in the file: the argument here. */
  arguments: Map<string, string>
  outputs: Map<string, string>
}

/** The declaration that a foreign component's ports and parameters make here. */
export function declarationOfPorts(read: Pick<Imported, 'name' | 'summary' | 'inputs' | 'outputs' | 'params'>): { declaration: PythonComponent; names: PortNames } {
  const names = { arguments: uniqueArguments([...read.inputs, ...read.params].map((port) => port.name)), outputs: uniqueArguments(read.outputs.map((port) => port.name)) }
  const declaration = newDeclaration(read.name, read.summary)
  declaration.inputs = read.inputs.slice(0, 10).map((port) => ({ name: names.arguments.get(port.name)!, type: portType(port), label: port.name.slice(0, 80), help: port.help.slice(0, 500), optional: port.optional }))
  declaration.outputs = read.outputs.slice(0, 10).map((port) => ({ name: names.outputs.get(port.name)!, type: portType(port), label: port.name.slice(0, 80), help: port.help.slice(0, 500), like: '' }))
  declaration.params = read.params.slice(0, 40).map((port) => {
    const type = paramType(port.type) ?? 'text'
    const initial = defaultOf(type, port.default) ?? (port.optional ? defaultFor(type) : undefined)
    return newParam(names.arguments.get(port.name)!, port.name, type, { help: port.help.slice(0, 500), ...(initial !== undefined && { default: initial }) })
  })
  return { declaration, names }
}

const defaultFor = (type: string) => (type === 'text' ? '' : type === 'boolean' ? false : undefined)

/** What nobody says the type of is most often a table. */
export function portType(port: Pick<ForeignPort, 'type'>): 'table' | 'file' {
  return port.type === '' || isTable(port.type) ? 'table' : 'file'
}

/** Something to begin with where the component itself cannot run here: its ports, and an empty function. */
export function skeletonOf(read: Imported): { declaration: PythonComponent; source: string } {
  const { declaration } = declarationOfPorts(read)
  if (declaration.outputs.length === 0) declaration.outputs = [{ name: 'result', type: 'table', label: 'Result', help: '', like: '' }]
  return { declaration, source: templateFor(declaration) }
}
