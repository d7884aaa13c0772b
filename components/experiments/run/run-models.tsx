'use client'

import Link from 'next/link'
import { Package } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Facts } from '@/components/ui/facts'
import { useWorkspace } from '@/components/ui/workspace-context'
import { RegisterButton } from '@/components/registry/register-button'
import { versionHref } from '@/components/registry/queries'
import type { RunModel, TrackedRunDetail } from '@/lib/tracking/views'
import ArtifactBrowser from './artifact-browser'
import { SignatureTables } from './signature-tables'

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
      <h2 className="flex flex-wrap items-center gap-2 font-medium">
        {model.name}
        <Badge tone={model.status === 'ready' ? 'succeeded' : model.status === 'upload failed' ? 'failed' : 'neutral'}>{model.status}</Badge>
        {model.status === 'ready' && <RegisterButton size="sm" modelId={model.id} suggested={model.name} />}
      </h2>
      <Facts
        items={[
          { label: 'Model id', value: <code className="break-all">{model.id}</code> },
          { label: 'Flavour', value: signature?.flavors.join(', ') || model.modelType },
          { label: 'Registered', value: model.registrations.length > 0 && <Registrations model={model} /> },
        ]}
      />
      <SignatureTables signature={signature} />
      <ArtifactBrowser root={model.artifactPath} uri="" />
    </section>
  )
}

function Registrations({ model: { registrations } }: { model: RunModel }) {
  const { slug } = useWorkspace()
  return (
    <ul>
      {registrations.map(({ name, version }) => (
        <li key={`${name} ${version}`}>
          <Link className="link" href={versionHref(slug, name, Number(version))}>
            {name}, version {version}
          </Link>
        </li>
      ))}
    </ul>
  )
}
