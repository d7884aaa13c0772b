import { parse as parseYaml } from 'yaml'
import { readAzure } from './import-azure'
import { readKubeflowV1 } from './import-kubeflow'
import { readKubeflowV2 } from './import-kubeflow-v2'
import { isRecord, textOf, type Read } from './imported'

/**
 * Reads a component file of Kubeflow Pipelines (v1 YAML, or the compiled v2 form) or of Azure ML (a command component).
 * Nothing is fetched and nothing is run.
 */
export function readComponentYaml(text: string): Read {
  if (text.trim() === '') return { ok: false, message: 'There is nothing here. Paste the file’s text, or choose the file.' }
  let value: unknown
  try {
    // Aliases can blow up a small file; component files have none worth naming.
    value = parseYaml(text, { maxAliasCount: 50 })
  } catch (error) {
    return { ok: false, message: `This is no YAML: ${error instanceof Error ? error.message.split('\n')[0]!.replace(/:$/, '.') : 'it cannot be read'}` }
  }
  if (!isRecord(value)) return { ok: false, message: 'A component file is a mapping with names such as “inputs”; this is none.' }
  if (isRecord(value.components) && isRecord(value.deploymentSpec)) return { ok: true, components: readKubeflowV2(value) }
  const schema = textOf(value.$schema)
  if (/commandComponent/i.test(schema) || (value.type === 'command' && value.command !== undefined)) return { ok: true, components: [readAzure(value)] }
  if (/azureml/i.test(schema)) return { ok: false, message: `This is a file of Azure ML, but no command component (${schema.split('/').at(-1)}). Only those can be imported.` }
  if (isRecord(value.implementation)) return { ok: true, components: [readKubeflowV1(value)] }
  if (isRecord(value.spec) && textOf(value.kind) === 'Workflow') return { ok: false, message: 'This is a compiled Argo workflow. Import the component files that it was made of.' }
  return { ok: false, message: 'This is neither a component of Kubeflow Pipelines (it has no “implementation” or “components”) nor a command component of Azure ML (it has no “$schema” that says so).' }
}
