import { paramType } from './import-types'
import { isRecord, textOf, type ForeignPort, type Imported, type Mapping } from './imported'

/** A command component of Azure ML: https://learn.microsoft.com/azure/machine-learning/reference-yaml-component-command */
export function readAzure(file: Mapping): Imported {
  const inputs = portsOf(file.inputs)
  const isParam = (port: ForeignPort) => paramType(port.type) !== undefined
  const environment = typeof file.environment === 'string' ? file.environment : isRecord(file.environment) ? textOf(file.environment.image) || textOf(file.environment.name) : ''
  const code = textOf(file.code)
  return {
    format: 'Azure ML command component',
    name: textOf(file.display_name) || textOf(file.name).replaceAll('_', ' '),
    summary: textOf(file.description),
    inputs: inputs.filter((port) => !isParam(port)),
    outputs: portsOf(file.outputs),
    params: inputs.filter(isParam),
    runs: [
      { label: 'Command', text: textOf(file.command).replace(/\s+/g, ' ').trim() },
      { label: 'Code', text: code },
      { label: 'Environment', text: environment },
    ].filter((part) => part.text !== ''),
    notes: [],
    refusal: `It runs a command ${code ? `on the files in “${code}”, which are not part of this file, ` : ''}in ${environment ? `the environment ${environment}` : 'a container'}, which this studio cannot run. Its ports and parameters are below; its work can be written in Python here.`,
  }
}

function portsOf(value: unknown): ForeignPort[] {
  return Object.entries(isRecord(value) ? value : {}).map(([name, port]) => {
    const fields: Mapping = isRecord(port) ? port : {}
    return { name, type: textOf(fields.type), help: textOf(fields.description), optional: fields.optional === true, ...(fields.default !== undefined && { default: fields.default }) }
  })
}
