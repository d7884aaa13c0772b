'use client'

import { useState } from 'react'
import Link from 'next/link'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Box } from 'lucide-react'
import { TagEditor } from '@/components/experiments/tag-editor'
import { TextEditor } from '@/components/experiments/text-editor'
import { Crumb } from '@/components/shell/crumb'
import { useApi } from '@/components/ui/api-client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { Page, PageHeader } from '@/components/ui/page-header'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { ModelDetail } from '@/lib/registry/views'
import { DeleteButton } from './delete-button'
import { changeModel, deleteModel, fetchModel, modelHref, modelKeys, versionHref, type Change } from './queries'

const longest = 20_000

/** A registered model: what it is for, and its versions. */
export function ModelPage({ initial }: { initial: ModelDetail }) {
  const api = useApi()
  const client = useQueryClient()
  const { slug } = useWorkspace()
  const canWrite = useCan('models.write')
  const { name } = initial.model
  const query = useQuery({ queryKey: modelKeys.model(slug, name), queryFn: () => fetchModel(api, name), initialData: initial, refetchInterval: 15_000 })
  const { model, versions } = query.data
  const change = async (input: Change) => {
    client.setQueryData(modelKeys.model(slug, name), await changeModel(api, name, input))
    void client.invalidateQueries({ queryKey: modelKeys.list(slug, '') })
  }
  return (
    <Page>
      <Crumb label={name} />
      <PageHeader
        title={name}
        actions={canWrite && <DeleteButton what={`the model “${name}”`} label="Delete model" explain={`Its ${versions.length} ${versions.length === 1 ? 'version goes' : 'versions go'} with it. Runs and their files stay.`} remove={() => deleteModel(api, name)} then={`/w/${slug}/models`} />}
      />
      {query.error && <ErrorNote title="The model could not be read again" error={query.error} />}
      <TextEditor label="Description" none="Nobody has said yet what it is for." value={model.description} canWrite={canWrite} maxLength={longest} onSave={(description) => change({ description })} />
      <TagEditor tags={model.tags} canWrite={canWrite} onSet={(key, value) => change({ tags: { [key]: value } })} />
      <Versions name={name} versions={versions} />
    </Page>
  )
}

function Versions({ name, versions }: { name: string; versions: ModelDetail['versions'] }) {
  const { slug } = useWorkspace()
  const [chosen, setChosen] = useState<number[]>([])
  if (versions.length === 0) return <EmptyState icon={Box} title="There is no version yet">Open a run that has trained a model and press Register model.</EmptyState>
  const pair = [...chosen].sort((a, b) => a - b)
  return (
    <section aria-label="Versions" className="flex flex-col gap-2">
      <div className="flex min-h-8 items-center justify-between gap-2">
        <h2 className="font-medium">Versions</h2>
        {versions.length > 1 &&
          (pair.length === 2 ? (
            <Button asChild>
              <Link href={modelHref(slug, name, `/compare?versions=${pair.join(',')}`)}>
                Compare {pair[0]} and {pair[1]}
              </Link>
            </Button>
          ) : (
            <span className="text-muted">Choose two to compare them.</span>
          ))}
      </div>
      <Table aria-label={`Versions of ${name}`}>
        <thead>
          <tr>
            {versions.length > 1 && <Th className="w-8 pr-0"><span className="sr-only">Chosen</span></Th>}
            <Th>Version</Th>
            <Th>Aliases</Th>
            <Th className="max-md:hidden">Description</Th>
            <Th className="max-sm:hidden">By</Th>
            <Th>Registered</Th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => {
            const on = chosen.includes(version.version)
            return (
              <Tr key={version.version} selected={on}>
                {versions.length > 1 && (
                  <Td className="w-8 pr-0">
                    {/* The last two that were pressed. */}
                    <Checkbox aria-label={`Choose version ${version.version}`} className="align-middle" checked={on} onCheckedChange={() => setChosen(on ? chosen.filter((one) => one !== version.version) : [...chosen.slice(-1), version.version])} />
                  </Td>
                )}
                <Td>
                  <Link className="font-medium hover:underline" href={versionHref(slug, name, version.version)}>
                    Version {version.version}
                  </Link>
                </Td>
                <Td>
                  <span className="flex gap-1">
                    {version.aliases.map((alias) => (
                      <Badge key={alias} tone="accent">{alias}</Badge>
                    ))}
                    {version.stage !== 'None' && <Badge>{version.stage}</Badge>}
                  </span>
                </Td>
                <Td className="text-muted max-md:hidden" title={version.description}>{version.description}</Td>
                <Td className="text-muted max-sm:hidden">{version.by}</Td>
                <Td className="text-muted">
                  <RelativeTime at={version.createdMs} />
                </Td>
              </Tr>
            )
          })}
        </tbody>
      </Table>
    </section>
  )
}
