'use client'

import { useMemo } from 'react'
import dynamic from 'next/dynamic'
import { TriangleAlert } from 'lucide-react'
import { BarChart } from '@/components/charts/bar-chart'
import { prepareImportances } from '@/components/charts/prepare/importances'
import { ErrorNote } from '@/components/ui/error-note'
import { Facts } from '@/components/ui/facts'
import { formatBytes, formatCount } from '@/components/ui/format'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { ModelCard } from '@/lib/results/model-card'
import { Digest, DownloadOutput } from './file-result'
import type { ResultProps } from './registry'

const ModelStructure = dynamic(() => import('./model/model-structure'), { ssr: false })

/** What a model is, read from its card; the model itself is never loaded here. */
export default function ModelResult(props: ResultProps) {
  const parsed = useMemo(() => ModelCard.safeParse(props.output.meta), [props.output.meta])
  if (!parsed.success) {
    return <ErrorNote title="The model's card could not be read" action={<DownloadOutput {...props} label="Download the model" />}>It was written by another version of the component.</ErrorNote>
  }
  const card = parsed.data
  const importances = prepareImportances(card)
  return (
    <div className="@container flex flex-col gap-4">
      {card.warnings.map((warning) => (
        <p key={warning} className="flex gap-2 rounded-md bg-warning-soft px-3 py-2">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          {warning}
        </p>
      ))}
      <div className="grid grid-cols-1 items-start gap-4 @4xl:grid-cols-2">
        <section className="rounded-md border border-line bg-surface p-3">
          <h3 className="mb-2 font-semibold">{card.algorithmName}</h3>
          <CardFacts card={card} {...props} />
          <DownloadOutput {...props} label="Download the model" />
        </section>
        <BarChart spec={importances} />
        <Features card={card} />
        <Parameters card={card} />
      </div>
      <ModelStructure {...props} algorithm={card.algorithm} target={card.target} />
    </div>
  )
}

const tasks: Record<ModelCard['task'], string> = {
  classification: 'Classification: which class a row is',
  regression: 'Regression: which number a row has',
  clustering: 'Clustering: which rows are alike',
}

function CardFacts({ card, output }: { card: ModelCard } & ResultProps) {
  const left = card.task === 'clustering' ? 'in no cluster' : `without ${card.target} left out`
  const skipped = card.skippedRows > 0 ? `, ${formatCount(card.skippedRows, 'row')} ${left}` : ''
  return (
    <Facts
      className="mb-3"
      items={[
        { label: 'Task', value: tasks[card.task] },
        { label: card.task === 'clustering' ? 'Column' : 'Target', value: card.target },
        { label: card.task === 'clustering' ? 'Clusters' : 'Classes', value: card.classes && `${card.classes.length}: ${card.classes.slice(0, 12).join(', ')}${card.classes.length > 12 ? ', …' : ''}` },
        { label: 'Trained on', value: `${formatCount(card.trainedRows, 'row')}${skipped}` },
        { label: 'Features', value: String(card.features.length) },
        { label: 'Seed', value: card.seed === null ? null : String(card.seed) },
        { label: 'Made with', value: Object.entries(card.library).map(([name, version]) => `${name} ${version}`).join(', ') },
        { label: 'Size', value: formatBytes(output.size) },
        { label: 'Content', value: <Digest digest={output.digest} /> },
      ]}
    />
  )
}

function Parameters({ card }: { card: ModelCard }) {
  const entries = Object.entries(card.params)
  return (
    <section className="min-w-0 rounded-md border border-line bg-surface p-3">
      <h3 className="mb-2 font-semibold">Parameters of the algorithm</h3>
      {entries.length === 0 ? <p className="text-muted">All as the algorithm has them.</p> : <Facts items={entries.map(([label, value]) => ({ label, value: <code className="break-all">{value === null ? 'none' : typeof value === 'object' ? JSON.stringify(value) : String(value)}</code> }))} />}
    </section>
  )
}

function Features({ card }: { card: ModelCard }) {
  return (
    <section className="min-w-0 rounded-md border border-line bg-surface">
      <h3 className="px-3 py-2.5 font-semibold">Features and how they reach the model</h3>
      <Table aria-label="Features" className="max-h-96 rounded-t-none border-x-0 border-b-0">
        <thead>
          <tr>
            <Th>Feature</Th>
            <Th>Type</Th>
            <Th>Encoding</Th>
          </tr>
        </thead>
        <tbody>
          {card.features.map((feature) => (
            <Tr key={feature.name}>
              <Td title={feature.name}>{feature.name}</Td>
              <Td className="text-muted">{feature.type}</Td>
              <Td title={feature.encoding}>{feature.encoding}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
