import * as z from 'zod/mini'
import { defineComponent, type Column, type InferContext, type Inference } from '../types'
import { addColumns, checkFeatures, unsupervisedFields, unsupervisedParams } from './unsupervised'

export const ReduceDimensionsParams = z.object({
  ...unsupervisedParams,
  method: z._default(z.enum(['pca', 't_sne']), 'pca'),
  components: z._default(z.number().check(z.int(), z.gte(1), z.lte(500)), 2),
  perplexity: z._default(z.number().check(z.gte(1), z.lte(1000)), 30),
  keep: z._default(z.boolean(), true),
  prefix: z._default(z.string().check(z.minLength(1, 'The components need a name')), 'component_'),
})
export type ReduceDimensionsParams = z.infer<typeof ReduceDimensionsParams>

function infer({ params, inputs }: InferContext<ReduceDimensionsParams>): Inference {
  const components = Array.from({ length: params.components }, (_, at): Column => ({ name: `${params.prefix}${at + 1}`, type: 'number' }))
  const added = params.keep ? addColumns(inputs.table, components, 'prefix', params.prefix) : { table: components, problems: [] }
  const problems = [...checkFeatures(params, inputs.table), ...added.problems]
  if (params.method === 't_sne' && params.components > 3) {
    problems.push({ severity: 'error', param: 'components', message: 't-SNE draws in at most 3 components', fix: { label: 'Use 2', params: { components: 2 } } })
  }
  const transformation = params.method === 'pca' ? { needs: params.features, apply: (columns: Column[]) => (params.keep ? addColumns(columns, components, 'prefix', params.prefix).table : components) } : undefined
  return { outputs: { table: added.table, loadings: [{ name: 'column', type: 'text' }, ...components] }, effects: { transformation }, problems }
}

export const reduceDimensions = defineComponent({
  id: 'learn.reduce-dimensions',
  version: 1,
  name: 'Reduce dimensions',
  category: 'Learn',
  icon: 'minimize-2',
  summary: 'Many columns as a few components',
  keywords: ['pca', 'principal components', 't-sne', 'tsne', 'embedding', 'dimensionality reduction', 'loadings', 'projection', 'unsupervised'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'Rows with many columns.' }],
  outputs: [
    { name: 'table', type: 'table', label: 'Components', help: 'The rows with their components.' },
    { name: 'loadings', type: 'table', label: 'Loadings', help: 'How each column enters each principal component; no rows for t-SNE.' },
    { name: 'transformation', type: 'transformation', label: 'Transformation', help: 'The principal components, for Apply transformation on other rows.' },
  ],
  params: ReduceDimensionsParams,
  fields: unsupervisedFields([
    {
      name: 'method',
      label: 'Method',
      kind: 'choice',
      options: [
        { value: 'pca', label: 'Principal components', help: 'Weighted sums of the columns that keep most of the variance.' },
        { value: 't_sne', label: 't-SNE', help: 'A map on which neighbours stay neighbours. To look at; for up to 20,000 rows.' },
      ],
    },
    { name: 'components', label: 'Components', kind: 'number', min: 1, max: 500, step: 1 },
    { name: 'perplexity', label: 'Perplexity', kind: 'number', min: 1, max: 1000, step: 5, visible: ({ method }) => method === 't_sne', help: 'About how many neighbours each row has; less than the number of rows.' },
    { name: 'keep', label: 'Keep the columns', kind: 'switch', help: 'Off: the output has the components alone.' },
    { name: 'prefix', label: 'Names of components', kind: 'text', advanced: true, placeholder: 'component_', help: 'A number follows.' },
  ]),
  describe: (params) => `${params.components} ${params.components === 1 ? 'component' : 'components'} by ${params.method === 'pca' ? 'PCA' : 't-SNE'}`,
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'reduce_dimensions' },
  deterministic: true,
})
