import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtIn } from '@/lib/catalog/catalogue'
import { checkDeclaration } from '@/lib/workspace-components/check'
import { skeletonOf } from '@/lib/workspace-components/import-ports'
import { readComponentYaml } from '@/lib/workspace-components/import-yaml'
import type { Imported } from '@/lib/workspace-components/imported'
import { findFunction } from '@/lib/workspace-components/kubeflow-function'

const file = (name: string) => readFileSync(path.resolve(import.meta.dirname, '../../data/components', name), 'utf8')

function only(name: string): Imported {
  const read = readComponentYaml(file(name))
  if (!read.ok) throw new Error(read.message)
  expect(read.components).toHaveLength(1)
  return read.components[0]!
}

describe('a component file of another studio', () => {
  it('of Kubeflow with a container shows its ports and parameters, and says that it cannot run here', () => {
    const read = only('kubeflow-container.yaml')
    expect(read).toMatchObject({ format: 'Kubeflow Pipelines, version 1', name: 'Filter text', refusal: expect.stringContaining('the container image alpine:3.19, which this studio cannot run') })
    expect(read.component).toBeUndefined()
    expect(read.inputs.map(({ name }) => name)).toEqual(['Text'])
    expect(read.params.map(({ name, type, default: initial }) => [name, type, initial])).toEqual([['Pattern', '', '.*'], ['Count', 'Integer', '10']])
    const { declaration, source } = skeletonOf(read)
    expect(declaration.params[1]).toMatchObject({ name: 'count', label: 'Count', type: 'integer', default: 10 })
    checkDeclaration('custom.filter-text', declaration, source, builtIn)
  })

  it('of Kubeflow with a function becomes a Python component', () => {
    const read = only('kubeflow-function-v1.yaml')
    expect(read.refusal).toBeUndefined()
    const { declaration, source } = read.component!
    expect(declaration).toMatchObject({
      name: 'Scale columns',
      inputs: [{ name: 'table', type: 'table' }],
      outputs: [{ name: 'scaled', type: 'table' }, { name: 'values', type: 'table' }],
      params: [{ name: 'factor', type: 'number', default: 2 }],
    })
    expect(source).toContain('scale_columns(table_path=in_table, scaled_path=out_scaled, factor=factor)')
    expect(source).not.toContain('argparse')
    expect(read.notes.join(' ')).toContain('pandas==2.1.0')
    checkDeclaration('custom.scale', declaration, source, builtIn)
  })

  it('of Kubeflow’s compiled form becomes one too', () => {
    const read = only('kubeflow-function-v2.yaml')
    expect(read).toMatchObject({ format: 'Kubeflow Pipelines, version 2', name: 'Count by', summary: 'Counts the rows of each value.' })
    const { declaration, source } = read.component!
    expect(declaration).toMatchObject({ inputs: [{ name: 'rows', type: 'table' }], outputs: [{ name: 'counts' }, { name: 'values' }], params: [{ name: 'column', type: 'text' }, { name: 'least', type: 'integer', default: 1 }] })
    expect(declaration.params[0]!.default).toBeUndefined()
    expect(source).not.toMatch(/^(import|from) kfp/m)
    checkDeclaration('custom.count-by', declaration, source, builtIn)
  })

  it('of Azure ML shows its ports and command, and says that it cannot run here', () => {
    const read = only('azure-command.yml')
    expect(read).toMatchObject({ format: 'Azure ML command component', name: 'Train model', refusal: expect.stringContaining('on the files in “./train_src”') })
    expect(read.inputs.map(({ name, type, optional }) => [name, type, optional])).toEqual([['training_data', 'uri_folder', false], ['labels', 'mltable', true]])
    expect(read.params.map(({ name, default: initial }) => [name, initial])).toEqual([['learning_rate', 0.1], ['epochs', 5], ['verbose', false]])
    expect(read.runs[0]!.text).toContain('python train.py --training_data ${{inputs.training_data}}')
    expect(skeletonOf(read).declaration.inputs.map(({ name, type, optional }) => [name, type, optional])).toEqual([['training_data', 'file', false], ['labels', 'table', true]])
  })

  it('that is none says what it is instead', () => {
    const message = (text: string) => {
      const read = readComponentYaml(text)
      return read.ok ? 'read' : read.message
    }
    expect(message('  ')).toMatch(/nothing here/)
    expect(message('a: [1')).toMatch(/^This is no YAML: /)
    expect(message('- 1')).toMatch(/is a mapping/)
    expect(message('name: x')).toMatch(/neither a component of Kubeflow/)
    expect(message('apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {}')).toMatch(/compiled Argo workflow/)
    expect(message('$schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json')).toMatch(/no command component/)
    expect(message('implementation:\n  graph: {}\nname: Many')).toBe('read')
  })
})

describe('findFunction', () => {
  it('reads arguments with brackets, quotes, defaults and line breaks', () => {
    const found = findFunction(`import os\n\n@component(base_image="x")\ndef f(a: Dict[str, int], b="x, y", *, c: Optional[Tuple[int, int]] = (1, 2)) -> NamedTuple('O', [('n', int)]):\n    if a:\n        return 1\n\n    return 2\n\nprint("after")\n`)!
    expect(found.arguments).toEqual([
      { name: 'a', annotation: 'Dict[str, int]', default: undefined },
      { name: 'b', annotation: '', default: '"x, y"' },
      { name: 'c', annotation: 'Optional[Tuple[int, int]]', default: '(1, 2)' },
    ])
    expect(found.text).toMatch(/return 2\s*$/)
    expect(found.before).toBe('import os\n\n')
  })
})
