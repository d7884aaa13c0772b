'use client'

import { useDeferredValue, useState } from 'react'
import { Plus, Trash2, Upload, Workflow } from 'lucide-react'
import { useUrlState } from '@/components/runs/use-url-state'
import { useKeys } from '@/components/shell/keys'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorNote } from '@/components/ui/error-note'
import { ListFilter } from '@/components/ui/list-filter'
import { Page, PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useCan } from '@/components/ui/workspace-context'
import type { PipelineFile, PipelineSummary } from '@/lib/pipelines/schema'
import { NewPipeline } from './new-pipeline'
import { PipelinesTable } from './pipelines-table'
import { usePipelines } from './queries'
import { useImportFile } from './use-import-file'

export interface Template extends PipelineFile {
  /** Tables of the gallery that it imports. */
  datasets: string[]
}

export function PipelinesPage({ initial, templates }: { initial: PipelineSummary[]; templates: Template[] }) {
  const url = useUrlState()
  const canEdit = useCan('pipelines.write')
  const [typed, setTyped] = useState(url.get('search') ?? '')
  const search = useDeferredValue(typed.trim())
  const deleted = url.get('show') === 'trash'
  const list = usePipelines(search, deleted, initial)
  const importFile = useImportFile()
  const open = canEdit && url.get('new') !== null
  const create = (what: string) => url.set({ new: what })
  useKeys('Pipelines', canEdit ? [{ keys: 'n', label: 'New pipeline', run: () => create('blank') }] : [])

  return (
    <Page>
      <PageHeader
        title="Pipelines"
        actions={
          canEdit && (
            <>
              <Button icon={Upload} busy={importFile.busy} onClick={importFile.choose}>
                Import
              </Button>
              <Button variant="primary" icon={Plus} onClick={() => create('blank')}>
                New pipeline
              </Button>
            </>
          )
        }
      />
      {importFile.input}
      {importFile.error && <ErrorNote title="The file could not be imported" error={importFile.error} />}
      <ListFilter
        things="pipelines"
        typed={typed}
        onType={(next) => {
          setTyped(next)
          url.set({ search: next.trim() })
        }}
        deleted={deleted}
        onDeleted={(next) => url.set({ show: next ? 'trash' : null })}
      />
      {list.error ? (
        <ErrorNote title="The pipelines could not be read" error={list.error} action={<Button size="sm" onClick={() => void list.refetch()}>Try again</Button>} />
      ) : !list.data ? (
        <SkeletonRows />
      ) : list.data.length > 0 ? (
        <PipelinesTable pipelines={list.data} deleted={deleted} />
      ) : (
        <Nothing search={search} deleted={deleted} onNew={canEdit ? create : undefined} />
      )}
      {open && <NewPipeline templates={templates} start={url.get('new') === 'template' ? 'template' : 'blank'} onClose={() => url.set({ new: null })} />}
    </Page>
  )
}

function Nothing({ search, deleted, onNew }: { search: string; deleted: boolean; onNew?: (what: string) => void }) {
  if (search) return <EmptyState title={`No pipeline is called or described with “${search}”.`} />
  if (deleted) return <EmptyState icon={Trash2} title="The trash is empty." />
  return (
    <EmptyState
      icon={Workflow}
      title="A pipeline takes data through steps to a model or a table."
      action={
        onNew && (
          <>
            <Button variant="primary" onClick={() => onNew('blank')}>
              New pipeline
            </Button>
            <button type="button" className="link" onClick={() => onNew('template')}>
              Start from a template
            </button>
          </>
        )
      }
    />
  )
}
