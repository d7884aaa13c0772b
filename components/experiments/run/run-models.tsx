'use client'

import { Package } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Facts } from '@/components/ui/facts'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { RunModel, TrackedRunDetail } from '@/lib/tracking/views'
import ArtifactBrowser from './artifact-browser'

/** Models that the run has logged: what they take and give, where they are registered, and their files. */
export default function RunModels({ run }: { run: TrackedRunDetail }) {
  if (run.models.length === 0) return <EmptyState icon={Package} title="No model was logged">A model is logged with mlflow.sklearn.log_model and its like, or by mlflow.autolog().</EmptyState>
  return (
    <div className="flex flex-col gap-8">
      {run.models.map((model) => (
        <Model key={model.id} model={model} />
      ))}
    </div>
  )
}

function Model({ model }: { model: RunModel }) {
  const { signature } = model
  return (
    <section aria-label={model.name} className="flex flex-col gap-4">
      <h2 className="flex items-center gap-2 font-medium">
        {model.name}
        <Badge tone={model.status === 'ready' ? 'succeeded' : model.status === 'upload failed' ? 'failed' : 'neutral'}>{model.status}</Badge>
      </h2>
      <Facts
        items={[
          { label: 'Model id', value: <code className="break-all">{model.id}</code> },
          { label: 'Flavour', value: signature?.flavors.join(', ') || model.modelType },
          { label: 'Registered', value: model.registrations.map(({ name, version }) => `${name}, version ${version}`).join('; ') },
        ]}
      />
      {signature && signature.inputs.length + signature.outputs.length > 0 ? (
        <div className="grid gap-4 md:grid-cols-2">
          <Columns title="Takes" columns={signature.inputs} />
          <Columns title="Gives" columns={signature.outputs} />
        </div>
      ) : (
        <p className="text-muted">The model says nothing about its columns: it was logged without a signature.</p>
      )}
      <ArtifactBrowser root={model.artifactPath} uri="" />
    </section>
  )
}

function Columns({ title, columns }: { title: string; columns: { name: string; type: string; optional: boolean }[] }) {
  if (columns.length === 0) return null
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-muted">{title}</h3>
      <Table aria-label={title} className="max-h-72">
        <thead>
          <tr>
            <Th>Column</Th>
            <Th>Type</Th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ name, type, optional }, index) => (
            <Tr key={index}>
              <Td>{name}</Td>
              <Td className="text-muted">{optional ? `${type}, optional` : type}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
