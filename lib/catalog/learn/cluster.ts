import * as z from 'zod/mini'
import { defineComponent, type InferContext, type Inference } from '../types'
import { addColumns, checkFeatures, unsupervisedFields, unsupervisedParams } from './unsupervised'

export const ClusterParams = z.object({
  ...unsupervisedParams,
  algorithm: z._default(z.enum(['k_means', 'dbscan', 'agglomerative']), 'k_means'),
  clusters: z._default(z.number().check(z.int(), z.gte(2), z.lte(500)), 3),
  eps: z._default(z.number().check(z.gt(0)), 0.5),
  min_samples: z._default(z.number().check(z.int(), z.gte(1)), 5),
  linkage: z._default(z.enum(['ward', 'complete', 'average', 'single']), 'ward'),
  column: z._default(z.string().check(z.minLength(1, 'The column needs a name')), 'cluster'),
})
export type ClusterParams = z.infer<typeof ClusterParams>

function infer({ params, inputs }: InferContext<ClusterParams>): Inference {
  const { table, problems } = addColumns(inputs.table, [{ name: params.column, type: 'integer' }], 'column', params.column)
  return { outputs: { table }, problems: [...checkFeatures(params, inputs.table), ...problems] }
}

const names = { k_means: 'k-means', dbscan: 'DBSCAN', agglomerative: 'hierarchical clustering' }

export const cluster = defineComponent({
  id: 'learn.cluster',
  version: 1,
  name: 'Cluster',
  category: 'Learn',
  icon: 'boxes',
  summary: 'Find groups of rows that are alike',
  keywords: ['clustering', 'k-means', 'kmeans', 'dbscan', 'hierarchical', 'agglomerative', 'segments', 'segmentation', 'silhouette', 'unsupervised'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'Rows to group.' }],
  outputs: [
    { name: 'table', type: 'table', label: 'Clustered rows', help: 'The same rows with the number of their cluster.' },
    { name: 'model', type: 'model', label: 'Model', help: 'For Score model, which tells the cluster of new rows.' },
  ],
  params: ClusterParams,
  fields: unsupervisedFields([
    {
      name: 'algorithm',
      label: 'Algorithm',
      kind: 'choice',
      options: [
        { value: 'k_means', label: 'K-means', help: 'Round groups around centres. Quick on many rows.' },
        { value: 'dbscan', label: 'DBSCAN', help: 'Dense regions of any shape; the number comes from the data, and lonely rows are in no group.' },
        { value: 'agglomerative', label: 'Hierarchical', help: 'The nearest groups are joined until so many are left. For up to 20,000 rows.' },
      ],
    },
    { name: 'clusters', label: 'Clusters', kind: 'number', min: 2, max: 500, step: 1, visible: ({ algorithm }) => algorithm !== 'dbscan' },
    { name: 'eps', label: 'Distance', kind: 'number', min: 0.000_001, step: 0.1, visible: ({ algorithm }) => algorithm === 'dbscan', help: 'Rows this near are neighbours; columns are scaled to deviation 1 before.' },
    { name: 'min_samples', label: 'Rows for a cluster', kind: 'number', min: 1, step: 1, visible: ({ algorithm }) => algorithm === 'dbscan', help: 'A row with so many neighbours, itself counted, is the core of a cluster.' },
    {
      name: 'linkage',
      label: 'Join by',
      kind: 'choice',
      visible: ({ algorithm }) => algorithm === 'agglomerative',
      options: [
        { value: 'ward', label: 'Least spread (Ward)' },
        { value: 'average', label: 'Mean distance' },
        { value: 'complete', label: 'Largest distance' },
        { value: 'single', label: 'Smallest distance' },
      ],
    },
    { name: 'column', label: 'Name of the column', kind: 'text', advanced: true, placeholder: 'cluster' },
  ]),
  describe: (params) => (params.algorithm === 'dbscan' ? `${names.dbscan} within ${params.eps}` : `${params.clusters} groups by ${names[params.algorithm]}`),
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'cluster' },
  deterministic: true,
})
